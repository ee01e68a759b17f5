"""The digest on demand, when it comes, and the buttons of its lines."""

import logging
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from blocks import actions, digest, kit, status
from blocks.forms import change
from blocks.forms import digest as form
from blocks.forms.change import ChangeIn
from blocks.kit import Message
from blocks.refusal import refusal_modal
from blocks.values import OneAccount, StallChoice
from handlers.actions import button
from handlers.change import ALL_DONE
from handlers.payloads import Click, Submission
from handlers.telling import UNREACHABLE, Telling, answer, refusal
from onboarding.permissions import Action
from onboarding.views import StatusView
from playbooks.words import Words
from services import Services
from services.actor import Actor
from services.outcomes import NotAllowed

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DigestAnswers:
    """What a digest leads to."""

    services: Services
    telling: Telling
    words: Words

    def now(self, actor: Actor) -> Message | NotAllowed:
        """The digest as it would come now. In words: Slack takes charts in sent messages only."""
        found = self.services.digests.now(actor)
        return found if isinstance(found, NotAllowed) else digest.render(found, self.words)

    def open_settings(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Show when it comes."""
        click = Click.bare(body)
        found = self.services.digests.subscription(click.actor)
        if isinstance(found, NotAllowed):
            self.telling.outcome(client, click, found)
        else:
            self.telling.form(client, click, form.render(found))
        ack()

    def save_settings(self, ack: Ack, body: dict[str, Any]) -> None:
        """Save when it is to come."""
        sent = Submission.parse(body)
        chosen = form.read(sent.view)
        outcome = self.services.digests.choose(
            sent.actor, chosen.rhythm, chosen.weekday, chosen.at, sent.key
        )
        answer(ack, sent, outcome)

    def how_it_stands(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Everything about a customer, over the digest."""
        click = Click.parse(body, OneAccount)
        found = self.services.accounts.status(click.actor, account=click.value.account)
        if isinstance(found, StatusView):
            self.telling.form(client, click, status.modal(found))
        else:
            self.telling.outcome(client, click, found)
        ack()

    def take(self, ack: Ack, body: dict[str, Any], client: WebClient, respond: Respond) -> None:
        """This person looks after a quiet customer: a note takes the place of the button."""
        click = Click.parse(body, StallChoice)
        about = click.value
        outcome = self.services.stalls.take(click.actor, about.account, about.stall, click.key)
        if refusal(outcome) is not None:
            self.telling.outcome(client, click, outcome)
        else:
            self._show_taken(body, click.actor, respond)
        ack()

    def _show_taken(self, body: dict[str, Any], actor: Actor, respond: Respond) -> None:
        """What only one person sees Slack does not give back: it is written anew."""
        note = f"🙋 {kit.mention(actor.user)} looks after it."
        shown = body.get("message")
        if shown is not None:
            message = digest.with_note(shown, body["actions"][0]["action_id"], note)
        else:
            anew = self.now(actor)
            if isinstance(anew, NotAllowed):
                return
            message = anew
        try:
            respond(text=message["text"], blocks=message["blocks"], replace_original=True)
        except UNREACHABLE as unseen:  # it is taken all the same
            log.warning("the pressed button could not be taken away: %s", unseen)

    def move_dates(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """The form for dates and owners of a customer's plan."""
        click = Click.parse(body, OneAccount)
        found = self.services.milestones.open_ones_of(
            click.actor, click.value.account, Action.REDATE
        )
        if isinstance(found, NotAllowed):
            self.telling.outcome(client, click, found)
        elif not found.items:
            self.telling.form(client, click, refusal_modal(ALL_DONE))
        else:
            place = ChangeIn(account=found.account)
            self.telling.form(client, click, change.render(place, found.items))
        ack()


def register(app: App, answers: DigestAnswers) -> None:
    """Listen for the buttons and the form."""
    app.action(button(actions.DIGEST_SETTINGS))(answers.open_settings)
    app.action(button(actions.HOW_IT_STANDS))(answers.how_it_stands)
    app.action(button(actions.MOVE_DATES))(answers.move_dates)
    app.action(button(actions.TAKE_FROM_DIGEST))(answers.take)
    app.view(form.CALLBACK)(answers.save_settings)
