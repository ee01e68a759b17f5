"""The package as it would be offered, and the form that offers it (A7). For our people only."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from blocks import kit
from blocks.forms import fields
from blocks.forms.state import FormState
from blocks.kit import Block, View
from blocks.kit.limits import TEXT
from blocks.package_buttons import answering, in_full
from blocks.values import ButtonValue, ForgedValue, Id
from onboarding.messages.package import PackageLine, PackagePart
from onboarding.package import PackageView
from onboarding.package_offer import Offer, OfferState, TypedOffer
from playbooks.mrkdwn import escape, person
from playbooks.package import in_short, parts
from playbooks.phrases import day, listing, plural

CALLBACK = "package"
DONE_CALLBACK = "package_done"
_TITLE = "Hand over"
_NAME = 150
_LINES, _CHARACTERS, _PART = 10, 300, 2_000
"""Of each part in the form: the document has all of it."""
_ROOM = 18_000
"""Characters that all parts share: as emoji, what Slack takes of a form and no more."""


class PackageAbout(ButtonValue):
    """Whose package it is."""

    account: Id


def render(view: PackageView, *, on_its_way: bool = False) -> View:
    """The package, and what can be done with it now; `on_its_way`: the reader has just asked for
    the whole of it."""
    standing = kit.section(kit.clip(_standing(view), TEXT))
    blocks = [standing, *_buttons(view, on_its_way=on_its_way), kit.divider()]
    shown = in_short(parts(view.package), lines=_LINES, characters=_CHARACTERS)
    blocks += [kit.section(part) for part in _fitting([_part(one) for one in shown])]
    if not view.can_offer:
        return kit.modal(CALLBACK, _TITLE, blocks, close="Close")
    return kit.modal(
        CALLBACK,
        _TITLE,
        [*blocks, kit.divider(), *_inputs(view)],
        submit="Offer it" if view.offer is None else "Offer it again",
        close="Not now",
        private_metadata=PackageAbout(account=view.account).dump(),
    )


def read(view: Mapping[str, Any]) -> TypedOffer:
    """What was chosen. Raises `ForgedValue` for a day that no date picker gives."""
    state = FormState(view)
    picked = state.day("renewal_on")
    try:
        renewal_on = date.fromisoformat(picked) if picked else None
    except ValueError as problem:
        raise ForgedValue("not a day that a date picker gives") from problem
    return TypedOffer(state.person("csm"), renewal_on)


def said(sentence: str) -> View:
    """What came of it (mrkdwn), in the place of a form."""
    return kit.modal(DONE_CALLBACK, _TITLE, [kit.section(sentence)], close="Close")


def line(one: PackageLine) -> str:
    """A line of a package in mrkdwn."""
    who = [person(one.who)] if one.who else []
    ended_by = [person(one.ended_by)] if one.ended_by else []
    return " · ".join([escape(one.text), *who, *(escape(fact) for fact in one.facts), *ended_by])


def _fitting(shown: Sequence[str]) -> list[str]:
    """The parts in the room they share: where it does not suffice each gives of its length."""
    clipped = [kit.clip(part, _PART) for part in shown]
    length = sum(map(len, clipped))
    if length <= _ROOM:
        return clipped
    return [kit.clip(part, len(part) * _ROOM // length) for part in clipped]


def _part(part: PackagePart) -> str:
    lines = [f"• {line(one)}" for one in part.lines]
    if part.more:
        lines.append(f"• and {plural(part.more, 'more line')}")
    return "\n".join([f"*{escape(part.title)}*", *lines])


def _standing(view: PackageView) -> str:
    name = f"*{kit.clip(escape(view.package.customer), _NAME)}*"
    if view.broken_off:
        return (
            f"{name}: what we know. They broke it off, so nobody takes it over; it stays here to "
            "be read. Only our own people read it."
        )
    if view.offer is None:
        return (
            f"{name}: what we know, for whoever looks after them from here on. Read it, mend what "
            "is wrong, then offer it. Only our own people read it."
        )
    return f"{name}\n{_offer(view, view.offer)}"


def _offer(view: PackageView, offer: Offer) -> str:
    ago = f"{plural(view.days, 'working day')} ago" if view.days else "today"
    match offer.state:
        case OfferState.ACCEPTED:
            return f"🤝 Handed over to {person(offer.csm)} {ago}."
        case OfferState.OFFERED:
            return (
                f"⏳ Offered to {person(offer.csm)} {ago}, and not answered yet. Offer it to "
                "somebody else where that was the wrong person."
            )
    still_open = offer.open_questions
    if not still_open:
        return f"✅ Every question of {person(offer.csm)} is answered: offer it again."
    owners = listing([person(owner) for owner in {one.owner: None for one in still_open}])
    questions = "\n".join(f"• {kit.clip(escape(one.text), _CHARACTERS)}" for one in still_open)
    return (
        f"↩️ {person(offer.csm)} returned it {ago}. Still to be answered by {owners}:\n{questions}"
    )


def _buttons(view: PackageView, *, on_its_way: bool) -> Iterator[Block]:
    """What was offered is answered, and had whole, by whoever may; what follows is as of now."""
    offer = view.offer
    if offer is None:
        return
    answers = offer.waits and view.may_answer and not view.broken_off
    buttons = answering(view.account, offer.number) if answers else []
    if not on_its_way:
        buttons = [*buttons, in_full(view.account, offer.number)]
    if buttons:
        yield kit.actions(buttons)
    if on_its_way:
        yield kit.context("📄 The whole of it, as it was offered, is on its way to you.")


def _inputs(view: PackageView) -> Iterator[Block]:
    csm = view.offer.csm if view.offer is not None else view.csm
    yield fields.person("csm", "Who looks after them from here on?", csm or "")
    renewal = view.package.renewal_on
    yield fields.day(
        "renewal_on",
        "Renewal date",
        renewal.isoformat() if renewal else "",
        hint=None if renewal is None else f"So far: {day(renewal)} {renewal.year}.",
        optional=True,
    )
