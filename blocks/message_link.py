"""The way to a message of Slack's."""

from blocks import kit


def the_message(channel: str, ts: str) -> str:
    """A link to it (mrkdwn): Slack leads to the reader's own workspace."""
    address = f"https://slack.com/archives/{channel}/p{ts.replace('.', '')}"
    return kit.link(address, "the message")
