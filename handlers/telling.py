"""How a person is told what did not happen, so that somebody of another company surely sees it.

A modal is the one thing an external person certainly sees. Where Slack would not open it (its
trigger lives three seconds), the checklist's thread says it instead.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, Respond
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from blocks.forms.state import errors_at_fields
from blocks.refusal import refusal_modal
from blocks.team_messages import pressed
from handlers.payloads import Click, Submission
from onboarding.refusals import Refused
from playbooks.refusals import refusal_sentence
from services import Services
from services.outcomes import Invalid, NotAllowed

log = logging.getLogger(__name__)

TOO_SLOW = "The form could not be opened in time. Nothing was changed; please try again."
UNREACHABLE = (SlackClientError, OSError)
"""What a call of Slack's API ends with when it does not end well."""


def refusal(outcome: object) -> str | None:
    """The sentence (mrkdwn) for what was not done; None when there is nothing to tell."""
    match outcome:
        case NotAllowed() | Refused():
            return refusal_sentence(outcome)
        case Invalid(problems):
            return " ".join(problems.values())
    return None


@dataclass(frozen=True, slots=True)
class Telling:
    """Puts what was not done in front of whoever asked for it."""

    services: Services

    def outcome(self, client: WebClient, click: Click[Any], outcome: object) -> None:
        """Tell why a click did nothing; what it did shows by itself."""
        sentence = refusal(outcome)
        if sentence is not None:
            self._open(client, click, refusal_modal(sentence), instead=sentence)

    def form(self, client: WebClient, click: Click[Any], view: Mapping[str, Any]) -> None:
        """Open the form that a click asked for."""
        self._open(client, click, view, instead=TOO_SLOW)

    def over(
        self, client: WebClient, body: Mapping[str, Any], click: Click[Any], view: Mapping[str, Any]
    ) -> None:
        """Open the form that a click asked for; over the one in which it was clicked, if any."""
        if (body.get("view") or {}).get("type") == "modal":
            client.views_push(trigger_id=click.trigger, view=dict(view))
        else:
            self.form(client, click, view)

    def _open(
        self, client: WebClient, click: Click[Any], view: Mapping[str, Any], *, instead: str
    ) -> None:
        try:
            client.views_open(trigger_id=click.trigger, view=dict(view))
        except UNREACHABLE as problem:
            if not click.channel:
                raise
            log.warning("a modal could not be opened, the thread says it: %s", problem)
            told = self.services.milestones.refused_in_thread(
                click.actor, click.channel, instead, click.key
            )
            if not told:
                raise


def in_place_of_buttons(body: Mapping[str, Any], respond: Respond, note: str) -> None:
    """What a click did, told where its buttons were. The click counts even where that cannot be
    shown."""
    message = pressed(body["message"], note)
    try:
        respond(text=message["text"], blocks=message["blocks"], replace_original=True)
    except UNREACHABLE as unseen:
        log.warning("the pressed button could not be taken away: %s", unseen)


def answer(ack: Ack, sent: Submission, outcome: object) -> None:
    """Answer a form: errors at its fields, a refusal in its place, or close it.

    A form that was refused goes away: its key is used up, and sending it again would do nothing.
    """
    sentence = refusal(outcome)
    if isinstance(outcome, Invalid):
        ack(response_action="errors", errors=errors_at_fields(outcome.problems, sent.view))
    elif sentence is not None:
        ack(response_action="update", view=refusal_modal(sentence))
    else:
        ack()
