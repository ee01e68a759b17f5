"""A message turned back into what its author typed: the inverse of `sandbox.typed`."""

import re
from typing import Any

from sandbox.page.faces import title_of
from sandbox.slack import Slack
from sandbox.world import Message, Person

Json = dict[str, Any]

MEANT = re.compile(
    r"<(?:@(?P<user>\w+)|#(?P<channel>\w+)|!(?P<range>here|channel|everyone)"
    r"|!subteam\^(?P<group>\w+))(?:\|[^<>]*)?>"
)
BARE = re.compile(r"<((?:https?://|mailto:)[^<>|]+)>")


def as_typed(slack: Slack, person: Person, message: Message) -> Json:
    """`text` as it stands in the composer; `meant`: what stands there, and what it stands for."""
    meant: dict[str, str] = {}

    def shown(found: re.Match[str]) -> str:
        words = _words(slack, person, found)
        if words is None:
            return found.group()
        meant[words] = found.group()
        return words

    text = BARE.sub(r"\1", MEANT.sub(shown, message.text))
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return {"text": text, "meant": meant}


def _words(slack: Slack, person: Person, found: re.Match[str]) -> str | None:
    if found["range"]:
        return f"@{found['range']}"
    if found["user"] and found["user"] in slack.world.people:
        return f"@{slack.world.people[found['user']].real_name}"
    if found["channel"] and found["channel"] in slack.world.channels:
        return f"#{title_of(slack, person, slack.world.channels[found['channel']])}"
    if found["group"] and found["group"] in slack.world.usergroups:
        return f"@{slack.world.usergroups[found['group']].handle}"
    return None
