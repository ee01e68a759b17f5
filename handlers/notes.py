"""Keeping a message: the shortcut "Record…", its form, and the list of what is kept."""

from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from blocks import actions, kit
from blocks.forms import note
from blocks.forms.note import NoteOn
from blocks.refusal import refusal_modal
from blocks.values import OneAccount, OneNote
from handlers.acting import actor_of_interaction
from handlers.actions import button
from handlers.payloads import Click, Submission
from handlers.telling import Telling, answer, refusal
from onboarding.notes import OpenQuestion, plain_text
from playbooks.refusals import refusal_sentence
from services import Services
from services.actor import Actor
from services.notes import Kept
from services.outcomes import NotAllowed

SHORTCUT = "record_message"


@dataclass(frozen=True, slots=True)
class NotePages:
    """From the message to the record, and the record read."""

    services: Services
    telling: Telling

    def shortcut(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Show the form for a message; whoever may not is told so."""
        actor, message = actor_of_interaction(body), body["message"]
        channel = body["channel"]["id"]
        found = self.services.notes.form(actor, channel)
        if isinstance(found, NotAllowed):
            view = refusal_modal(refusal_sentence(found))
        else:
            said_by = message.get("user")
            about = NoteOn(
                account=found.account, channel=channel, ts=message["ts"], said_by=said_by
            )
            text = plain_text(message.get("text") or "")
            view = note.render(about, found.customer, found.owner, text)
        client.views_open(trigger_id=body["trigger_id"], view=view)
        ack()

    def submit(self, ack: Ack, body: dict[str, Any]) -> None:
        """Keep it."""
        sent = Submission.parse(body)
        about = sent.about(NoteOn)
        outcome = self.services.notes.take(
            sent.actor, about.account, about.said, note.read(sent.view), sent.key
        )
        if isinstance(outcome, Kept):
            view = note.kept(outcome.customer, outcome.kind, anew=outcome.anew)
            ack(response_action="update", view=view)
        else:
            answer(ack, sent, outcome)

    def open(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Show what is kept."""
        click = Click.parse(body, OneAccount)
        self.telling.form(client, click, self._list(click.actor, click.value.account))
        ack()

    def settle(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """A risk is gone; the list is drawn anew."""
        click = Click.parse(body, OneNote)
        account = click.value.account
        outcome = self.services.notes.settle(click.actor, account, click.value.note, click.key)
        sentence = refusal(outcome)
        view = refusal_modal(sentence) if sentence else self._list(click.actor, account)
        client.views_update(view_id=body["view"]["id"], view=view)
        ack()

    def open_answer(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """The form for an answer, in the place of the list; the list anew where somebody else was
        quicker."""
        click = Click.parse(body, OneNote)
        account = click.value.account
        found = self.services.notes.question(click.actor, account, click.value.note)
        if isinstance(found, OpenQuestion):
            view = note.answer(found)
        else:
            view = self._list(click.actor, account)
        client.views_update(view_id=body["view"]["id"], view=view)
        ack()

    def submit_answer(self, ack: Ack, body: dict[str, Any]) -> None:
        """Keep the answer, and show the list."""
        sent = Submission.parse(body)
        about = sent.about(OneNote)
        outcome = self.services.notes.settle(
            sent.actor, about.account, about.note, sent.key, note.read_answer(sent.view)
        )
        if refusal(outcome):
            answer(ack, sent, outcome)
        else:
            ack(response_action="update", view=self._list(sent.actor, about.account))

    def _list(self, actor: Actor, account: str) -> kit.View:
        found = self.services.notes.listed(actor, account)
        if isinstance(found, NotAllowed):
            return refusal_modal(refusal_sentence(found))
        return note.listed(found)


def register(app: App, pages: NotePages) -> None:
    """Listen for the shortcut, the form, and the buttons."""
    app.message_shortcut(SHORTCUT)(pages.shortcut)
    app.view(note.CALLBACK)(pages.submit)
    app.action(button(actions.NOTES))(pages.open)
    app.action(button(actions.SETTLE_NOTE))(pages.settle)
    app.action(button(actions.ANSWER_NOTE))(pages.open_answer)
    app.view(note.ANSWER_CALLBACK)(pages.submit_answer)
