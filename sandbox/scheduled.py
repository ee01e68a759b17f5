"""Scheduled messages: they wait, and are posted when the sandbox's clock passes their time."""

import asyncio

from sandbox import messages
from sandbox.errors import SlackError
from sandbox.slack import Slack
from sandbox.world import Channel, ScheduledMessage

MOST_TOGETHER = 30
"""Messages in one channel within WINDOW."""
WINDOW = 5 * 60
TOO_LATE = 60
"""Seconds before its time from which a message cannot be taken back."""


def add(slack: Slack, message: ScheduledMessage) -> None:
    """Let a message wait. Raises restricted_too_many."""
    near = [
        other
        for other in slack.world.scheduled.values()
        if other.channel_id == message.channel_id and abs(other.post_at - message.post_at) < WINDOW
    ]
    if len(near) >= MOST_TOGETHER:
        raise SlackError("restricted_too_many")
    slack.world.scheduled[message.id] = message
    _set_alarm(slack)


def cancel(slack: Slack, message: ScheduledMessage) -> None:
    """Take a message back. Raises invalid_scheduled_message_id when it is too late for that."""
    if message.post_at - slack.clock.now() <= TOO_LATE:
        raise SlackError("invalid_scheduled_message_id")
    del slack.world.scheduled[message.id]
    _set_alarm(slack)


def next_at(slack: Slack) -> float | None:
    """When the next message is to be posted, seconds UTC."""
    return min((waiting.post_at for waiting in slack.world.scheduled.values()), default=None)


def due(slack: Slack) -> None:
    """Post what is to be posted by now. To be called whenever the clock has been turned."""
    now = slack.clock.now()
    waiting = sorted(slack.world.scheduled.values(), key=lambda message: message.post_at)
    for message in waiting:
        if message.post_at <= now:
            del slack.world.scheduled[message.id]
            _post(slack, message)
    _set_alarm(slack)


def _post(slack: Slack, scheduled: ScheduledMessage) -> None:
    """Like Slack, without a word where it cannot be, and never with metadata (a known fault)."""
    message, channel = scheduled.message, _channel(slack, scheduled.channel_id)
    if channel is None or channel.archived or message.metadata is not None:
        return
    if message.user not in channel.members and channel.kind != "public":
        return
    message.ts = slack.clock.next_ts()
    if message.thread_ts is not None and message.thread_ts not in channel.messages:
        message.thread_ts = None
    messages.post(slack, channel, message)
    slack.changes.note()


def _channel(slack: Slack, channel_id: str) -> Channel | None:
    """Where the message goes; a channel that was shared meanwhile has another id."""
    channels = slack.world.channels
    return channels.get(channel_id) or channels.get(f"C{channel_id[1:]}")


def _set_alarm(slack: Slack) -> None:
    """Wake up when the next message is due, should nobody turn the clock before."""
    if slack.alarm is not None:
        slack.alarm.cancel()
        slack.alarm = None
    at = next_at(slack)
    if at is not None:
        wait = max(0.0, at - slack.clock.now())
        slack.alarm = asyncio.get_running_loop().call_later(wait, due, slack)
