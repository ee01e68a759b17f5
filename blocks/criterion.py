"""One success criterion in words: the customer's sentence, the number, and how it stands (A3)."""

from collections.abc import Iterator
from datetime import date

from blocks import kit
from onboarding.amounts import with_unit
from onboarding.criteria_card import CriterionLine
from onboarding.success import State
from playbooks.mrkdwn import escape, person
from playbooks.phrases import day, plural

_STATEMENT = 700  # characters as Slack counts them: after escaping
_METRIC = 250
_UNIT = 60
_REMARK = 300
_WISH = 200
_WISHES = 2
_VALUES = 8  # the newest; those before are counted
LONGEST = 1_500
"""Of all lines of one criterion, without wishes."""


def criterion(line: CriterionLine, today: date) -> str:
    """A few lines of mrkdwn, of at most `LONGEST` characters."""
    return kit.clip("\n".join(_lines(line, today)), LONGEST)


def measure(line: CriterionLine) -> str:
    """What is counted, and from where to where."""
    start = "" if line.baseline is None else f"{_amount(line.baseline, line)} → "
    metric = kit.clip(escape(line.metric), _METRIC)
    return f"{metric}: {start}*{_amount(line.target, line)}*"


def brief(line: CriterionLine, today: date) -> str:
    """The number and how it stands, on one line."""
    mark = "🏆 " if line.first_value else ""
    value = "" if line.value is None else f", now *{_amount(line.value, line)}*"
    asked = f" · {plural(len(line.wishes), 'wish', 'wishes')} open" if line.wishes else ""
    return f"{_MARKS[line.state]} {mark}{measure(line)}{value} · {_state(line, today)}{asked}"


def wishes(line: CriterionLine, today: date) -> str:
    """What the customer would have otherwise and was not answered yet; "" for nothing."""
    newest = line.wishes[-_WISHES:]
    return "\n".join(
        f"✏️ {person(wish.by)}, {day(wish.on, today)}: {kit.clip(escape(wish.text), _WISH)}"
        for wish in newest
    )


def way(line: CriterionLine, today: date) -> str:
    """From where it came, value by value, each with its day and who reported it; "" where nothing
    was measured yet."""
    start = [] if line.baseline is None else [f"{_amount(line.baseline, line)} at the start"]
    left_out = len(line.values) - _VALUES
    gap = [f"… {plural(left_out, 'value')} …"] if left_out > 0 else []
    seen = [
        f"*{_amount(one.value, line)}* ({day(one.on, today)}"
        f"{f', {person(one.by)}' if one.by else ''})"
        for one in line.values[-_VALUES:]
    ]
    return " → ".join([*start, *gap, *seen])


def _lines(line: CriterionLine, today: date) -> Iterator[str]:
    mark = "   🏆 _first value_" if line.first_value else ""
    yield f"{_MARKS[line.state]} *{kit.clip(escape(line.statement), _STATEMENT)}*{mark}"
    yield f"{measure(line)} by *{day(line.due_on, today)}*"
    yield _state(line, today)
    if line.value is not None:
        by = f", {person(line.value_by)}" if line.value_by else ""
        on = f" ({day(line.value_on, today)}{by})" if line.value_on else ""
        yield f"📈 Now: *{_amount(line.value, line)}* · {line.percent} % of the way{on}"
        if line.remark:
            yield f"_{kit.clip(escape(line.remark), _REMARK)}_"


_MARKS = {
    State.PROPOSED: "⬜",
    State.CONFIRMED: "🤝",
    State.REACHED: "✅",
    State.WITHDRAWN: "✖️",
}


def _state(line: CriterionLine, today: date) -> str:
    if line.said_by is None or line.said_on is None:
        return "_proposed, not confirmed yet_"
    word = "reached" if line.state is State.REACHED else "confirmed"
    return f"{word} {day(line.said_on, today)}, {person(line.said_by)}"


def _amount(number: float, line: CriterionLine) -> str:
    return kit.clip(escape(with_unit(number, line.unit)), _UNIT)
