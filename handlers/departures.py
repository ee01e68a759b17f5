"""Somebody of the customer left the channel: the button and the form that ask what happened."""

from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from blocks import actions
from blocks.forms import departure
from blocks.values import OpenDeparture
from handlers.actions import button
from handlers.payloads import Click, Submission
from handlers.telling import Telling, answer
from services import Services
from services.departures import DepartureForm


@dataclass(frozen=True, slots=True)
class DepartureButtons:
    """From the button to the form, and what it says on record."""

    services: Services
    telling: Telling

    def open(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Open the form."""
        click = Click.parse(body, OpenDeparture)
        about = click.value
        found = self.services.departures.form(click.actor, about.account, about.stakeholder)
        if isinstance(found, DepartureForm):
            view = departure.render(about, found.customer, found.name, found.roles, found.others)
            self.telling.form(client, click, view)
        else:
            self.telling.outcome(client, click, found)
        ack()

    def submit(self, ack: Ack, body: dict[str, Any]) -> None:
        """Put on record what happened."""
        sent = Submission.parse(body)
        about, said = sent.about(OpenDeparture), departure.read(sent.view)
        outcome = self.services.departures.settle(
            sent.actor, about.account, about.stakeholder, said, sent.key
        )
        answer(ack, sent, outcome)


def register(app: App, services: Services, telling: Telling) -> None:
    """Listen for the button and the form."""
    buttons = DepartureButtons(services, telling)
    app.action(button(actions.DEPARTURE))(buttons.open)
    app.view(departure.CALLBACK)(buttons.submit)
