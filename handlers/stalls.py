"""What our people do about a quiet customer: from the card, and from what they were told."""

from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from blocks import actions, kit
from blocks.forms import sponsor_note
from blocks.forms.sponsor_note import NoteAbout
from blocks.stall_buttons import of_block_id
from blocks.stall_card import is_card
from blocks.values import ForgedValue, StallChoice
from handlers.actions import button
from handlers.payloads import Click, Submission
from handlers.telling import Telling, answer, in_place_of_buttons, refusal
from onboarding.review.putting_off import SNOOZE_DAYS
from onboarding.review.sponsor_note import DraftedNote
from onboarding.stall_causes import Cause
from playbooks.phrases import plural
from services import Services
from services.stalls import Done


@dataclass(frozen=True, slots=True)
class StallButtons:
    """What each button does. The card is drawn anew by itself; below any other message a note
    takes the place of the buttons."""

    services: Services
    telling: Telling

    def take(self, ack: Ack, body: dict[str, Any], client: WebClient, respond: Respond) -> None:
        """This person looks after it."""
        click = Click.parse(body, StallChoice)
        about = click.value
        outcome = self.services.stalls.take(click.actor, about.account, about.stall, click.key)
        note = f"🙋 {kit.mention(click.actor.user)} looks after it."
        self._tell(body, client, respond, click, outcome, note)
        ack()

    def snooze(self, ack: Ack, body: dict[str, Any], client: WebClient, respond: Respond) -> None:
        """Nothing more for a few days."""
        click = Click.parse(body, StallChoice)
        about = click.value
        outcome = self.services.stalls.snooze(click.actor, about.account, about.stall, click.key)
        days = plural(SNOOZE_DAYS, "working day")
        note = f"💤 {kit.mention(click.actor.user)} asked me to wait for {days}."
        self._tell(body, client, respond, click, outcome, note)
        ack()

    def resolve(self, ack: Ack, body: dict[str, Any], client: WebClient, respond: Respond) -> None:
        """It is settled."""
        click = Click.parse(body, StallChoice)
        about = click.value
        outcome = self.services.stalls.resolve(click.actor, about.account, about.stall, click.key)
        note = f"✅ {kit.mention(click.actor.user)} says it is settled."
        self._tell(body, client, respond, click, outcome, note)
        ack()

    def cause(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Confirm the cause, or name another."""
        about = of_block_id(body["actions"][0].get("block_id") or "")
        click = Click.choice(body)
        if about is None or click.value not in set(Cause):
            raise ForgedValue("not a cause that we offered")
        outcome = self.services.stalls.say_cause(click.actor, *about, Cause(click.value), click.key)
        self.telling.outcome(client, click, outcome)
        ack()

    def open_note(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Open the drafted note to the sponsor."""
        click = Click.parse(body, StallChoice)
        about = click.value
        drafted = self.services.sponsor_notes.draft(click.actor, about.account, about.stall)
        if isinstance(drafted, DraftedNote):
            self.telling.form(client, click, sponsor_note.render(drafted))
        else:
            self.telling.outcome(client, click, drafted)
        ack()

    def send_note(self, ack: Ack, body: dict[str, Any]) -> None:
        """Send the note as the person left it."""
        sent = Submission.parse(body)
        about, note = sent.about(NoteAbout), sponsor_note.read(sent.view)
        outcome = self.services.sponsor_notes.send(
            sent.actor,
            about.account,
            about.stall,
            note.subject,
            note.text,
            sent.key,
            by_hand=about.by_hand,
        )
        answer(ack, sent, outcome)

    def _tell(
        self,
        body: dict[str, Any],
        client: WebClient,
        respond: Respond,
        click: Click[Any],
        outcome: object,
        note: str,
    ) -> None:
        if refusal(outcome) is not None:
            self.telling.outcome(client, click, outcome)
        elif isinstance(outcome, Done) and not is_card(body.get("message") or {}):
            in_place_of_buttons(body, respond, note)


def register(app: App, services: Services, telling: Telling) -> None:
    """Listen for the buttons, the menu and the form."""
    buttons = StallButtons(services, telling)
    app.action(button(actions.TAKE))(buttons.take)
    app.action(button(actions.SNOOZE))(buttons.snooze)
    app.action(button(actions.CALM))(buttons.resolve)
    app.action(button(actions.CAUSE))(buttons.cause)
    app.action(button(actions.SPONSOR_NOTE))(buttons.open_note)
    app.view(sponsor_note.CALLBACK)(buttons.send_note)
