"""Requests signed as Slack signs them."""

import json
import time
from typing import Any
from urllib.parse import urlencode

from slack_sdk.signature import SignatureVerifier

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"


def signed(secret: str, body: str, content_type: str, *, age_seconds: int = 0) -> dict[str, str]:
    """The headers that prove that `body` comes from who knows the secret."""
    timestamp = str(int(time.time()) - age_seconds)
    signature = SignatureVerifier(secret).generate_signature(timestamp=timestamp, body=body)
    assert signature is not None
    return {
        "content-type": content_type,
        "x-slack-request-timestamp": timestamp,
        "x-slack-signature": signature,
    }


def event(payload: dict[str, Any]) -> str:
    """The body of an Events API request."""
    return json.dumps(payload)


def interaction(payload: dict[str, Any]) -> str:
    """The body of a click or a submission."""
    return urlencode({"payload": json.dumps(payload)})
