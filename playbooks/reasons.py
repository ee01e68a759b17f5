"""Why a customer needs somebody, and what moved at one: in words, for our own people."""

from collections.abc import Callable, Sequence

from onboarding.messages.digest import Reason
from playbooks.mrkdwn import Mrkdwn, escape
from playbooks.phrases import plural, title, titles


def reasons(found: Sequence[Reason]) -> Mrkdwn:
    """All of them as sentences, in their order."""
    return Mrkdwn(" ".join(reason(one) for one in found))


def reason(found: Reason) -> Mrkdwn:
    """One of them, as a sentence."""
    return Mrkdwn(_WORDS[found.kind](found))


def moves(
    *, first_value: bool, started: bool, agreed: bool, stages: Sequence[str], done: Sequence[str]
) -> Mrkdwn:
    """What moved, the best news first: "first value is reached; Kickoff is complete"."""
    parts = []
    if first_value:
        parts.append("*first value is reached*")
    if started:
        parts.append("on its way, new with us")
    if agreed:
        parts.append("the customer agreed to the plan")
    parts += [f"*{escape(stage)}* is complete" for stage in stages]
    if done:
        parts.append(f"done: {titles(done)}")
    return Mrkdwn("; ".join(parts))


def _days(found: Reason) -> str:
    return plural(found.number, "working day")


def _cause(found: Reason) -> str:
    return f". {escape(found.what)}." if found.what else "."


def _what(found: Reason) -> str:
    return f": {_told(found.what)}" if found.what else "."


def _told(text: str) -> str:
    """Somebody's words; what ends them ends the sentence."""
    return title(text) if text.rstrip()[-1:] in "?!…." else f"{title(text)}."


def _since(found: Reason) -> str:
    return f"for {_days(found)}" if found.number else "since today"


_WORDS: dict[str, Callable[[Reason], str]] = {
    "stalled": lambda one: f"Quiet for {_days(one)}{_cause(one)}",
    "watch": lambda one: f"Getting quiet, {_days(one)} without a sign{_cause(one)}",
    "nobody_joined": lambda one: f"Nobody has come into the channel for {_days(one)}.",
    "question": lambda one: (
        f"A question has waited for {plural(one.number, 'working hour')}{_what(one)}"
    ),
    "drift": lambda one: f"Ends {plural(one.number, 'day')} past the window of its track.",
    "first_value_late": lambda one: f"First value is {_days(one)} late.",
    "late": lambda one: f"{title(one.what) if one.what else 'A step'} is {_days(one)} late.",
    "blocked": lambda one: f"Stuck {_since(one)}{_what(one)}",
    "our_blocker": lambda one: (
        f"Waits for us{f', for {_days(one)} now' if one.number else ' since today'}{_what(one)}"
    ),
    "unconfirmed": lambda one: (
        f"Success is not agreed {plural(one.number, 'day')} after the signature."
    ),
    "redated": lambda one: f"Its dates have moved back {plural(one.number, 'time')}.",
    "left": lambda one: (
        f"{escape(one.what) if one.what else 'Somebody'} left the channel"
        f"{f' {_days(one)} ago' if one.number else ''}, and nobody has taken over."
    ),
    "package_waits": lambda one: (
        f"The handoff was offered {f'{_days(one)} ago' if one.number else 'today'} and is not "
        "accepted yet."
    ),
    "low_score": lambda one: (
        f"A low score nobody sees to{f', for {_days(one)} now' if one.number else ''}: "
        f"{escape(one.what) if one.what else 'they are not happy'}."
    ),
    "usage_unknown": lambda one: f"Live for {_days(one)}, and nobody has reported how it is used.",
    "used_by_nobody": lambda one: (
        f"Nobody worked with it in the last seven days, of {one.number:,} who should."
    ),
    "used_by_few": lambda one: (
        f"Few work with it: {escape(one.what) if one.what else f'{one.number:,}'} in seven days."
    ),
    "unused": lambda one: (
        f"Set up, and unused: {escape(one.what)}."
        if one.what
        else f"{plural(one.number, 'thing')} set up, and unused."
    ),
    "single_threaded": lambda one: (
        f"Everything hangs on one person: nobody else gave a sign for {_days(one)}."
    ),
}
