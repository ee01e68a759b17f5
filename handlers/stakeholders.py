"""Who matters at the customer: the map, and the form about one of its people (A5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from blocks import actions, stakeholder_map
from blocks.forms import person
from blocks.kit import Message, View
from blocks.refusal import refusal_modal
from blocks.values import ForgedValue, OneAccount, OnePerson, parse
from handlers.actions import button
from handlers.payloads import Click, Submission
from handlers.telling import Telling, answer, refusal
from onboarding.stakeholders import StakeholderMap
from services import Services
from services.actor import Actor
from services.outcomes import NotAllowed
from services.stakeholders import Kept, PersonForm


@dataclass(frozen=True, slots=True)
class PeoplePages:
    """From the map to whoever is on it, and back."""

    services: Services
    telling: Telling

    def page(self, actor: Actor, account: str) -> Message | NotAllowed:
        """The answer of the command."""
        found = self.services.stakeholders.map(actor, account)
        return found if isinstance(found, NotAllowed) else stakeholder_map.page(found)

    def open(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Show the map."""
        click = Click.parse(body, OneAccount)
        found = self.services.stakeholders.map(click.actor, click.value.account)
        if isinstance(found, StakeholderMap):
            self.telling.over(client, body, click, stakeholder_map.modal(found))
        else:
            self.telling.outcome(client, click, found)
        ack()

    def add(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """The form of somebody new."""
        click = Click.parse(body, OneAccount)
        self._show(body, client, click, OnePerson(account=click.value.account))
        ack()

    def pick(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """The form about whoever was chosen on the map."""
        click = Click.choice(body)
        account = _map_of(body).account
        kind, _, chosen = click.value.partition(":")
        if kind == stakeholder_map.KNOWN.rstrip(":"):
            about = OnePerson(account=account, stakeholder=chosen)
        else:
            about = OnePerson(account=account, user=chosen)
        self._show(body, client, click, about)
        ack()

    def name_comer(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """The form about somebody who came and whom nobody named."""
        click = Click.parse(body, OnePerson)
        self._show(body, client, click, click.value)
        ack()

    def submit(self, ack: Ack, body: dict[str, Any]) -> None:
        """Keep it, and show the map as it is now."""
        sent = Submission.parse(body)
        about, typed = sent.about(OnePerson), person.read(sent.view)
        outcome = self.services.stakeholders.save(
            sent.actor,
            about.account,
            typed,
            sent.key,
            stakeholder=about.stakeholder,
            user=about.user,
        )
        if isinstance(outcome, Kept):
            ack(response_action="update", view=stakeholder_map.modal(outcome.map))
        else:
            answer(ack, sent, outcome)

    def _show(
        self, body: dict[str, Any], client: WebClient, click: Click[Any], wanted: OnePerson
    ) -> None:
        """In the place of the map where it was chosen there, else over what is read."""
        found = self.services.stakeholders.form(
            click.actor, wanted.account, stakeholder=wanted.stakeholder, user=wanted.user
        )
        if not isinstance(found, PersonForm):
            in_place(self.telling, body, client, click, refusal_modal(refusal(found) or ""))
            return
        about = OnePerson(account=found.account, stakeholder=found.stakeholder, user=found.user)
        view = person.render(
            about,
            found.customer,
            found.typed,
            comers=found.comers,
            unmatched=found.unmatched,
            can_invite=found.can_invite,
        )
        in_place(self.telling, body, client, click, view)


def in_place(
    telling: Telling,
    body: Mapping[str, Any],
    client: WebClient,
    click: Click[Any],
    view: View,
) -> None:
    """In the place of the map where it was clicked there, else over what is read."""
    if (body.get("view") or {}).get("type") == "modal":
        client.views_update(view_id=body["view"]["id"], view=view)
    else:
        telling.form(client, click, view)


def _map_of(body: Mapping[str, Any]) -> OneAccount:
    """Whose map something was chosen on. Raises `ForgedValue` anywhere else."""
    view = body.get("view") or {}
    if view.get("callback_id") != stakeholder_map.CALLBACK:
        raise ForgedValue("a choice outside the map")
    return parse(view.get("private_metadata"), OneAccount)


def register(app: App, pages: PeoplePages) -> None:
    """Listen for the buttons, the menus and the form."""
    app.action(button(actions.PEOPLE))(pages.open)
    app.action(button(actions.PERSON_ADD))(pages.add)
    app.action(button(actions.PERSON_PICK))(pages.pick)
    app.action(button(actions.COMER_PICK))(pages.pick)
    app.action(button(actions.NAME_COMER))(pages.name_comer)
    app.view(person.CALLBACK)(pages.submit)
