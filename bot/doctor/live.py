"""A round in a scratch channel of the real workspace, call by call.

What we know of Slack here is known from its documentation and from our own sandbox. This proves
the rest in the workspace where it matters, with the client that delivery uses. Nothing opens on
anybody's screen: the channel is private, only Milepost is in it, and it is archived at the end.
"""

import asyncio
import json
import time
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, get_args
from uuid import uuid4

from blocks import customer_messages, status, team_messages
from blocks.checklist import checklist as checklist_message
from bot.clock import Clock
from bot.doctor.findings import Finding, fault, unseen, well
from bot.slack.client import SlackClient
from bot.slack.errors import RateLimited, SlackError
from onboarding.checklist import About, checklist
from onboarding.drawing_up import draw_up
from onboarding.messages.customer import AnyCustomerMessage
from onboarding.messages.team import AnyTeamMessage
from onboarding.plan import Plan
from onboarding.playbook import Playbook
from onboarding.ticking import Tick, Ticked, tick
from onboarding.views import AccountChoice
from onboarding.workdays import WorkCalendar
from playbooks.samples import samples
from playbooks.words import Words

Layout = dict[str, Any]

KEY = "doctor"
METADATA = {"event_type": "milepost_outbox", "event_payload": {"key": KEY}}
LOOK_UP = "find a message by its metadata"
MADE_UP_PERSON = "USLACKBOT"


async def live_round(
    slack: SlackClient, playbook: Playbook, words: Words, clock: Clock
) -> list[Finding]:
    """Create, post each layout we have, update, pin, bookmark, look up, archive."""
    made = Round(slack)
    name = f"milepost-doctor-{uuid4().hex[:8]}"
    answer = await made.call("conversations.create", name=name, is_private=True)
    if answer is None:
        return [*made.findings, unseen("everything else", "needs the scratch channel")]
    channel = answer["channel"]["id"]
    await made.call("conversations.setTopic", channel=channel, topic="A round of the doctor")
    await made.call("conversations.setPurpose", channel=channel, purpose="Archived by itself")
    for what, layout in layouts(words):
        await made.call("chat.postMessage", what, channel=channel, **layout)
    await _checklist(made, channel, playbook, clock.now())
    await made.call("conversations.members", channel=channel)
    await made.call("conversations.archive", channel=channel)
    return made.findings


async def _checklist(made: "Round", channel: str, playbook: Playbook, now: datetime) -> None:
    before, after = checklists(playbook, now)
    posted = await made.call(
        "chat.postMessage", "the checklist", channel=channel, metadata=METADATA, **before
    )
    if posted is None:
        made.findings.append(unseen("update, pin, bookmark", "needs the checklist"))
        return
    ts = posted["ts"]
    await made.call("chat.update", "a milestone ticked", channel=channel, ts=ts, **after)
    await made.call("pins.add", channel=channel, timestamp=ts)
    link = await made.call("chat.getPermalink", channel=channel, message_ts=ts)
    if link is not None:
        await made.call(
            "bookmarks.add",
            channel_id=channel,
            title="Our plan",
            type="link",
            link=link["permalink"],
        )
    await made.call("bookmarks.list", channel_id=channel)
    history = await made.call(
        "conversations.history", channel=channel, include_all_metadata=True, limit=100
    )
    if history is not None:
        made.findings.append(_looked_up(history, ts))


def layouts(words: Words) -> Iterator[tuple[str, Layout]]:
    """Every kind of message we post, and the answers to `/onboard`, at their fullest."""
    for kind in get_args(get_args(AnyCustomerMessage)[0]):
        drawn = (customer_messages.render(sample, words) for sample in samples(kind))
        yield f"to customers: {kind.model_fields['kind'].default}", _fullest(drawn)
    for kind in get_args(get_args(AnyTeamMessage)[0]):
        drawn = (team_messages.render(sample, words) for sample in samples(kind))
        yield f"to our team: {kind.model_fields['kind'].default}", _fullest(drawn)
    own = [AccountChoice(f"{n:032}", "Ada & <Sons>", "Training", None) for n in range(40)]
    yield "answer: help", dict(status.help(own))
    yield "answer: choices", dict(status.choices(own, "Ada"))


def _fullest(drawn: Iterable[Mapping[str, Any]]) -> Layout:
    return dict(max(drawn, key=lambda message: len(json.dumps(message))))


def checklists(playbook: Playbook, now: datetime) -> tuple[Layout, Layout]:
    """A made-up customer's checklist, and the same with one milestone ticked."""
    calendar = WorkCalendar("GB", "Europe/London")
    plan = draw_up(playbook, calendar.local_date(now), calendar, {"owner": MADE_UP_PERSON})
    possible = plan.possible()[0]
    ticked = tick(plan, Tick(possible.key, done=True), possible.side, MADE_UP_PERSON, now)
    if not isinstance(ticked, Ticked):
        raise TypeError(f"{possible.key} is possible and was refused: {ticked}")
    return _drawn(plan, calendar, now), _drawn(ticked.plan, calendar, now)


def _drawn(plan: Plan, calendar: WorkCalendar, now: datetime) -> Layout:
    about = About(
        account="0" * 32,
        customer="Ada & <Sons>",
        host="Us",
        outcome="Quotes leave the house on the day they are asked for",
        agreed_by=None,
        completed={stage.key: now for stage in plan.done_stages},
    )
    return dict(checklist_message(checklist(plan, about, calendar, now, None)))


def _looked_up(history: dict[str, Any], ts: str) -> Finding:
    keys = [
        message.get("metadata", {}).get("event_payload", {}).get("key")
        for message in history["messages"]
        if message["ts"] == ts
    ]
    if keys == [KEY]:
        return well(LOOK_UP, "found: after a lost answer nothing is posted twice")
    return fault(
        LOOK_UP,
        "the checklist came back without its metadata",
        "report it: after a lost answer a message might be posted twice",
    )


class Round:
    """Calls Slack and notes each call, how long it took and what Slack made of it."""

    def __init__(self, slack: SlackClient) -> None:
        self._slack = slack
        self.findings: list[Finding] = []

    async def call(self, method: str, what: str = "", **arguments: Any) -> dict[str, Any] | None:
        """The answer; None where Slack refused. A 429 is waited out, once."""
        subject = f"{method} ({what})" if what else method
        started = time.perf_counter()
        try:
            try:
                answer = await self._slack.call(method, **arguments)
            except RateLimited as limit:
                await asyncio.sleep(limit.retry_after)
                started = time.perf_counter()
                answer = await self._slack.call(method, **arguments)
        except SlackError as error:
            remedy = "docs/real-slack.md says what to do about it"
            self.findings.append(fault(subject, str(error), remedy, _since(started)))
            return None
        self.findings.append(well(subject, "done", _since(started)))
        return answer


def _since(started: float) -> int:
    """Milliseconds."""
    return round((time.perf_counter() - started) * 1000)
