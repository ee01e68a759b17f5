"""The survey at the end: scores, words, and who of ours sees to a low one (F1)."""

import logging
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from blocks import actions, kit
from blocks.forms import survey_words
from blocks.survey_buttons import with_chosen
from blocks.values import OpenSurveyWords, SurveyScore, TakeUp
from handlers.actions import button
from handlers.payloads import Click, Submission
from handlers.telling import UNREACHABLE, Telling, answer, in_place_of_buttons, refusal
from onboarding.asked_for import Survey
from services import Services
from services.answers import Answered
from services.outcomes import NotAllowed

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SurveyAnswers:
    """What each button does."""

    services: Services
    telling: Telling

    def score(self, ack: Ack, body: dict[str, Any], client: WebClient, respond: Respond) -> None:
        """Record a score; the message shows which was chosen."""
        click = Click.parse(body, SurveyScore)
        about = click.value
        outcome = self.services.surveys.score(
            click.actor,
            click.channel,
            about.account,
            about.touch,
            Survey(about.survey),
            about.score,
            click.key,
        )
        if refusal(outcome) is not None:
            self.telling.outcome(client, click, outcome)
        else:
            show_chosen(body, respond)
        ack()

    def open_words(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Open the form for words to the scores."""
        click = Click.parse(body, OpenSurveyWords)
        about = click.value
        found = self.services.surveys.scored(click.actor, click.channel, about.account, about.touch)
        if isinstance(found, NotAllowed):
            self.telling.outcome(client, click, found)
        else:
            scored = [(one.question, one.score, one.words) for one in found]
            self.telling.form(client, click, survey_words.render(about, scored))
        ack()

    def say_why(self, ack: Ack, body: dict[str, Any]) -> None:
        """Keep the words, and tell them to the owner."""
        sent = Submission.parse(body)
        about = sent.about(OpenSurveyWords)
        outcome = self.services.surveys.say_why(
            sent.actor, about.account, about.touch, survey_words.read(sent.view), sent.key
        )
        if isinstance(outcome, Answered):
            ack(response_action="update", view=survey_words.arrived())
        else:
            answer(ack, sent, outcome)

    def take_up(self, ack: Ack, body: dict[str, Any], client: WebClient, respond: Respond) -> None:
        """One of ours sees to it: a note takes the place of the buttons."""
        click = Click.parse(body, TakeUp)
        about = click.value
        surveys, actor, channel = self.services.surveys, click.actor, click.channel
        if about.touch is None or about.who is None:
            outcome = surveys.take_up_all(actor, channel, about.account, click.key)
        else:
            outcome = surveys.take_up(
                actor, channel, about.account, about.touch, about.who, click.key
            )
        if refusal(outcome) is not None:
            self.telling.outcome(client, click, outcome)
        else:
            note = f"🙋 {kit.mention(click.actor.user)} sees to it."
            in_place_of_buttons(body, respond, note)
        ack()


def show_chosen(body: dict[str, Any], respond: Respond) -> None:
    """The score counts even where that cannot be shown."""
    message = with_chosen(body["message"], body["actions"][0]["action_id"])
    try:
        respond(text=message["text"], blocks=message["blocks"], replace_original=True)
    except UNREACHABLE as unseen:
        log.warning("the chosen score could not be marked: %s", unseen)


def register(app: App, services: Services, telling: Telling) -> None:
    """Listen for the buttons and the form."""
    answers = SurveyAnswers(services, telling)
    app.action(button(actions.SURVEY))(answers.score)
    app.action(button(actions.SURVEY_WORDS))(answers.open_words)
    app.action(button(actions.TAKE_UP))(answers.take_up)
    app.view(survey_words.CALLBACK)(answers.say_why)
