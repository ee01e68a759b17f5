"""Letting an onboarding rest: the form, and the buttons by which it goes on."""

from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from blocks import actions, kit
from blocks.forms import hold
from blocks.forms.hold import HoldOn
from blocks.values import EndHold
from handlers.actions import button
from handlers.payloads import Click, Submission
from handlers.telling import Telling, answer, in_place_of_buttons, refusal
from services import Services
from services.actor import Actor
from services.holds import HoldForm, Resumed
from services.outcomes import NotAllowed


@dataclass(frozen=True, slots=True)
class Holds:
    """From the command or the button to the rest, and out of it."""

    services: Services
    telling: Telling

    def view(self, actor: Actor, account: str) -> kit.View | NotAllowed:
        """The form for a customer."""
        found = self.services.holds.form(actor, account)
        if isinstance(found, HoldForm):
            return hold.render(found.account, found.customer, found.until_on, found.reason)
        return found

    def submit(self, ack: Ack, body: dict[str, Any]) -> None:
        """Let it rest."""
        sent = Submission.parse(body)
        wanted = hold.read(sent.view)
        outcome = self.services.holds.pause(
            sent.actor, sent.about(HoldOn).account, wanted.until_on, wanted.reason, sent.key
        )
        answer(ack, sent, outcome)

    def resume(self, actor: Actor, account: str, key: str) -> str:
        """Go on, as a command asks; what came of it, in a sentence."""
        outcome = self.services.holds.resume(actor, account, key)
        return refusal(outcome) or RESUMED

    def press(self, ack: Ack, body: dict[str, Any], client: WebClient, respond: Respond) -> None:
        """Go on, as a button asks."""
        click = Click.parse(body, EndHold)
        outcome = self.services.holds.resume(click.actor, click.value.account, click.key)
        self.telling.outcome(client, click, outcome)
        if isinstance(outcome, Resumed):
            who = kit.mention(click.actor.user)
            in_place_of_buttons(body, respond, f"🌱 {who} goes on, and the customer is told.")
        ack()


RESUMED = "🌱 It goes on from now, and the customer is told in the channel."


def register(app: App, holds: Holds) -> None:
    """Listen for the form and the button."""
    app.view(hold.CALLBACK)(holds.submit)
    app.action(button(actions.RESUME))(holds.press)
