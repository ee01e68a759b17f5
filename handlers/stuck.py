"""The form "we're stuck": open it, and make a blocker of what it says."""

from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from blocks import actions
from blocks.forms import stuck
from blocks.refusal import refusal_modal
from blocks.values import OpenStuck
from handlers.actions import button
from handlers.payloads import Click, Submission
from handlers.telling import Telling, answer
from services import Services
from services.outcomes import NotAllowed

ALL_DONE = "Every milestone of this plan is done: nothing is left to be stuck on."


@dataclass(frozen=True, slots=True)
class StuckForm:
    """From the button to the blocker."""

    services: Services
    telling: Telling

    def open(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Show the form, with the milestones that are open."""
        click = Click.parse(body, OpenStuck)
        found = self.services.milestones.open_ones(
            click.actor, click.channel, account=click.value.account
        )
        if isinstance(found, NotAllowed):
            self.telling.outcome(client, click, found)
        elif not found.items:
            self.telling.form(client, click, refusal_modal(ALL_DONE))
        else:
            place = stuck.StuckIn(account=found.account, channel=click.channel)
            self.telling.form(client, click, stuck.render(place, found.items))
        ack()

    def submit(self, ack: Ack, body: dict[str, Any]) -> None:
        """Raise the blocker."""
        sent = Submission.parse(body)
        place, said = sent.about(stuck.StuckIn), stuck.read(sent.view)
        outcome = self.services.blockers.raise_(
            sent.actor,
            place.channel,
            said.milestone,
            said.kind,
            said.what,
            said.helper,
            sent.key,
            account=place.account,
        )
        answer(ack, sent, outcome)


def register(app: App, services: Services, telling: Telling) -> None:
    """Listen for the button and the form."""
    form = StuckForm(services, telling)
    app.action(button(actions.STUCK))(form.open)
    app.view(stuck.CALLBACK)(form.submit)
