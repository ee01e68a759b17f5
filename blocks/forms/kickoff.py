"""The kickoff as a form, page by page, each saved by itself (A2, R6, R7)."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from blocks import actions, kit
from blocks.forms import fields
from blocks.forms.fields import Choice
from blocks.forms.state import FormState
from blocks.kit import Block, View
from blocks.values import ButtonValue, ForgedValue, Id, KickoffTurn, PostAgenda
from onboarding import governance, readiness
from onboarding.discovery import GOVERNANCE, LONGEST, READY, Asked, Said, on_page
from onboarding.governance import RHYTHMS, TypedCharter
from onboarding.kickoff import KickoffView, TypedKickoff
from onboarding.readiness import TypedReadiness
from playbooks.phrases import day, listing

CALLBACK = "kickoff"
SAVED_CALLBACK = "kickoff_saved"
_TITLE = "Kickoff"
_NAME = 150
_MOST = 100  # people in a menu
_TOLD = 1_500  # characters of what the brief says
_HINT = 300
_QUESTION = "question."
_NONE = "no_obstacles"
_NOBODY = (
    "I know nobody of this customer yet who could be named here. Their people come onto the map "
    "as they join the channel, or by hand with `/onboard stakeholders`."
)


class KickoffAbout(ButtonValue):
    """Whose kickoff it is, and which page of it."""

    account: Id
    page: Id


def render(
    view: KickoffView,
    page: str,
    *,
    typed: TypedKickoff | None = None,
    overruled: Collection[str] = (),
    note: str | None = None,
) -> View:
    """A page of the form. `typed` is what stood there before it was drawn anew, `overruled` the
    questions that are asked although the brief answers them, `note` what is wrong (mrkdwn)."""
    if page == READY:
        parts = list(_ready(view, typed.readiness if typed else None))
    elif page == GOVERNANCE:
        parts = list(_governance(view, typed.charter if typed else None))
    else:
        parts = [_question(view, page, one, overruled) for one in on_page(view.asked, page)]
    has_input = any(part["type"] == "input" for part in parts)
    turns = _turns(view, page)
    submit = "Save" if page == view.pages[-1] else "Save and go on"
    return kit.modal(
        CALLBACK,
        _TITLE,
        [
            kit.section(_standing(view, page)),
            *([kit.actions(turns)] if turns else []),
            *([kit.context(f"⚠️ {note}")] if note else []),
            *parts,
        ],
        submit=submit if has_input else None,
        close="Close",
        private_metadata=KickoffAbout(account=view.account, page=page).dump(),
    )


def saved(view: KickoffView) -> View:
    """After the last page: what is still open."""
    open_ones = _open(view) if view.gaps else "✅ Nothing is open."
    text = f"{_heading(view)}\nSaved. {open_ones}"
    return kit.modal(
        SAVED_CALLBACK,
        _TITLE,
        [kit.section(text), kit.actions(_turns(view, None))],
        close="Close",
    )


def read(view: Mapping[str, Any], page: str) -> TypedKickoff:
    """What was typed: of the answers only those that were changed, so that nobody writes over what
    somebody else answered meanwhile. Raises `ForgedValue` for what we did not offer."""
    state = FormState(view)
    if page == READY:
        return TypedKickoff(readiness=_read_ready(view, state))
    if page == GOVERNANCE:
        return TypedKickoff(charter=_read_charter(view, state))
    opened = {
        block["block_id"]: block["element"].get("initial_value") or ""
        for block in view["blocks"]
        if block["type"] == "input" and block["block_id"].startswith(_QUESTION)
    }
    return TypedKickoff(
        texts={
            field.removeprefix(_QUESTION): state.text(field)
            for field, before in opened.items()
            if state.text(field) != before.strip()
        }
    )


def _heading(view: KickoffView) -> str:
    return f"*{kit.clip(kit.escape(' '.join(view.customer.split())), _NAME)}*"


def _standing(view: KickoffView, page: str) -> str:
    open_ones = _open(view) if view.gaps else "✅ Nothing is open."
    posted = (
        f"\nThe agenda was posted on {day(view.agenda_posted_on, view.today)}."
        if view.agenda_posted_on
        else ""
    )
    reads = (
        "*Structure and escalation may be read by the customer*: as soon as all of it is named, I "
        "post it in their channel."
        if page == GOVERNANCE
        else "Each page is saved by itself, also when parts are blank: come back any time. Only "
        "our own people read it; what is marked 💬 I may quote to the customer: write it in their "
        "own words."
    )
    return f"{_heading(view)}\n{open_ones}{posted}\n{reads}"


def _open(view: KickoffView) -> str:
    return f"Still open (✱): {listing([f'“{gap}”' for gap in view.gaps], 5)}."


def _turns(view: KickoffView, page: str | None) -> list[kit.Element]:
    turns = [
        kit.button(
            _label(view, one),
            actions.suffixed(actions.KICKOFF_PAGE, one),
            value=KickoffTurn(account=view.account, page=one).dump(),
        )
        for one in view.pages
        if one != page
    ]
    return [*turns, *([_agenda(view)] if view.agenda else [])]


def _label(view: KickoffView, page: str) -> str:
    number = view.pages.index(page) + 1
    match page:
        case "ready":
            return f"{number} · Who leads, what is in the way"
        case "governance":
            return f"{number} · How it is led"
    return f"{number} · Questions"


def _agenda(view: KickoffView) -> kit.Element:
    again = view.agendas_posted > 0
    asked = (
        "It was posted before. Post it once more in the customer's channel?"
        if again
        else "The customer reads the agenda, and none of the answers. Post it now?"
    )
    return kit.button(
        "Post the agenda again" if again else "Post the agenda",
        actions.AGENDA,
        value=PostAgenda(account=view.account, posted=view.agendas_posted).dump(),
        confirm=kit.confirm("The agenda", asked, "Post it"),
    )


def _question(view: KickoffView, page: str, one: Asked, overruled: Collection[str]) -> Block:
    question = one.question
    if one.told and not one.said and question.key not in overruled:
        told = kit.clip(kit.escape(" ".join(one.told.text.split())), _TOLD)
        button = kit.button(
            "Overrule",
            actions.suffixed(actions.KICKOFF_OVERRULE, question.key),
            value=KickoffTurn(account=view.account, page=page, overrule=question.key).dump(),
        )
        return kit.section(
            f"*{kit.escape(question.ask)}*\n{told}\n_{kit.escape(_who(view, one.told))}, in the "
            "brief: no need to ask again._",
            accessory=button,
        )
    star = "✱ " if one.is_gap else ""
    quotable = "💬 " if question.quotable else ""
    return fields.text(
        f"{_QUESTION}{question.key}",
        f"{star}{quotable}{question.ask}",
        one.said.text[:LONGEST] if one.said else "",
        at_most=LONGEST,
        multiline=True,
        hint=_hint(view, one),
        optional=True,
    )


def _hint(view: KickoffView, one: Asked) -> str | None:
    """Who answered it and when, what the brief says that was overruled, and who may read it."""
    said = f"{_who(view, one.said)}. " if one.said else ""
    if one.question.quotable:
        said = f"{said}The customer may read this: write it in their own words. "
    told = ""
    if one.told:
        text = kit.clip(" ".join(one.told.text.split()), _HINT)
        told = f"The brief says: “{text}” ({_who(view, one.told)}). Empty it to go by the brief."
    return f"{said}{told}".strip() or None


def _who(view: KickoffView, said: Said) -> str:
    return f"{view.names.get(said.by, said.by)}, {day(said.on, view.today)}"


def _people(view: KickoffView) -> list[Choice]:
    return [Choice(one.id, " ".join(one.name.split()) or "?") for one in view.people[:_MOST]]


def _ready(view: KickoffView, typed: TypedReadiness | None) -> Iterator[Block]:
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
    yield fields.text(
        "obstacles",
        f"{star}What stands in the way?",
        obstacles[: readiness.LONGEST],
        at_most=readiness.LONGEST,
        multiline=True,
        hint="Approvals, access, people, dates: one a line, each with a name if you have it.",
        optional=True,
    )
    none = Choice("none", "Nothing stands in the way")
    yield fields.boxes(_NONE, "Nothing at all?", [none], {"none"} if has_none else set())


def _governance(view: KickoffView, typed: TypedCharter | None) -> Iterator[Block]:
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
            text[: governance.LONGEST],
            at_most=governance.LONGEST,
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


def _read_ready(view: Mapping[str, Any], state: FormState) -> TypedReadiness | None:
    typed = TypedReadiness(
        state.choice("lead"), state.text("obstacles"), bool(state.choices(_NONE))
    )
    return None if typed.is_blank and not _opened_with(view, "lead") else typed


def _read_charter(view: Mapping[str, Any], state: FormState) -> TypedCharter | None:
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
