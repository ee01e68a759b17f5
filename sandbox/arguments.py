"""What a request to the Web API brings: arguments, a token, and how well it says what it is."""

import base64
import binascii
import json
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import HTTP
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from starlette.types import Scope

from sandbox.errors import SlackError

Json = dict[str, Any]

FORM = b"application/x-www-form-urlencoded"
JSON = b"application/json"
MULTIPART = b"multipart/form-data"


@dataclass(slots=True)
class Given:
    """`token` is "" without one. `warning`: Slack's word for what it lets pass, or ""."""

    args: Json
    token: str
    warning: str


def read(scope: Scope, body: bytes, *, reads_json: bool) -> Given:
    """The address's arguments and the body's; a JSON body counts only where `reads_json`.

    Raises invalid_json, json_not_object, invalid_form_data.
    """
    headers = dict(scope["headers"])
    content_type = headers.get(b"content-type", b"")
    args: Json = dict(parse_qsl(scope["query_string"].decode(), keep_blank_values=True))
    if content_type.startswith(JSON):
        if reads_json:
            args |= _of_json(body)
    elif content_type.startswith(MULTIPART):
        args |= {part.name: part.text for part in parts(content_type, body)}
    else:
        args |= dict(parse_qsl(_text(body), keep_blank_values=True))
    token = str(args.pop("token", ""))
    scheme, _, credentials = headers.get(b"authorization", b"").decode("latin-1").partition(" ")
    if scheme.lower() == "bearer":
        token = credentials
    elif scheme.lower() == "basic":
        args |= _client(credentials)
    return Given(args, token, _warning(content_type))


def _of_json(body: bytes) -> Json:
    try:
        content = json.loads(body or b"{}")
    except ValueError:
        raise SlackError("invalid_json") from None
    if not isinstance(content, dict):
        raise SlackError("json_not_object")
    return content


class Part(NamedTuple):
    """A part of a multipart body."""

    name: str
    content: bytes

    @property
    def text(self) -> str:
        return _text(self.content)


def parts(content_type: bytes, body: bytes) -> list[Part]:
    """The named parts of a multipart body. Raises invalid_form_data."""
    message = message_from_bytes(b"Content-Type: " + content_type + b"\r\n\r\n" + body, policy=HTTP)
    if not message.is_multipart():
        raise SlackError("invalid_form_data")
    found = []
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        if isinstance(name, str):
            content = part.get_payload(decode=True)
            found.append(Part(name, content if isinstance(content, bytes) else b""))
    return found


def _text(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError:
        raise SlackError("invalid_form_data") from None


def _client(credentials: str) -> Json:
    """The app that introduces itself by HTTP Basic authentication."""
    try:
        client_id, _, secret = base64.b64decode(credentials, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return {}
    return {"client_id": client_id, "client_secret": secret}


def _warning(content_type: bytes) -> str:
    """Text wants a charset, forms have none."""
    named = b"charset" in content_type
    if content_type.startswith(JSON) and not named:
        return "missing_charset"
    if content_type.startswith((FORM, MULTIPART)) and named:
        return "superfluous_charset"
    return ""
