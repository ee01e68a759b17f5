"""The page to read before an internal sync: for our people only (X1)."""

from collections.abc import Iterator, Sequence

from blocks import kit
from blocks.kit import Message
from blocks.progress import bar, figures
from blocks.usage_line import told
from onboarding.notes import NoteLine
from onboarding.people import Side
from onboarding.plan import Milestone
from onboarding.pre_read import Blocked, PreRead, QuietPerson
from playbooks import timeline
from playbooks.mrkdwn import channel, escape, person, quoted
from playbooks.phrases import day, plural, title
from playbooks.reasons import reasons

_LINES = 5  # of each part; the rest is counted
_PART = 1_400  # characters of each part, so that all of them fit one message
_SHORT = 2_200  # characters of a customer among several
_NAME, _GOAL = 150, 600

NOBODY = "None of your customers needs somebody today. `/onboard brief Acme` gives the page of one."


def page(view: PreRead) -> Message:
    """One customer, whole."""
    parts = [kit.clip(part, _PART) for part in _parts(view)]
    return kit.message([kit.section(part) for part in parts], "\n\n".join(parts))


def pages(views: Sequence[PreRead], count: int) -> Message:
    """The customers that need somebody, each in short; `count` is how many there are."""
    if not views:
        return kit.message([kit.section(NOBODY)], NOBODY)
    parts = [kit.clip("\n".join(_short(view)), _SHORT) for view in views]
    if count > len(views):
        parts.append(f"and {count - len(views)} more: `/onboard digest` has them all")
    return kit.message([kit.section(part) for part in parts], "\n\n".join(parts))


def _short(view: PreRead) -> Iterator[str]:
    yield _standing(view)
    yield _why(view)
    if view.next:
        yield f"Next: {_milestone(view.next[0], view)}"
    counted = [
        plural(len(found), one, many)
        for found, one, many in (
            (view.late, "late step", None),
            (view.blocked, "blocker", None),
            (view.open, "open promise, risk or question", "open promises, risks and questions"),
        )
        if found
    ]
    if counted:
        yield " · ".join(counted)


def _parts(view: PreRead) -> Iterator[str]:
    yield f"{_standing(view)}\n{_why(view)}"
    yield f"*Their goal*\n{kit.clip(quoted(view.outcome), _GOAL)}"
    if view.usage:
        yield f"*Usage*\n{told(view.usage, view.today)}"
    changes = [
        f"{day(on, view.today)}: {timeline.told(entry, view.names)}" for on, entry in view.changes
    ]
    yield _part("In the last week", changes or ["nothing moved"])
    for heading, lines in (
        ("Late", [_milestone(one, view) for one in view.late]),
        ("Next", [_milestone(one, view) for one in view.next]),
        ("Stuck", [_blocked(one, view) for one in view.blocked]),
        ("Open promises, risks and questions", [_note(one, view) for one in view.open]),
        ("Quiet", [_quiet(one, view) for one in view.quiet]),
    ):
        if lines:
            yield _part(heading, lines)


def _standing(view: PreRead) -> str:
    where = f" · {channel(view.channel)}" if view.channel else ""
    stage = f"in *{escape(view.stage)}*" if view.stage else "*all done*"
    return (
        f"*{kit.clip(escape(view.customer), _NAME)}*{where}\n"
        f"{bar(view.done, view.total)}  {figures(view.done, view.total)} · {stage}"
    )


def _why(view: PreRead) -> str:
    if view.is_paused:
        return "It rests."
    if not view.reasons:
        return "Nothing is wrong."
    call = f" *Call {person(view.whom)}.*" if view.whom else ""
    return f"{reasons(view.reasons)}{call}"


def _part(heading: str, lines: Sequence[str]) -> str:
    room = (_PART - 100) // (_LINES + 1)
    shown = [f"• {kit.clip(line, room)}" for line in lines[:_LINES]]
    if len(lines) > _LINES:
        shown.append(f"• and {len(lines) - _LINES} more")
    return "\n".join([f"*{heading}*", *shown])


def _milestone(milestone: Milestone, view: PreRead) -> str:
    whose = "ours" if milestone.side is Side.TEAM else "theirs"
    return f"{title(milestone.title)} · {whose} · {day(milestone.due_on, view.today)}"


def _blocked(one: Blocked, view: PreRead) -> str:
    return f"{title(one.milestone)}, since {day(one.raised_on, view.today)}: {escape(one.what)}"


def _note(note: NoteLine, view: PreRead) -> str:
    who = f" · {person(note.owner)}" if note.owner else ""
    when = f" · by {day(note.due_on, view.today)}" if note.due_on else ""
    return f"{note.kind.label}{who}{when}: {escape(note.text)}"


def _quiet(one: QuietPerson, view: PreRead) -> str:
    seen = f"no sign since {day(one.since, view.today)}" if one.since else "never came"
    return f"{person(one.who)}: {seen}"
