"""Text that must not reach a customer: it says of itself from which field it comes."""

import json
import re
from typing import Any

_MARK = re.compile(r"leak:([\w./:*-]+)", re.IGNORECASE)
_BRACKET = re.compile("⟦|\\\\u27e6", re.IGNORECASE)
"""As it is, and as JSON within JSON may spell it."""

_TRICKS = "*b* _i_ ~s~ `c` <!channel> <@UMAYA> </a> &lt;!here&gt; {{ 7*7 }} {% x %}\n> q"
"""What escapes from mrkdwn, HTML or a template that forget to escape it."""


def mark(field: str, at_most: int = 300) -> str:
    """Text for an internal field, with everything that may break out of where it is put."""
    return f"⟦leak:{field}⟧ {_TRICKS}"[:at_most]


def marks_in(content: Any) -> set[str]:
    """The fields whose text is somewhere in this (anything JSON can say, however deep)."""
    said = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    found = {name.rstrip(".:-") for name in _MARK.findall(said)}
    return found or ({"a mark that was cut"} if _BRACKET.search(said) else set())


def breaking_out(content: Any) -> list[str]:
    """Every mrkdwn text in which something typed would ring everybody or name somebody."""
    return [text for text in _mrkdwn(content) if "<!channel>" in text or "<@UMAYA>" in text]


def _mrkdwn(content: Any) -> list[str]:
    if isinstance(content, list):
        return [text for one in content for text in _mrkdwn(one)]
    if not isinstance(content, dict):
        return []
    own = [content["text"]] if _is_mrkdwn(content) else []
    return own + [text for one in content.values() for text in _mrkdwn(one)]


def _is_mrkdwn(content: dict[str, Any]) -> bool:
    """A text object; or a message, whose `text` is mrkdwn too."""
    is_message = content.get("type") is None and ("channel" in content or "blocks" in content)
    return isinstance(content.get("text"), str) and (content.get("type") == "mrkdwn" or is_message)
