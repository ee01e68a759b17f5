"""The end of an onboarding: the form, the page of one that has ended, and going on after all."""

from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from blocks import actions
from blocks.forms import closing
from blocks.kit import View
from blocks.values import OneAccount
from handlers.actions import button
from handlers.payloads import Click, Submission
from handlers.telling import Telling, answer
from services import Services
from services.actor import Actor
from services.closings import Closed, ClosingForm, Reopened, StillOpen
from services.outcomes import NotAllowed


@dataclass(frozen=True, slots=True)
class ClosingPages:
    """From the command or the button to the farewell."""

    services: Services
    telling: Telling

    def view(self, actor: Actor, account: str) -> View | NotAllowed:
        """The form; of an account that is closed, how it ended."""
        found = self.services.closings.view(actor, account)
        match found:
            case ClosingForm():
                return _form(found)
            case Closed():
                return _page(found)
        return found

    def open(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Show either."""
        click = Click.parse(body, OneAccount)
        view = self.view(click.actor, click.value.account)
        if isinstance(view, NotAllowed):
            self.telling.outcome(client, click, view)
        else:
            self.telling.over(client, body, click, view)
        ack()

    def submit(self, ack: Ack, body: dict[str, Any]) -> None:
        """End it; where something is open again, the form says what."""
        sent = Submission.parse(body)
        about = sent.about(OneAccount)
        outcome = self.services.closings.close(
            sent.actor, about.account, closing.read(sent.view), sent.key
        )
        match outcome:
            case Closed():
                ack(response_action="update", view=_page(outcome))
            case StillOpen(form):
                ack(response_action="update", view=_form(form, again=True))
            case _:
                answer(ack, sent, outcome)

    def ask_why(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Ask why it should go on."""
        click = Click.parse(body, OneAccount)
        found = self.services.closings.view(click.actor, click.value.account)
        match found:
            case Closed(may_reopen=True):
                view = closing.reopening(found.account, found.customer)
                self.telling.over(client, body, click, view)
            case ClosingForm():  # it goes on already
                self.telling.over(client, body, click, _form(found))
            case Closed():  # whose button it never was
                self.telling.over(client, body, click, _page(found))
            case _:
                self.telling.outcome(client, click, found)
        ack()

    def reopen(self, ack: Ack, body: dict[str, Any]) -> None:
        """Go on with it."""
        sent = Submission.parse(body)
        about = sent.about(OneAccount)
        outcome = self.services.closings.reopen(
            sent.actor, about.account, closing.reason(sent.view), sent.key
        )
        if isinstance(outcome, Reopened):
            view = closing.reopened(outcome.customer, archived=outcome.archived)
            ack(response_action="update", view=view)
        else:
            answer(ack, sent, outcome)


def _form(found: ClosingForm, *, again: bool = False) -> View:
    return closing.render(
        found.account, found.customer, found.about, found.cause, found.next_owner, again=again
    )


def _page(found: Closed) -> View:
    return closing.closed(
        found.account,
        found.customer,
        found.closing,
        found.by,
        on=found.on,
        today=found.today,
        post_mortem=found.post_mortem is not None,
        offer=found.handoff,
        is_news=found.is_news,
        may_reopen=found.may_reopen,
    )


def register(app: App, pages: ClosingPages) -> None:
    """Listen for the buttons and the forms."""
    app.action(button(actions.CLOSE))(pages.open)
    app.view(closing.CALLBACK)(pages.submit)
    app.action(button(actions.REOPEN))(pages.ask_why)
    app.view(closing.REOPEN_CALLBACK)(pages.reopen)
