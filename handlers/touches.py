"""The buttons below touches: how it is going, a score and its words, "remind me later"."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from blocks import actions, kit
from blocks.forms import pulse_words
from blocks.values import CheckInAnswer, OpenPulseWords, PulseAnswer, TouchLater
from handlers.actions import button
from handlers.payloads import Click, Submission
from handlers.stuck import StuckForm
from handlers.surveys import show_chosen
from handlers.telling import Telling, answer, in_place_of_buttons, refusal
from playbooks.phrases import day
from services import Services
from services.answers import Answered
from services.outcomes import NotAllowed
from services.putting_off import PutOff


@dataclass(frozen=True, slots=True)
class TouchButtons:
    """What each button does."""

    services: Services
    telling: Telling
    stuck: StuckForm

    def check_in(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Record how it is going (C1); whoever is blocked is asked at once by what."""
        click = Click.parse(body, CheckInAnswer)
        value = click.value
        outcome = self.services.answers.check_in(
            click.actor,
            click.channel,
            value.account,
            value.touch,
            value.answer,
            click.key,
            under=click.message or None,
        )
        self.telling.outcome(client, click, outcome)
        if isinstance(outcome, Answered) and value.answer == "blocked":
            self.stuck.show(client, click, value.account)
        ack()

    def pulse(self, ack: Ack, body: dict[str, Any], client: WebClient, respond: Respond) -> None:
        """Record a score (F1); the message shows which was chosen, thanks come as a message."""
        click = Click.parse(body, PulseAnswer)
        outcome = self.services.answers.pulse(
            click.actor,
            click.channel,
            click.value.account,
            click.value.touch,
            click.value.score,
            click.key,
        )
        if refusal(outcome) is not None:
            self.telling.outcome(client, click, outcome)
        else:
            show_chosen(body, respond)
        ack()

    def open_words(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Open the form for words to a score."""
        click = Click.parse(body, OpenPulseWords)
        about = click.value
        allowed = self.services.answers.may_say_more(
            click.actor, click.channel, about.account, about.touch
        )
        if isinstance(allowed, NotAllowed):
            self.telling.outcome(client, click, allowed)
        else:
            self.telling.form(client, click, pulse_words.render(about))
        ack()

    def say_words(self, ack: Ack, body: dict[str, Any]) -> None:
        """Keep the words, and tell them to the owner."""
        sent = Submission.parse(body)
        about = sent.about(OpenPulseWords)
        outcome = self.services.answers.say_more(
            sent.actor, about.account, about.touch, pulse_words.read(sent.view), sent.key
        )
        if isinstance(outcome, Answered):
            ack(response_action="update", view=pulse_words.arrived())
        else:
            answer(ack, sent, outcome)

    def later(self, ack: Ack, body: dict[str, Any], client: WebClient, respond: Respond) -> None:
        """Put a touch off until the next working day (C9); a note takes the buttons' place."""
        click = Click.parse(body, TouchLater)
        outcome = self.services.putting_off.later(
            click.actor, click.channel, click.value.account, click.value.touch, click.key
        )
        self.telling.outcome(client, click, outcome)
        if isinstance(outcome, PutOff):
            until = outcome.until.astimezone(ZoneInfo(outcome.zone)).date()
            who = kit.mention(click.actor.user)
            in_place_of_buttons(body, respond, f"⏰ {who} will be reminded on {day(until)}.")
        ack()


def register(app: App, services: Services, telling: Telling, stuck: StuckForm) -> None:
    """Listen for the buttons and the form."""
    buttons = TouchButtons(services, telling, stuck)
    app.action(button(actions.CHECK_IN))(buttons.check_in)
    app.action(button(actions.PULSE))(buttons.pulse)
    app.action(button(actions.PULSE_WORDS))(buttons.open_words)
    app.view(pulse_words.CALLBACK)(buttons.say_words)
    app.action(button(actions.LATER))(buttons.later)
