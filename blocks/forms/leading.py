"""The pages of the kickoff that name who leads, and how a project is led (R6, R7)."""

from collections.abc import Iterator, Mapping
from typing import Any

from blocks import kit
from blocks.forms import fields
from blocks.forms.fields import Choice
from blocks.forms.state import FormState
from blocks.kit import Block
from blocks.values import ForgedValue
from onboarding.discovery import Said
from onboarding.governance import LONGEST as LONGEST_CHARTER
from onboarding.governance import RHYTHMS, TypedCharter
from onboarding.kickoff import KickoffView
from onboarding.readiness import LONGEST, TypedReadiness
from playbooks.phrases import day

SHOWN = 1_500
"""Characters of what was said elsewhere."""
_MOST = 100  # people in a menu
_NONE = "no_obstacles"
_NOBODY = (
    "I know nobody of this customer yet who could be named here. Their people come onto the map "
    "as they join the channel, or by hand with `/onboard stakeholders`."
)


def who_and_when(view: KickoffView, said: Said) -> str:
    """Whose words they are, and of which day."""
    return f"{view.names.get(said.by, said.by)}, {day(said.on, view.today)}"


def _people(view: KickoffView) -> list[Choice]:
    return [Choice(one.id, " ".join(one.name.split()) or "?") for one in view.people[:_MOST]]


def ready(view: KickoffView, typed: TypedReadiness | None) -> Iterator[Block]:
    if not view.people:
        yield kit.section(_NOBODY)
        return
    known = view.readiness
    lead = typed.lead if typed else known.lead if known else ""
    obstacles = typed.obstacles if typed else known.obstacles if known else ""
    has_none = typed.has_none if typed else bool(known and not known.obstacles)
    star = "✱ " if view.asks_ready and not view.is_ready else ""
    if known:
        name = view.names.get(known.by, known.by)
        yield kit.context(f"{kit.escape(name)}, {day(known.on, view.today)}")
    yield fields.choice(
        "lead", f"{star}Who leads this on their side?", _people(view), lead, optional=True
    )
    yield from _obstacles(view, obstacles, star)
    if view.in_the_way is None:
        none = Choice("none", "Nothing stands in the way")
        yield fields.boxes(_NONE, "Nothing at all?", [none], {"none"} if has_none else set())


def _obstacles(view: KickoffView, typed: str, star: str) -> Iterator[Block]:
    """What stands in the way: what was said of it already is shown, and not asked again.

    It is not filled in either: words of sales are not turned into words of whoever saves this.
    """
    known = view.in_the_way
    question = f"{star}What stands in the way?"
    hint = "Approvals, access, people, dates: one a line, each with a name if you have it."
    if known:
        said = kit.clip(kit.escape(" ".join(known.said.text.split())), SHOWN)
        where = "in the brief" if known.in_brief else "at the kickoff"
        yield kit.section(
            f"*What stands in the way, as far as we know*\n{said}\n"
            f"_{kit.escape(who_and_when(view, known.said))}, {where}: no need to write it again._"
        )
        question, hint = "What else stands in the way?", f"{hint} Leave it empty if that is all."
    yield fields.text(
        "obstacles",
        question,
        typed[:LONGEST],
        at_most=LONGEST,
        multiline=True,
        hint=hint,
        optional=True,
    )


def governance(view: KickoffView, typed: TypedCharter | None) -> Iterator[Block]:
    if not view.people:
        yield kit.section(_NOBODY)
        return
    known = view.charter
    shown = typed or known
    star = "" if known else "✱ "
    if known:
        name = view.names.get(known.by, known.by)
        yield kit.context(f"{kit.escape(name)}, {day(known.on, view.today)}")
    for field, label, text in (
        (
            "structure",
            "Who works with whom, and who decides what?",
            shown.structure if shown else "",
        ),
        (
            "escalation_path",
            "To whom does it go when something is stuck, and how soon?",
            shown.escalation_path if shown else "",
        ),
    ):
        yield fields.text(
            field,
            f"{star}{label}",
            text[:LONGEST_CHARTER],
            at_most=LONGEST_CHARTER,
            multiline=True,
            hint="The customer reads this.",
            optional=True,
        )
    yield fields.choice(
        "authority",
        f"{star}Who may decide for the customer?",
        _people(view),
        shown.authority if shown else "",
        optional=True,
    )
    yield fields.choice(
        "executives_every",
        f"{star}How often do the executives of both sides talk?",
        [Choice(str(days), label) for days, label in RHYTHMS.items()],
        str(shown.executives_every) if shown else "",
        optional=True,
    )


def read_ready(view: Mapping[str, Any], state: FormState) -> TypedReadiness | None:
    typed = TypedReadiness(
        state.choice("lead"), state.text("obstacles"), bool(state.choices(_NONE))
    )
    return None if typed.is_blank and not _opened_with(view, "lead") else typed


def read_charter(view: Mapping[str, Any], state: FormState) -> TypedCharter | None:
    every = state.choice("executives_every")
    if every and every not in {str(days) for days in RHYTHMS}:
        raise ForgedValue("not a rhythm that we offered")
    typed = TypedCharter(
        state.text("structure"),
        state.text("escalation_path"),
        state.choice("authority"),
        int(every or 0),
    )
    return None if typed.is_blank and not _opened_with(view, "structure") else typed


def _opened_with(view: Mapping[str, Any], field: str) -> bool:
    """Whether a field showed something when the form was drawn: only that can be emptied."""
    block = next((one for one in view["blocks"] if one.get("block_id") == field), None)
    return block is not None and bool(
        block["element"].get("initial_value") or block["element"].get("initial_option")
    )
