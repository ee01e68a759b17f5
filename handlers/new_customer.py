"""The form of a new customer: drawn, drawn again as it grows, and saved."""

import logging
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from blocks import actions
from blocks.forms import new_customer
from blocks.forms.new_customer import Adopting
from blocks.kit import View
from blocks.refusal import refusal_modal
from handlers.acting import actor_of_interaction
from handlers.actions import button
from handlers.payloads import Click, Submission
from handlers.telling import Telling, answer
from onboarding.intake import IntakeForm
from onboarding.provisioning import Sharing
from playbooks.refusals import refusal_sentence
from services import Services
from services.accounts import NewCustomerDefaults, Started
from services.actor import Actor
from services.outcomes import NotAllowed

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class NewCustomerForm:
    """From a command or a button to a customer with a plan."""

    services: Services
    telling: Telling

    def first_view(
        self, actor: Actor, *, name: str = "", adopting: Adopting | None = None
    ) -> View | NotAllowed:
        """The form as it opens, for somebody who may start customers."""
        defaults = self.services.accounts.form_defaults(actor)
        if isinstance(defaults, NotAllowed):
            return defaults
        form = new_customer.blank(owner=actor.user, today=defaults.today, name=name)
        return drawn(form, defaults, adopting)

    def open(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Show the form to whoever pressed the button in the Home."""
        click = Click.bare(body)
        view = self.first_view(click.actor)
        if isinstance(view, NotAllowed):
            self.telling.outcome(client, click, view)
        else:
            self.telling.form(client, click, view)
        ack()

    def add_contact(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Make room for one more person."""
        form = new_customer.read(body["view"])
        self._draw_again(body, client, new_customer.with_another_contact(form))
        ack()

    def choose_sharing(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Ask for the channel where one is adopted, and only there."""
        self._draw_again(body, client, new_customer.read(body["view"]))
        ack()

    def _draw_again(self, body: dict[str, Any], client: WebClient, form: IntakeForm) -> None:
        old = body["view"]
        defaults = self.services.accounts.form_defaults(actor_of_interaction(body))
        if isinstance(defaults, NotAllowed):  # since the form was opened
            view = refusal_modal(refusal_sentence(defaults))
        else:
            view = drawn(form, defaults, new_customer.adopting_of(old))
        try:
            client.views_update(view_id=old["id"], hash=old["hash"], view=view)
        except SlackApiError as problem:
            if problem.response["error"] != "hash_conflict":
                raise
            log.info("a form was drawn again by another click at the same time")

    def submit(self, ack: Ack, body: dict[str, Any]) -> None:
        """Start the customer."""
        sent = Submission.parse(body)
        form = new_customer.read(sent.view)
        outcome = self.services.accounts.start(sent.actor, form, sent.key)
        if isinstance(outcome, Started):
            adopted = form.sharing == Sharing.ADOPT
            ack(
                response_action="update",
                view=new_customer.started(form.name, adopted=adopted, overload=outcome.overload),
            )
        else:
            answer(ack, sent, outcome)


def drawn(form: IntakeForm, defaults: NewCustomerDefaults, adopting: Adopting | None) -> View:
    """The form, with what the workspace has to say to it."""
    return new_customer.render(
        form,
        defaults.cutoffs,
        adopting=adopting,
        team_channel_missing=defaults.team_channel_missing,
    )


def register(app: App, form: NewCustomerForm) -> None:
    """Listen for the button in the Home, and for the form."""
    app.action(button(actions.NEW_CUSTOMER))(form.open)
    app.action(new_customer.ADD_CONTACT)(form.add_contact)
    app.action(new_customer.CHOOSE_SHARING)(form.choose_sharing)
    app.view(new_customer.CALLBACK)(form.submit)
