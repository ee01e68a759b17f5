"""How values are written in Slack's mrkdwn: escaped, or as the mention or link they stand for.

A `Mrkdwn` is text that is ready to be sent; a plain `str` came from somebody and still has to be
escaped. Nothing but this module turns the one into the other.
"""

import re

# An id holds a digit: a name in capitals is no id.
_USER_ID = re.compile(r"[UW](?=[A-Z]*[0-9])[A-Z0-9]{2,31}")
_CHANNEL_ID = re.compile(r"[CGD](?=[A-Z]*[0-9])[A-Z0-9]{2,31}")

_ERASED = re.compile(r"erased-[0-9a-f]{12}")  # what `storage.erasing` puts in the place of an id


class Mrkdwn(str):
    """Text that is mrkdwn already: it is not escaped again."""

    __slots__ = ()


def escape(text: str) -> Mrkdwn:
    """Somebody's text on one line, with `&`, `<` and `>` escaped; a `Mrkdwn` stays as it is.

    White space runs together, so that a value can neither break a line nor begin a quotation.
    """
    if isinstance(text, Mrkdwn):
        return text
    return Mrkdwn(_escaped(" ".join(text.split())))


def quoted(text: str) -> Mrkdwn:
    """Somebody's words as a quotation, line by line."""
    lines = [line.strip() for line in text.splitlines()]
    return Mrkdwn("\n".join(f"> {_escaped(line)}" for line in lines if line))


def paragraphs(text: str) -> Mrkdwn:
    """Somebody's words as they set them: escaped, their lines kept, empty ones at most single."""
    lines = [_escaped(line.rstrip()) for line in text.strip().splitlines()]
    return Mrkdwn(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)))


def person(user: str) -> Mrkdwn:
    """A mention where it is a Slack user id, else the name as it was written; who was erased is
    somebody."""
    if _ERASED.fullmatch(user):
        return Mrkdwn("somebody")
    return Mrkdwn(f"<@{user}>") if _USER_ID.fullmatch(user) else escape(user)


def channel(channel_id: str) -> Mrkdwn:
    """A link to a channel where it is a channel's id, else the name as it was written."""
    return Mrkdwn(f"<#{channel_id}>") if _CHANNEL_ID.fullmatch(channel_id) else escape(channel_id)


def link(url: str, label: str) -> Mrkdwn:
    """A link; the label is taken as people wrote it."""
    for character, encoded in (("&", "&amp;"), ("<", "%3C"), (">", "%3E"), ("|", "%7C")):
        url = url.replace(character, encoded)
    return Mrkdwn(f"<{url}|{escape(label)}>")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
