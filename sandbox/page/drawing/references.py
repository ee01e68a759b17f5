"""What stands in angle brackets in mrkdwn: links, people, channels, user groups, dates."""

import re

from markupsafe import Markup, escape

from sandbox.page.drawing.dates import spell_date
from sandbox.page.drawing.emoji import with_emoji
from sandbox.page.drawing.links import link, safe_address
from sandbox.page.drawing.lookup import Lookup

_ID = re.compile(r"[A-Z0-9]+")
_NUMBER = re.compile(r"-?\d{1,18}")
_BROADCASTS = ("here", "channel", "everyone")


def unescaped(text: str) -> str:
    """The three characters Slack writes as entities, as themselves; no other entity is one."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def draw_reference(inside: str, lookup: Lookup) -> Markup | None:
    """What `<inside>` stands for, or None when it is nothing Slack knows."""
    target, _, label = inside.partition("|")
    match target[:1]:
        case "@" if _ID.fullmatch(target, 1):
            return draw_person(target[1:], lookup, unescaped(label))
        case "#" if _ID.fullmatch(target, 1):
            return draw_channel(target[1:], lookup, unescaped(label))
        case "!":
            return _special(target[1:], unescaped(label), lookup)
    address = unescaped(target)
    if safe_address(address) is None:
        return None
    shown = unescaped(label) or address.removeprefix("mailto:").removeprefix("tel:")
    return link(address, with_emoji(shown))


def draw_person(person: str, lookup: Lookup, label: str = "") -> Markup:
    name = lookup.person(person) or label.removeprefix("@") or person
    mine = " mine" if person == lookup.viewer else ""
    return Markup('<span class="mention{}" data-person="{}">@{}</span>').format(mine, person, name)


def draw_channel(channel: str, lookup: Lookup, label: str = "") -> Markup:
    name = lookup.channel(channel) or label.removeprefix("#")
    if not name:
        return Markup('<span class="mention">private channel</span>')
    return Markup('<span class="mention" data-channel="{}">#{}</span>').format(channel, name)


def draw_usergroup(group: str, lookup: Lookup, label: str = "") -> Markup:
    name = lookup.usergroup(group) or label.removeprefix("@") or group
    return Markup('<span class="mention">@{}</span>').format(name)


def draw_broadcast(audience: str) -> Markup:
    return Markup('<span class="mention mine">@{}</span>').format(audience)


def draw_date(
    timestamp: int | None, form: str, lookup: Lookup, *, fallback: str, address: str = ""
) -> Markup:
    """A date in the viewer's zone; the fallback when it cannot be spelled that way."""
    spelled = None
    if timestamp is not None:
        spelled = spell_date(timestamp, form, lookup.zone, lookup.now)
    if spelled is None:
        return link(address, escape(fallback))
    said = Markup('<time title="{}">{}</time>').format(fallback, spelled)
    return link(address, said)


def _special(name: str, label: str, lookup: Lookup) -> Markup | None:
    if name in _BROADCASTS:
        return draw_broadcast(name)
    command, _, rest = name.partition("^")
    if command == "subteam" and _ID.fullmatch(rest):
        return draw_usergroup(rest, lookup, label)
    if command == "date":
        timestamp, _, form = rest.partition("^")
        form, _, address = form.partition("^")
        when = int(timestamp) if _NUMBER.fullmatch(timestamp) else None
        return draw_date(when, unescaped(form), lookup, fallback=label, address=unescaped(address))
    return escape(label) if label else None
