"""The kickoff as a form, page by page, each saved by itself (A2, R6, R7)."""

from collections.abc import Collection, Mapping
from typing import Any

from blocks import actions, kit
from blocks.forms import fields, leading
from blocks.forms.leading import SHOWN, who_and_when
from blocks.forms.state import FormState
from blocks.kit import Block, View
from blocks.values import ButtonValue, Id, KickoffTurn, PostAgenda
from onboarding.discovery import GOVERNANCE, LONGEST, READY, Asked, on_page
from onboarding.kickoff import KickoffView, TypedKickoff
from playbooks.phrases import day, listing

CALLBACK = "kickoff"
SAVED_CALLBACK = "kickoff_saved"
_TITLE = "Kickoff"
_NAME = 150
_HINT = 300
_QUESTION = "question."


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
        parts = list(leading.ready(view, typed.readiness if typed else None))
    elif page == GOVERNANCE:
        parts = list(leading.governance(view, typed.charter if typed else None))
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
        return TypedKickoff(readiness=leading.read_ready(view, state))
    if page == GOVERNANCE:
        return TypedKickoff(charter=leading.read_charter(view, state))
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
        else "The customer reads the agenda and the open questions, and no answers. Post it now?"
    )
    return kit.button(
        "Post the agenda again" if again else "Post the agenda",
        actions.AGENDA,
        value=PostAgenda(account=view.account, posted=view.agendas_posted).dump(),
        confirm=kit.confirm("The agenda", asked, "Post it"),
    )


def _question(view: KickoffView, page: str, one: Asked, overruled: Collection[str]) -> Block:
    question = one.question
    if one.answer and not one.said and question.key not in overruled:
        known = kit.clip(kit.escape(" ".join(one.answer.text.split())), SHOWN)
        who = kit.escape(who_and_when(view, one.answer))
        where = "in the brief" if one.told else "where it is written who leads"
        button = kit.button(
            "Overrule",
            actions.suffixed(actions.KICKOFF_OVERRULE, question.key),
            value=KickoffTurn(account=view.account, page=page, overrule=question.key).dump(),
        )
        return kit.section(
            f"*{kit.escape(question.ask)}*\n{known}\n_{who}, {where}: no need to ask again._",
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
    said = f"{who_and_when(view, one.said)}. " if one.said else ""
    if one.question.quotable:
        said = f"{said}The customer may read this: write it in their own words. "
    return f"{said}{_told(view, one)}".strip() or None


def _told(view: KickoffView, one: Asked) -> str:
    """What is known already of a question that is asked all the same."""
    known = one.told or one.listed
    if known is None:
        return ""
    text = f"“{kit.clip(' '.join(known.text.split()), _HINT)}” ({who_and_when(view, known)})."
    if one.question.quotable:
        who = "Sales wrote" if one.told else "We wrote"
        return f"{who}: {text} How do they say it themselves?"
    if one.told:
        return f"The brief says: {text} Empty it to go by the brief."
    return f"Listed with who leads: {text} Empty it to go by that."
