"""Texts: the two text objects of Slack, its mrkdwn entities, and cutting what is too long."""

import re
from datetime import UTC, date, datetime, time
from typing import Any

from blocks.kit.limits import TEXT, URL, BlockError, outside

Text = dict[str, Any]
"""A text object: `plain_text` or `mrkdwn`."""

ADDRESS = re.compile(r"(?:https?://|slack://|mailto:)\S+\Z")

ENTITY = re.compile(r"&(?:amp|lt|gt);|<(?:[@#!]|\w+:)[^<>\n]*>")
"""What must not be cut in two: an escaped character, or a link, mention or date."""


def plain(text: str, limit: int = TEXT) -> Text:
    """Text shown as it is (only `:emoji:` are replaced). Never escape it."""
    if not 0 < len(text) <= limit:
        raise outside("plain text", text, limit)
    return {"type": "plain_text", "text": text, "emoji": True}


def mrkdwn(text: str, limit: int = TEXT) -> Text:
    """Text with Slack's formatting. What people wrote in it must have been escaped."""
    if not 0 < len(text) <= limit:
        raise outside("mrkdwn text", text, limit)
    return {"type": "mrkdwn", "text": text}


def escape(text: str) -> str:
    """Make a text of people's safe inside mrkdwn."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def clip(text: str, limit: int) -> str:
    """Cut a text to at most `limit` (1 or more) characters, the last one then being `…`.

    Escaped characters, links, mentions and dates stay whole or go entirely. Clip after
    escaping: it is the escaped text whose length Slack counts.
    """
    if len(text) <= limit:
        return text
    cut = limit - 1
    for entity in ENTITY.finditer(text):
        if entity.end() > cut:
            cut = min(cut, entity.start())
            break
    return text[:cut].rstrip() + "…"


def mention(user_id: str) -> str:
    """A person by name, who is notified: `<@U…>`."""
    return f"<@{checked_id('mention', user_id)}>"


def channel_link(channel_id: str) -> str:
    """A channel by its name as the reader's workspace calls it: `<#C…>`."""
    return f"<#{checked_id('channel link', channel_id)}>"


def link(url: str, label: str) -> str:
    """`<url|label>`. The label is taken as people wrote it: it is escaped here."""
    address = checked_url("link", url)
    for character, encoded in (("&", "&amp;"), ("<", "%3C"), (">", "%3E"), ("|", "%7C")):
        address = address.replace(character, encoded)
    return f"<{address}|{escape(' '.join(label.split()))}>"


def date_text(when: date | datetime, *, form: str = "{date_short}", fallback: str = "") -> str:
    """A moment that Slack shows in the reader's own zone and language: `<!date^…|fallback>`.

    A calendar day is given as its noon in UTC, which is the same day nearly everywhere.
    `form` is Slack's (`{date_short}`, `{date_pretty}`, `{time}` …).
    """
    if not isinstance(when, datetime):
        moment, words = datetime.combine(when, time(12), UTC), f"{when.day} {when:%b %Y}"
    elif when.tzinfo is None:
        raise BlockError(f"date: a moment without time zone: {when!r}")
    else:
        moment = when.astimezone(UTC)
        words = f"{moment.day} {moment:%b %Y, %H:%M} UTC"
    return f"<!date^{int(moment.timestamp())}^{form}|{escape(fallback or words)}>"


def checked_id(where: str, slack_id: str) -> str:
    if not (slack_id.isalnum() and slack_id.isascii()):
        raise BlockError(f"{where}: not an id of Slack's: {slack_id!r}")
    return slack_id


def checked_url(where: str, url: str) -> str:
    """The address, if Slack would take it; raises BlockError."""
    if not 0 < len(url) <= URL:
        raise outside(f"{where} url", url, URL)
    if ADDRESS.match(url) is None:
        raise BlockError(f"{where} url: not an address: {url!r}")
    return url
