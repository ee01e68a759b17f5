"""What comes after the onboarding: open the list, move something there or take it back (R8)."""

from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from blocks import actions
from blocks.forms import later
from blocks.values import OneAccount
from handlers.actions import button
from handlers.payloads import Click, Submission
from handlers.telling import Telling, answer
from services import Services
from services.later import LaterList


@dataclass(frozen=True, slots=True)
class LaterForm:
    """From the button to the milestone that was moved."""

    services: Services
    telling: Telling

    def open(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Show the list, with what could be moved."""
        click = Click.parse(body, OneAccount)
        found = self.services.later.shown(click.actor, click.value.account)
        if not isinstance(found, LaterList):
            self.telling.outcome(client, click, found)
        else:
            view = later.render(found.account, found.moved, found.movable, found.today)
            if "view" in body:  # how it stands, read in a modal
                client.views_push(trigger_id=click.trigger, view=view)
            else:
                self.telling.form(client, click, view)
        ack()

    def submit(self, ack: Ack, body: dict[str, Any]) -> None:
        """Move it, or take it back."""
        sent = Submission.parse(body)
        about, wanted = sent.about(OneAccount), later.read(sent.view)
        outcome = self.services.later.move(
            sent.actor, about.account, wanted.milestone, later=wanted.later, key=sent.key
        )
        answer(ack, sent, outcome)


def register(app: App, services: Services, telling: Telling) -> None:
    """Listen for the button and the form."""
    form = LaterForm(services, telling)
    app.action(button(actions.LATER_LIST))(form.open)
    app.view(later.CALLBACK)(form.submit)
