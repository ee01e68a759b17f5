"""The clock as whoever runs the sandbox turns it, and what they find on its agenda."""

import math
from dataclasses import asdict
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sandbox import agenda as plans
from sandbox.errors import Refusal
from sandbox.seed import host_team
from sandbox.slack import Slack

Json = dict[str, Any]

WAYS = ("by", "to", "by_day", "working_day", "next")
DAY = 24 * 60 * 60
FURTHEST = 10 * 366 * DAY
"""Seconds by which the clock can be turned at once."""
TOO_FAR = "the clock cannot be turned that far at once"
DAY_BEGINS = time(9)
SATURDAY = 5


async def clock(slack: Slack, body: Json) -> Json:
    """The sandbox's time, after jumping by `seconds` (if given): nothing happens on the way."""
    seconds = _number(body, "seconds") if body.get("seconds") else 0.0
    if seconds < 0:
        raise Refusal("the sandbox's clock only moves forward")
    if seconds and slack.is_turning:
        raise Refusal("the clock is being turned already")
    slack.clock.move(seconds)
    if seconds:
        plans.post_what_is_due(slack)
    return {"now": slack.clock.now()}


async def turn_clock(slack: Slack, body: Json) -> Json:
    """Turn the clock in one of these ways; the new time, and what happened on the way.

    `by` seconds, `to` an instant (seconds UTC), `by_day` n days at the same time of day,
    `working_day`: to 9 o'clock of the next one, `next`: to the next thing that happens.
    Days are those of `person`, or of `zone` (an IANA name), or else of the host's owner.
    """
    given = [way for way in WAYS if body.get(way) not in (None, False)]
    if len(given) != 1:
        raise Refusal(f"the clock is turned in one of these ways: {', '.join(WAYS)}")
    now = slack.clock.now()
    target = await _target(slack, given[0], body)
    if target < now:
        raise Refusal("the sandbox's clock only moves forward")
    if target > now + FURTHEST:
        raise Refusal(TOO_FAR)
    happened = await plans.move_to(slack, target)
    return {"now": slack.clock.now(), "happened": [asdict(happening) for happening in happened]}


async def agenda(slack: Slack, body: Json) -> Json:
    """What is going to happen by itself, the earliest first; whether the clock is being turned."""
    coming = [asdict(happening) for happening in await plans.coming(slack)]
    return {"now": slack.clock.now(), "is_turning": slack.is_turning, "coming": coming}


def zone_for(slack: Slack, person: str | None, zone: str | None) -> ZoneInfo:
    """The zone in which somebody reads the clock. Raises Refusal when there is no such zone."""
    if person is not None and person in slack.world.people:
        zone = slack.world.people[person].zone
    if not zone:
        host = host_team(slack.world)
        zone = next(p.zone for p in slack.world.people_of(host.id) if p.is_owner)
    try:
        return ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise Refusal(f"there is no time zone {zone!r}") from None


async def _target(slack: Slack, way: str, body: Json) -> float:
    now = slack.clock.now()
    match way:
        case "by":
            return now + _number(body, "by")
        case "to":
            return _number(body, "to")
        case "next":
            return await _next(slack)
    local = datetime.fromtimestamp(now, zone_for(slack, body.get("person"), body.get("zone")))
    if way == "by_day":
        days = round(_number(body, "by_day"))
        if days > FURTHEST / DAY:
            raise Refusal(TOO_FAR)
        return days_later(local, days).timestamp()
    return next_working_morning(local).timestamp()


def days_later(local: datetime, days: int) -> datetime:
    """The same time of day some days later; daylight saving may make that 23 or 25 hours."""
    return local + timedelta(days=days)  # of wall time: that is how Python adds to a local time


def next_working_morning(local: datetime) -> datetime:
    """Nine o'clock, today if that is still to come, else on the next Monday to Friday."""
    morning = datetime.combine(local.date(), DAY_BEGINS, local.tzinfo)
    while morning <= local or morning.weekday() >= SATURDAY:
        morning += timedelta(days=1)
    return morning


async def _next(slack: Slack) -> float:
    """When the next thing happens; now, when all there is waits to be done already."""
    coming = await plans.coming(slack)
    if not coming:
        raise Refusal("nothing is going to happen by itself")
    now = slack.clock.now()
    return next((happening.at for happening in coming if happening.at > now), now)


def _number(body: Json, name: str) -> float:
    value = body[name]
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise Refusal(f"{name!r} is not a number")
    return float(value)
