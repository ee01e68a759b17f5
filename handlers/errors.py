"""When something breaks: whoever asked is told in plain words, and Slack gets no false "done".

A fault is answered 500. What was forged is told, logged without its value, and answered 200:
Slack need not bring it again.
"""

import json
import logging
from typing import Any

from slack_bolt import App, BoltResponse, Respond
from slack_sdk import WebClient

from blocks.refusal import refusal_modal
from blocks.values import ForgedValue
from handlers.telling import UNREACHABLE
from playbooks.refusals import refusal_sentence
from services.outcomes import NotAllowed

FAILED = "Something went wrong on our side, and nothing was changed. Please try again in a minute."

log = logging.getLogger(__name__)


def on_error(
    error: Exception, body: dict[str, Any], client: WebClient, respond: Respond
) -> BoltResponse | None:
    """Bolt's global error handler: None leaves the answer at 500."""
    kind = body.get("type") or body.get("command") or "payload"
    if isinstance(error, ForgedValue):
        log.warning("a forged %s of %s was refused: %s", kind, body["user"]["id"], error)
        return _forged(body, client, respond)
    log.error("a %s could not be handled", kind, exc_info=error)
    if kind != "view_submission":  # there Slack itself says so, and keeps the form open
        _tell(FAILED, body, client, respond)
    return None


def _forged(body: dict[str, Any], client: WebClient, respond: Respond) -> BoltResponse:
    sentence = refusal_sentence(NotAllowed("forged"))
    if body.get("type") == "view_submission":
        answer = {"response_action": "update", "view": refusal_modal(sentence)}
        return BoltResponse(status=200, body=json.dumps(answer))
    _tell(sentence, body, client, respond)
    return BoltResponse(status=200)


def _tell(sentence: str, body: dict[str, Any], client: WebClient, respond: Respond) -> None:
    """In a modal, which nobody overlooks; else where the payload says we may answer."""
    if not body.get("trigger_id"):
        return  # an event: nobody waits for an answer
    try:
        client.views_open(trigger_id=body["trigger_id"], view=refusal_modal(sentence))
    except UNREACHABLE as closed:
        log.warning("a modal could not be opened: %s", closed)
        _respond(sentence, body, respond)


def _respond(sentence: str, body: dict[str, Any], respond: Respond) -> None:
    if not body.get("response_url"):
        return
    try:
        respond(sentence, response_type="ephemeral", replace_original=False)
    except UNREACHABLE as unheard:
        log.warning("nor could an answer be sent: %s", unheard)


def register(app: App) -> None:
    """Listen for errors of all listeners."""
    app.error(on_error)
