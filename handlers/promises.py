"""The promises to a customer: looked at, and said how they ended."""

from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from blocks import actions
from blocks.forms import promises
from blocks.forms.promises import EndAbout
from blocks.refusal import refusal_modal
from blocks.values import ForgedValue, OneAccount, PromiseChoice
from handlers.actions import button
from handlers.payloads import Click, Submission
from handlers.telling import Telling, answer, refusal
from onboarding.promises import PromisesView
from services import Services
from services.outcomes import NotAllowed
from services.promises import Ended


@dataclass(frozen=True, slots=True)
class PromisePage:
    """The page, and the form in its place."""

    services: Services
    telling: Telling

    def open(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Show the promises."""
        click = Click.parse(body, OneAccount)
        found = self.services.promises.view(click.actor, click.value.account)
        if isinstance(found, NotAllowed):
            self.telling.outcome(client, click, found)
        else:
            self.telling.over(client, body, click, promises.page(found))
        ack()

    def choose(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Ask how one ended; the page itself where it ended already."""
        click = Click.parse(body, PromiseChoice)
        found = self.services.promises.view(click.actor, click.value.account)
        if isinstance(found, NotAllowed):
            view = refusal_modal(refusal(found) or "")
        else:
            one = found.one(click.value.promise)
            if one is None:
                raise ForgedValue("a promise of somebody else's")
            view = promises.page(found) if one.kept is not None else promises.ending(found, one)
        client.views_update(view_id=body["view"]["id"], view=view)
        ack()

    def submit(self, ack: Ack, body: dict[str, Any]) -> None:
        """Keep how it ended, and show the page again."""
        sent = Submission.parse(body)
        about, said = sent.about(EndAbout), promises.read(sent.view)
        outcome = self.services.promises.end(
            sent.actor, about.account, about.promise, sent.key, kept=said.kept, remark=said.remark
        )
        found = outcome.view if isinstance(outcome, Ended) else None
        if found is None and refusal(outcome) is None:
            again = self.services.promises.view(sent.actor, about.account)
            found = again if isinstance(again, PromisesView) else None
        if found is None:
            answer(ack, sent, outcome)
        else:
            ack(response_action="update", view=promises.page(found))


def register(app: App, page: PromisePage) -> None:
    """Listen for the buttons and the form."""
    app.action(button(actions.PROMISES))(page.open)
    app.action(button(actions.PROMISE))(page.choose)
    app.view(promises.CALLBACK)(page.submit)
