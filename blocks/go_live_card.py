"""The go-live checklist: what both sides want to be sure of before the first live day (A6).

It fits one message for any playbook: 40 lines of any length and script.
"""

from collections.abc import Iterator

from blocks import actions, kit
from blocks.kit import Block, Element, Message
from blocks.values import GoLiveTick
from onboarding.go_live import GoLiveCard, GoLiveLine
from onboarding.people import Side
from playbooks.mrkdwn import escape, person
from playbooks.phrases import day, titles

HEADING = "Ready to go live?"
INTRO = (
    "What both sides want to be sure of before the first live day. Each side checks its own "
    "lines; anybody of that side may."
)
NONE = "The playbook of this customer has no go-live checklist, so nothing is asked here."
_ROOM = 9_000  # characters that all lines share
_LINE_ROOM = 600  # and one of them at most
_TITLE = 200
_NAME = 60
_ROLE = 60
_LABEL = 75  # of a button, for screen readers
_STATE = 600


def go_live_card(card: GoLiveCard) -> Message:
    """Everybody in the channel reads the same; the buttons check who presses them."""
    parts = list(lines(card))
    state = standing(card)
    blocks: list[Block] = [kit.header(HEADING), kit.section(INTRO)]
    for line, part in zip(card.lines, parts, strict=True):
        blocks.append(kit.section(part, accessory=_button(line, card.account)))
    blocks += [kit.divider(), kit.section(state)]
    return kit.message(blocks, "\n\n".join([f"*{HEADING}*", *parts, state]))


def shown_to_us(card: GoLiveCard, *, channel: str | None) -> kit.View:
    """The same for our people, wherever they ask; it is checked in the channel."""
    if not card.lines:
        return kit.modal("go_live", "Go-live checklist", [kit.section(NONE)], close="Close")
    where = f"<#{channel}>" if channel else "the customer's channel, once there is one"
    blocks: list[Block] = [
        *(kit.section(part) for part in lines(card)),
        kit.divider(),
        kit.section(standing(card)),
        kit.context(f"It is checked where both sides see it: in {where}, below the plan."),
    ]
    return kit.modal("go_live", "Go-live checklist", blocks, close="Close")


def lines(card: GoLiveCard) -> Iterator[str]:
    """Each line with whose it is and who checked it."""
    room = min(_LINE_ROOM, _ROOM // max(1, len(card.lines)))
    for line in card.lines:
        below = _whose(line, card)
        mark = "✅" if line.done_on else "⬜"
        optional = "" if line.required else "   _optional_"
        spare = room - len(mark) - len(optional) - len(below) - len("1 **\n")
        title = kit.clip(escape(line.title), max(40, min(_TITLE, spare)))
        yield f"{mark} *{title}*{optional}\n{below}"


def standing(card: GoLiveCard) -> str:
    """How many are open, and what waits for them."""
    wanted = [line for line in card.lines if line.required]
    still = sum(line.is_open for line in wanted)
    if not still:
        if not card.waiting:
            return "🛫 *Every line is checked.*"
        ready = titles(card.waiting)
        return kit.clip(f"🛫 *Every line is checked.* In the plan, {ready} can come now.", _STATE)
    done = f"{len(wanted) - still} of {len(wanted)} checked"
    if not card.waiting:
        return f"*{done}*"
    return kit.clip(f"*{done}* · in the plan, {titles(card.waiting)} waits for the rest", _STATE)


def _whose(line: GoLiveLine, card: GoLiveCard) -> str:
    company = card.customer if line.side is Side.CUSTOMER else card.host
    name = kit.clip(escape(company), _NAME)
    whose = f"{name} ({kit.clip(escape(line.role), _ROLE)})"
    if line.done_on is None:
        return whose
    by = f" by {person(line.done_by)}" if line.done_by else ""
    return f"{whose} · checked {day(line.done_on, card.today)}{by}"


def _button(line: GoLiveLine, account: str) -> Element:
    text = "Undo" if line.done_on else "Check"
    return kit.button(
        text,
        actions.suffixed(actions.GO_LIVE_LINE, line.key),
        value=GoLiveTick(account=account, line=line.key, done=line.done_on is None).dump(),
        accessibility_label=kit.clip(f"{text}: {' '.join(line.title.split())}", _LABEL),
    )
