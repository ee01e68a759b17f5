"""JSON as the inspector shows it: readable, without secrets, and on its way to Slack's Builder."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

HIDDEN = "•••"
SECRETS = frozenset(
    {
        "access_token",
        "app_token",
        "bot_token",
        "client_secret",
        "code_verifier",
        "refresh_token",
        "signing_secret",
        "token",
        "user_token",
        "verification_token",
    }
)
"""Names of fields whose text is nobody's business, whatever it looks like."""
TOKEN = re.compile(r"\b(x(?:ox[a-z]|app))(?:\.xox[a-z])?-[\w-]+")
ADDRESS = re.compile(r"((?:https?|wss?)://[^\s/\"]+/(?:response|socket|upload)/)[^\s\"\\]+")
"""An address that is itself the permission to use it."""
BUILDER = "https://app.slack.com/block-kit-builder/"


@dataclass(frozen=True, slots=True)
class Shown:
    """JSON under a heading; `builder` opens it in Slack's Block Kit Builder, "" where it cannot."""

    title: str
    text: str
    builder: str = ""


def shown(title: str, value: Any) -> Shown:
    return Shown(title, pretty(value))


def kits(value: Any) -> list[Shown]:
    """The blocks and the view that a call or an answer of the app brings with it."""
    if not isinstance(value, dict):
        return []
    blocks, view = _parsed(value.get("blocks")), _parsed(value.get("view"))
    found = []
    if isinstance(blocks, list):
        found.append(Shown("Blocks", pretty(blocks), _builder({"blocks": blocks})))
    if isinstance(view, dict):
        found.append(Shown("View", pretty(view), _builder(view)))
    return found


def pretty(value: Any) -> str:
    return json.dumps(without_secrets(value), indent=2, ensure_ascii=False, default=str)


def without_secrets(value: Any) -> Any:
    """The same, with dots in place of every token, secret and one-time address."""
    if isinstance(value, dict):
        return {key: _field(str(key), inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [without_secrets(inner) for inner in value]
    return hidden(value) if isinstance(value, str) else value


def hidden(text: str) -> str:
    return ADDRESS.sub(rf"\1{HIDDEN}", TOKEN.sub(rf"\1-{HIDDEN}", text))


def says(value: Any, text: str) -> bool:
    """Whether any name or value in it contains this text (in lower case). Finds no secrets."""
    return any(text in piece.lower() for piece in _pieces(without_secrets(value)))


def _field(name: str, value: Any) -> Any:
    if name in SECRETS and isinstance(value, str) and value:
        return HIDDEN
    return without_secrets(value)


def _builder(content: dict[str, Any]) -> str:
    text = json.dumps(without_secrets(content), separators=(",", ":"), ensure_ascii=False)
    return f"{BUILDER}#{quote(text, safe='')}"


def _parsed(value: Any) -> Any:
    """Forms bring JSON as text."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return None


def _pieces(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from _pieces(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _pieces(inner)
    elif value is not None:
        yield str(value)
