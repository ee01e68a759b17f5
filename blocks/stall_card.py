"""The card of a quiet customer: one message in the team channel, kept current until it is over."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from blocks import kit, stall_buttons
from blocks.kit import Block, Message
from blocks.progress import figures
from onboarding.stall_card import NoteLine, NoteToSend, StallCard, StepLine
from playbooks.mrkdwn import channel, escape, person, quoted
from playbooks.phrases import day, plural, title

_NAME = 150
_WORDS = 900
_TITLE = 200
_LINE = 300
_STEPS = 8


def stall_card(card: StallCard) -> Message:
    """For our people only. A card that is over has no buttons."""
    parts = list(_parts(card))
    blocks: list[Block] = [kit.section(part) for part in parts]
    if not card.is_over:
        blocks += _buttons(card)
    return kit.message(blocks, "\n\n".join(parts))


def is_card(message: Mapping[str, Any]) -> bool:
    """Whether a message, as Slack gives it back, is such a card: it is drawn anew by itself."""
    blocks: Sequence[Mapping[str, Any]] = message.get("blocks") or ()
    return any(stall_buttons.is_on_card(block.get("block_id") or "") for block in blocks)


def _parts(card: StallCard) -> Iterator[str]:
    yield _headline(card)
    yield _at_stake(card)
    if card.last_words and not card.is_over:
        words = kit.clip(quoted(card.last_words), _WORDS)
        yield f"*The last we heard from them*\n{words}"
    if card.steps or card.note:
        yield _tried(card)
    if not card.is_over:
        yield _who(card)


def _headline(card: StallCard) -> str:
    name = f"*{kit.clip(escape(card.customer), _NAME)}*"
    where = f" ({channel(card.channel)})" if card.channel else ""
    match card.ending:
        case "came_back":
            return f"🌤️ {name}{where} is back, {_on(card)}. Nothing more needs to be done here."
        case "resolved":
            who = f" by {person(card.resolved_by)}" if card.resolved_by else ""
            return f"✅ {name}{where}: settled{who}, {_on(card)}. I watch anew from that day."
        case "over":
            return f"✅ {name}{where}: nothing is left that they could do, {_on(card)}."
    quiet = plural(card.idle_days, "working day")
    return f"🔕 {name}{where} has been quiet for {quiet}, since {day(card.since, card.today)}."


def _on(card: StallCard) -> str:
    return day(card.ended_on, card.today) if card.ended_on else "now"


def _at_stake(card: StallCard) -> str:
    said = "confirmed" if card.cause_by else "my guess; choose another below if it is not"
    lines = [
        f"*Why:* {escape(card.cause.label)} ({said})"
        if not card.is_over
        else f"*Why:* {escape(card.cause.label)}",
        f"*At stake:* {card.contract_value:,} a year · {figures(card.done, card.total)}",
    ]
    if card.waits_for and not card.is_over:
        lines.append(f"*Waits for:* {kit.clip(title(card.waits_for), _TITLE)}")
    goal = kit.clip(quoted(card.outcome), _WORDS)
    return "\n".join([*lines, "*Their goal*", goal])


def _tried(card: StallCard) -> str:
    steps = [kit.clip(_step(step, card), _LINE) for step in card.steps[-_STEPS:]]
    if card.note is not None:
        steps.append(_note(card.note, card))
    return "\n".join(["*What was tried*", *steps])


def _step(step: StepLine, card: StallCard) -> str:
    passed = f": passed by, {escape(step.skipped)}" if step.skipped else ""
    return f"• {day(step.on, card.today)}: {escape(step.label)}{passed}"


_WAYS = {"slack": "by direct message", "email": "by email", "owner": "by hand"}


def _note(note: NoteLine, card: StallCard) -> str:
    whom = kit.clip(escape(note.sponsor), _NAME) if note.sponsor else "their sponsor"
    who = f"{person(note.by)} wrote" if note.by else "the playbook had me write"
    return f"• {day(note.on, card.today)}: {who} to {whom} {_WAYS[note.way]}"


_REACHED = {
    "slack": "as a direct message",
    "email": "by email",
    "by_hand": "*by hand*, for no mail server is set",
}


def _to_send(note: NoteToSend) -> str:
    whom = kit.clip(escape(note.sponsor), _NAME) if note.sponsor else "their sponsor"
    if note.how == "nobody":
        return f"*Waits to be written:* a note to {whom}, by hand: I know no way to reach them"
    return f"*Waits to be sent:* the note to {whom}, {_REACHED[note.how]}"


def _who(card: StallCard) -> str:
    lines = [f"*Owns the account:* {person(card.owner)}"]
    if card.taken_by:
        since = f" since {day(card.taken_on, card.today)}" if card.taken_on else ""
        lines.append(f"*Looks after it:* {person(card.taken_by)}{since}")
    else:
        lines.append("*Looks after it:* nobody yet")
    if card.to_send is not None:
        lines.append(_to_send(card.to_send))
    if card.snoozed_until:
        lines.append(f"*Snoozed:* I wait until {day(card.snoozed_until, card.today)}")
    return "\n".join(lines)


def _buttons(card: StallCard) -> list[Block]:
    about = (card.account, card.stall)
    row = [stall_buttons.take(*about), stall_buttons.snooze(*about)]
    if card.note is None:
        row.append(stall_buttons.sponsor_note(*about))
    return [
        kit.actions([*row, stall_buttons.resolve(*about)]),
        stall_buttons.cause_on_card(*about, card.cause),
    ]
