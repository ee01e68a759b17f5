"""The form for dates and owners: open it, show what a new date moves, save."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from blocks import actions
from blocks.forms import change
from blocks.forms.change import Change, ChangeIn, Confirming
from blocks.refusal import refusal_modal
from blocks.values import OpenChange
from handlers.actions import button
from handlers.payloads import Click, Submission
from handlers.telling import Telling, answer, refusal
from onboarding.permissions import Action
from onboarding.views import RedatePreview
from services import Services
from services.outcomes import Invalid, NotAllowed

ALL_DONE = "Every milestone of this plan is done: there is nothing left to move or to hand over."
NOTHING_CHOSEN = {"due_on": "Please choose a new date, a new owner, or both."}
SAME_DAY = {"due_on": "It is due on this day already."}


@dataclass(frozen=True, slots=True)
class ChangeForm:
    """From the button over the preview to the new date, or to the new owner."""

    services: Services
    telling: Telling

    def open(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Show the form, with the milestones that are open."""
        click = Click.parse(body, OpenChange)
        found = self.services.milestones.open_ones(
            click.actor, click.channel, Action.REDATE, account=click.value.account
        )
        if isinstance(found, NotAllowed):
            self.telling.outcome(client, click, found)
        elif not found.items:
            self.telling.form(client, click, refusal_modal(ALL_DONE))
        else:
            place = ChangeIn(account=found.account)
            self.telling.form(client, click, change.render(place, found.items))
        ack()

    def submit(self, ack: Ack, body: dict[str, Any]) -> None:
        """Show what a new date moves; a new owner alone is saved at once."""
        sent = Submission.parse(body)
        place, wanted = sent.about(ChangeIn), change.read(sent.view)
        if wanted.due_on:
            self._preview(ack, sent, place, wanted, wanted.due_on)
        elif wanted.assignee:
            outcome = self.services.milestones.reassign(
                sent.actor, place.account, wanted.milestone, wanted.assignee, sent.key
            )
            answer(ack, sent, outcome)
        else:
            ack(response_action="errors", errors=NOTHING_CHOSEN)

    def _preview(
        self, ack: Ack, sent: Submission, place: ChangeIn, wanted: Change, day: date
    ) -> None:
        found = self.services.milestones.redate_preview(
            sent.actor, place.account, wanted.milestone, day, wanted.assignee
        )
        sentence = refusal(found)
        if isinstance(found, RedatePreview):
            about = Confirming(
                account=place.account,
                milestone=wanted.milestone,
                due_on=day,
                assignee=wanted.assignee,
            )
            ack(response_action="push", view=change.preview(about, found))
        elif isinstance(found, Invalid):
            answer(ack, sent, found)
        elif sentence:  # on top of the form, which can be mended: nothing is used up yet
            ack(response_action="push", view=refusal_modal(sentence))
        else:
            ack(response_action="errors", errors=SAME_DAY)

    def confirm(self, ack: Ack, body: dict[str, Any]) -> None:
        """Save what the preview showed: the date, and then the owner if one was chosen."""
        sent = Submission.parse(body)
        about, milestones = sent.about(Confirming), self.services.milestones
        outcome: object = milestones.redate(
            sent.actor, about.account, about.milestone, about.due_on, f"{sent.key}:date"
        )
        if about.assignee and not refusal(outcome):
            outcome = milestones.reassign(
                sent.actor, about.account, about.milestone, about.assignee, f"{sent.key}:owner"
            )
        if isinstance(outcome, Invalid):  # the preview has no field for it
            problem = " ".join(outcome.problems.values())
            ack(response_action="update", view=refusal_modal(f"The date is saved. {problem}"))
        elif refusal(outcome):
            answer(ack, sent, outcome)
        else:
            ack(response_action="clear")


def register(app: App, services: Services, telling: Telling) -> None:
    """Listen for the button and the two pages of the form."""
    form = ChangeForm(services, telling)
    app.action(button(actions.CHANGE))(form.open)
    app.view(change.CALLBACK)(form.submit)
    app.view(change.PREVIEW_CALLBACK)(form.confirm)
