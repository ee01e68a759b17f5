"""What keeps a milestone from being ticked, as our people see it, and how to go on (A1, R1)."""

from collections.abc import Mapping, Sequence
from typing import Any

from blocks import actions, kit
from blocks.forms import brief, fields, usage
from blocks.forms.state import FormState
from blocks.kit import Element, View
from blocks.kit.limits import TEXT
from blocks.package_buttons import whole
from blocks.values import ButtonValue, GateChoice, Id, OneAccount
from onboarding.gate_passing import LONGEST_REASON, ClosedGate
from onboarding.plan import Gate
from playbooks.mrkdwn import person
from playbooks.phrases import listing, title, titles
from playbooks.refusals import open_briefly

CALLBACK = "gate_pass"
IN_THE_WAY_CALLBACK = "in_the_way"
REFUSED = "Nothing was changed"
_BUTTON = 75


class PassAbout(ButtonValue):
    """Which gate the form lets be passed."""

    account: Id
    gate: Id


_GATES = 20
"""Gates with a button of their own: a row holds 25."""


def in_the_way(
    sentence: str,
    account: str,
    gates: Sequence[ClosedGate],
    *,
    missing: Sequence[str],
    teller: str | None,
    may_pass: bool,
    heading: str = REFUSED,
) -> View:
    """Why nothing was changed (`sentence`, mrkdwn), and what one of ours can do about it."""
    parts = [sentence]
    if missing and teller:
        needed = titles(list(missing), 8)
        parts.append(f"*The brief is not complete.* Missing: {needed}. {person(teller)} owes it.")
    buttons: list[Element] = []
    if missing and teller:
        about = OneAccount(account=account).dump()
        buttons.append(kit.button("Ask for the brief", actions.ASK_BRIEF, value=about))
        buttons.append(brief.open_button(account, "Write it myself"))
    if any(gate.waits_for_package for gate in gates):
        buttons.append(whole(account, "Hand over"))
    if any(gate.waits_for_usage for gate in gates):
        buttons.append(usage.open_button(account))
    if may_pass:
        buttons += [_go_on(account, gate, alone=len(gates) == 1) for gate in gates[:_GATES]]
    blocks = [kit.section(kit.clip(part, TEXT)) for part in parts]
    if buttons:
        blocks.append(kit.actions(buttons))
    return kit.modal(IN_THE_WAY_CALLBACK, heading, blocks, close="OK")


def overview(gates: Sequence[ClosedGate]) -> str:
    """Each gate at which a plan stands, and what keeps it closed (mrkdwn)."""
    if not gates:
        return "No gate is closed: whatever is next can be done."
    return "\n".join(_line(gate) for gate in gates)


def _line(gate: ClosedGate) -> str:
    what = title(kit.clip(gate.title, 150))
    said = {
        Gate.NEEDS: f"{what} waits for",
        Gate.ENTRY: f"The stage {what} waits for",
        Gate.EXIT: f"The stage {what} is not done without",
    }[gate.gate]
    return f"🚪 {said} {listing([open_briefly(one) for one in gate.open], 5)}."


def render(account: str, gate: ClosedGate) -> View:
    """The form that asks why."""
    what = title(kit.clip(gate.title, 150))
    said = {
        Gate.NEEDS: f"{what} can be marked done",
        Gate.ENTRY: f"{what} begins",
        Gate.EXIT: f"{what} counts as done",
    }[gate.gate]
    return kit.modal(
        CALLBACK,
        "Go on without it",
        [
            kit.section(
                f"{said}, although not everything is there. This is on record with your "
                "reason; the owner and the account executive are told. The customer is not."
            ),
            fields.text("reason", "Why?", "", at_most=LONGEST_REASON, multiline=True),
        ],
        submit="Go on",
        close="Not now",
        private_metadata=PassAbout(account=account, gate=gate.key).dump(),
    )


def read(view: Mapping[str, Any]) -> str:
    """The reason."""
    return FormState(view).text("reason")


def _go_on(account: str, gate: ClosedGate, *, alone: bool) -> Element:
    labels = {
        Gate.NEEDS: "Go on without it",
        Gate.ENTRY: f"Begin “{gate.title}” all the same",
        Gate.EXIT: f"Count “{gate.title}” as done",
    }
    return kit.button(
        "Go on without it" if alone else kit.clip(labels[gate.gate], _BUTTON),
        actions.suffixed(actions.GO_ON, gate.key),
        value=GateChoice(account=account, gate=gate.key).dump(),
    )
