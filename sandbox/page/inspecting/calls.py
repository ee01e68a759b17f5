"""The calls of the Web API that apps made."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sandbox.journal import CallRecord
from sandbox.limits import WINDOW, Tier
from sandbox.page.inspecting.json_shown import Shown, kits, says, shown
from sandbox.page.inspecting.listing import Asked, Found, find, numbered
from sandbox.page.inspecting.wording import app_name, duration, moment, place
from sandbox.slack import Slack

OK, LIMITED = 200, 429
TIERS = {tier.value: number for number, tier in enumerate(Tier, start=1) if tier.value}
"""Slack's numbers of the tiers, by how many calls a minute they allow."""


@dataclass(frozen=True, slots=True)
class CallRow:
    """`use`: how much of its tier the method had then used; "" where it has no tier."""

    index: int
    method: str
    place: str
    outcome: str
    tone: str
    """good, warn or bad."""
    is_repeated: bool
    at: str
    use: str
    took: str


@dataclass(frozen=True, slots=True)
class CallDetail:
    """`facts`: whose call it was, under which limit, and what became of it."""

    facts: Sequence[str]
    sections: Sequence[Shown]


def find_calls(slack: Slack, asked: Asked) -> Found[CallRecord]:
    text = asked.text.lower()

    def fits(call: CallRecord) -> bool:
        return asked.sort in ("", call.method) and (not text or _says(slack, call, text))

    return find(slack.journal.calls, asked, fits)


def rows_of(slack: Slack, calls: Iterable[CallRecord], zone: ZoneInfo) -> list[CallRow]:
    calls = list(calls)
    used = _Use(slack, calls)
    return [
        CallRow(
            index=call.index,
            method=call.method,
            place=_place(slack, call),
            outcome=_outcome(call),
            tone=_tone(call),
            is_repeated=call.retried,
            at=moment(call.at, zone),
            use=used.told(call),
            took=duration(call.seconds),
        )
        for call in calls
    ]


def detail_of(slack: Slack, index: int, zone: ZoneInfo) -> CallDetail | None:
    """None when the log does not have it (any more)."""
    call = numbered(slack.journal.calls, index)
    if call is None:
        return None
    sections = [*kits(call.args), shown("Arguments", call.args)]
    if call.answer is not None:
        sections.append(shown("Answer", call.answer))
    return CallDetail(_facts(slack, call, zone), sections)


def _says(slack: Slack, call: CallRecord, text: str) -> bool:
    told = (call.method, _place(slack, call), _outcome(call), call.args, call.answer)
    return says(list(told), text)


def _place(slack: Slack, call: CallRecord) -> str:
    answer = call.answer or {}
    given = (call.args.get(name) for name in ("channel", "user_id", "user", "users"))
    return place(slack, call.app_id, *given, answer.get("channel"))


def _outcome(call: CallRecord) -> str:
    if call.answer is None:
        return "no answer"
    error = str(call.answer.get("error", ""))
    if call.status != OK:
        return f"{call.status} {error}"
    return error or "ok"


def _tone(call: CallRecord) -> str:
    if call.status == LIMITED:
        return "warn"
    return "good" if call.answer is not None and call.answer.get("ok") else "bad"


def _facts(slack: Slack, call: CallRecord, zone: ZoneInfo) -> list[str]:
    facts = [f"{app_name(slack, call.app_id) or 'Without a valid token'} · {_limit(call)}"]
    if call.answer is None:
        facts.append(f"The connection was cut after {duration(call.seconds)}: there is no answer")
    else:
        facts.append(f"Answered with {call.status} in {duration(call.seconds)}")
    facts.append(f"{moment(call.at, zone)}, {zone.key.replace('_', ' ')}")
    if call.retried:
        facts.append("Tried again: the same call had failed before")
    return facts


def _limit(call: CallRecord) -> str:
    if call.tier is None:
        return "no tier: limits of its own"
    calls = "1 call" if call.tier == 1 else f"{call.tier} calls"
    return f"tier {TIERS[call.tier]}: {calls} a minute"


class _Use:
    """How many calls counted in the minute before each of these."""

    def __init__(self, slack: Slack, calls: Sequence[CallRecord]) -> None:
        self._slack = slack
        self._counted: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
        if not calls:
            return
        ended = [call.ended for call in calls]
        for call in reversed(slack.journal.calls):
            if call.ended <= min(ended) - WINDOW:
                break
            if call.status == OK and call.tier is not None and call.ended <= max(ended):
                self._counted[self._key(call)].append(call.ended)
        for times in self._counted.values():
            times.reverse()

    def told(self, call: CallRecord) -> str:
        if call.tier is None or call.app_id is None:
            return ""
        times = self._counted.get(self._key(call), [])
        first = bisect_right(times, call.ended - WINDOW)
        return f"{bisect_right(times, call.ended) - first} of {call.tier} a minute"

    def _key(self, call: CallRecord) -> tuple[str, str]:
        app = self._slack.world.apps.get(call.app_id or "")
        return call.method, app.team_id if app is not None else ""
