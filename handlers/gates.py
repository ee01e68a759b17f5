"""A milestone that was refused: what one of ours can do about it, from asking to going on."""

from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from blocks import actions
from blocks.forms import gate
from blocks.forms.gate import PassAbout
from blocks.kit import mention
from blocks.refusal import refusal_modal
from blocks.values import GateChoice, MilestoneTick, OneAccount
from handlers.actions import button
from handlers.payloads import Click, Submission
from handlers.telling import Telling, answer, refusal
from onboarding.gate_passing import ClosedGate
from onboarding.refusals import GateClosed, NotOnRecord, Refused
from services import Services
from services.briefs import Asked
from services.gate_passes import LetPass
from services.outcomes import NotAllowed

OPEN_ALREADY = "Nothing is in the way any more: it can be marked done in the plan."
ASKED = "📨 I have asked {}, with a button to the form."
ASKED_TODAY = "📨 {} was asked today already; I ask once a day."


@dataclass(frozen=True, slots=True)
class Gates:
    """From a refused tick to an open gate."""

    services: Services
    telling: Telling

    def refused(self, client: WebClient, click: Click[MilestoneTick], outcome: object) -> bool:
        """Show one of ours what is in the way and what to do; False where that is not the case,
        and for customers, who are told why and no more."""
        if not (
            isinstance(outcome, Refused) and isinstance(outcome.reason, NotOnRecord | GateClosed)
        ):
            return False
        value = click.value
        found = self.services.gate_passes.in_the_way(
            click.actor, click.channel, value.milestone, value.account
        )
        if found is None:
            return False
        view = gate.in_the_way(
            refusal(outcome) or "",
            found.account,
            found.gates,
            missing=found.missing,
            teller=found.teller,
            may_pass=found.may_pass,
        )
        self.telling.form(client, click, view)
        return True

    def every(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Show the gates at which a customer stands."""
        click = Click.parse(body, OneAccount)
        found = self.services.gate_passes.every_closed(click.actor, click.value.account)
        if isinstance(found, NotAllowed):
            self.telling.outcome(client, click, found)
        else:
            view = gate.in_the_way(
                gate.overview(found.gates),
                found.account,
                found.gates,
                missing=found.missing,
                teller=found.teller,
                may_pass=found.may_pass,
                heading="Gates",
            )
            self.telling.over(client, body, click, view)
        ack()

    def ask(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Ask whoever sold for the brief; a note takes the place of the button."""
        click = Click.parse(body, OneAccount)
        outcome = self.services.briefs.ask(click.actor, click.value.account, click.key)
        shown = body.get("view")
        if isinstance(outcome, Asked) and shown is not None:
            note = (ASKED if outcome.is_new else ASKED_TODAY).format(mention(outcome.whom))
            client.views_update(view_id=shown["id"], hash=shown["hash"], view=_noted(shown, note))
        else:
            self.telling.outcome(client, click, outcome)
        ack()

    def open(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Ask why it should go on."""
        click = Click.parse(body, GateChoice)
        value = click.value
        found = self.services.gate_passes.gate(click.actor, value.account, value.gate)
        if isinstance(found, ClosedGate):
            view = gate.render(value.account, found)
        elif isinstance(found, NotAllowed):
            view = refusal_modal(refusal(found) or "")
        else:
            view = refusal_modal(OPEN_ALREADY)
        self.telling.over(client, body, click, view)
        ack()

    def submit(self, ack: Ack, body: dict[str, Any]) -> None:
        """Let it be passed, and close everything."""
        sent = Submission.parse(body)
        about = sent.about(PassAbout)
        outcome = self.services.gate_passes.let_pass(
            sent.actor, about.account, about.gate, gate.read(sent.view), sent.key
        )
        if isinstance(outcome, LetPass):
            ack(response_action="clear")
        else:
            answer(ack, sent, outcome)


def _noted(shown: dict[str, Any], note: str) -> dict[str, Any]:
    """The page as it stands, with a note in the place of the button that was pressed."""
    kept = []
    for block in shown["blocks"]:
        if block["type"] != "actions":
            kept.append(block)
            continue
        kept.append({"type": "context", "elements": [{"type": "mrkdwn", "text": note}]})
        others = [e for e in block["elements"] if e["action_id"] != actions.ASK_BRIEF]
        if others:
            kept.append(block | {"elements": others})
    known = ("type", "title", "close", "callback_id")
    return {part: shown[part] for part in known} | {"blocks": kept}


def register(app: App, gates: Gates) -> None:
    """Listen for the buttons and the form."""
    app.action(button(actions.ASK_BRIEF))(gates.ask)
    app.action(button(actions.GATES))(gates.every)
    app.action(button(actions.GO_ON))(gates.open)
    app.view(gate.CALLBACK)(gates.submit)
