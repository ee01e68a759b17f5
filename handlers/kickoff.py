"""The kickoff: opened by our people, filled in page by page, its agenda posted for the call."""

import logging
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from blocks import actions
from blocks.forms import kickoff
from blocks.forms.kickoff import KickoffAbout
from blocks.kit import View
from blocks.refusal import refusal_modal
from blocks.values import ForgedValue, KickoffTurn, OneAccount, PostAgenda
from handlers.actions import button
from handlers.payloads import Click, Submission
from handlers.telling import Telling, answer, refusal
from onboarding.kickoff import KickoffView
from services import Services
from services.actor import Actor
from services.discovery import Saved
from services.outcomes import Invalid, NotAllowed, Repeated

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class KickoffForm:
    """From a command or a button to the record of the kickoff."""

    services: Services
    telling: Telling

    def view(self, actor: Actor, account: str) -> View | NotAllowed:
        """The form as it opens: at the first page on which something is open."""
        found = self.services.discovery.view(actor, account)
        return found if isinstance(found, NotAllowed) else kickoff.render(found, found.first_page)

    def open(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Show the form to whoever pressed a button."""
        click = Click.parse(body, OneAccount)
        view = self.view(click.actor, click.value.account)
        if isinstance(view, NotAllowed):
            self.telling.outcome(client, click, view)
        else:
            self.telling.over(client, body, click, view)
        ack()

    def turn(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Keep what stands on this page, and show another, or a question that is to be asked
        although the brief answers it."""
        click = Click.parse(body, KickoffTurn)
        wanted, shown = click.value, body["view"]
        kept = self._kept(click, shown, wanted.account)
        if isinstance(kept, KickoffView):
            overruled = (wanted.overrule,) if wanted.overrule else ()
            kept = kickoff.render(kept, _page(kept, wanted.page), overruled=overruled)
        _draw(client, shown, kept)
        ack()

    def post_agenda(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Keep what stands on this page, and post the agenda in the customer's channel."""
        click = Click.parse(body, PostAgenda)
        account, shown = click.value.account, body["view"]
        kept = self._kept(click, shown, account)
        if isinstance(kept, KickoffView):
            outcome = self.services.discovery.post_agenda(
                click.actor, account, click.value.posted, f"{click.key}:agenda"
            )
            found = self.services.discovery.view(click.actor, account)
            if isinstance(outcome, NotAllowed) or isinstance(found, NotAllowed):
                kept = refusal_modal(refusal(outcome) or refusal(found) or "")
            else:
                kept = self._same_page(shown, found)
        _draw(client, shown, kept)
        ack()

    def submit(self, ack: Ack, body: dict[str, Any]) -> None:
        """Keep the page, and go on to the next."""
        sent = Submission.parse(body)
        about = sent.about(KickoffAbout)
        typed = kickoff.read(sent.view, about.page)
        outcome = self.services.discovery.save(sent.actor, about.account, typed, sent.key)
        found: object = outcome
        if isinstance(outcome, Saved):
            found = outcome.view
        elif isinstance(outcome, Repeated):
            found = self.services.discovery.view(sent.actor, about.account)
        if not isinstance(found, KickoffView):
            answer(ack, sent, found)
            return
        pages = found.pages
        after = pages[pages.index(_page(found, about.page)) + 1 :]
        view = kickoff.render(found, after[0]) if after else kickoff.saved(found)
        ack(response_action="update", view=view)

    def _kept(self, click: Click[Any], shown: dict[str, Any], account: str) -> KickoffView | View:
        """The kickoff with what stands on the page that is shown; or what says why not."""
        if shown["callback_id"] != kickoff.CALLBACK:  # the page that says what is open
            found = self.services.discovery.view(click.actor, account)
            return refusal_modal(refusal(found) or "") if isinstance(found, NotAllowed) else found
        about = Submission(click.actor, shown, click.key).about(KickoffAbout)
        if about.account != account:
            raise ForgedValue("a page of another kickoff")
        typed = kickoff.read(shown, about.page)
        outcome = self.services.discovery.save(click.actor, account, typed, click.key)
        if isinstance(outcome, Saved):
            return outcome.view
        found = self.services.discovery.view(click.actor, account)
        if isinstance(outcome, NotAllowed) or isinstance(found, NotAllowed):
            return refusal_modal(refusal(outcome) or refusal(found) or "")
        if isinstance(outcome, Invalid):
            note = refusal(outcome)
            return kickoff.render(found, _page(found, about.page), typed=typed, note=note)
        return found

    def _same_page(self, shown: dict[str, Any], found: KickoffView) -> View:
        if shown["callback_id"] != kickoff.CALLBACK:
            return kickoff.saved(found)
        about = KickoffAbout.model_validate_json(shown["private_metadata"])
        return kickoff.render(found, _page(found, about.page))


def _page(view: KickoffView, page: str) -> str:
    """Raises `ForgedValue` for a page that this kickoff does not have."""
    if page not in view.pages:
        raise ForgedValue("not a page of the kickoff")
    return page


def _draw(client: WebClient, shown: dict[str, Any], view: View) -> None:
    try:
        client.views_update(view_id=shown["id"], hash=shown["hash"], view=view)
    except SlackApiError as problem:
        if problem.response["error"] != "hash_conflict":
            raise
        log.info("a page of a kickoff was drawn again by another click at the same time")


def register(app: App, form: KickoffForm) -> None:
    """Listen for the buttons and the form."""
    app.action(button(actions.KICKOFF))(form.open)
    app.action(button(actions.KICKOFF_PAGE))(form.turn)
    app.action(button(actions.KICKOFF_OVERRULE))(form.turn)
    app.action(button(actions.AGENDA))(form.post_agenda)
    app.view(kickoff.CALLBACK)(form.submit)
