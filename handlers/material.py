"""What helps: guides and sessions that fit whoever asks."""

from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from blocks import actions
from blocks.forms import material
from blocks.values import OneAccount
from handlers.actions import button
from handlers.payloads import Click
from handlers.telling import Telling
from services import Services
from services.outcomes import NotAllowed


@dataclass(frozen=True, slots=True)
class MaterialPage:
    """The button below the plan."""

    services: Services
    telling: Telling

    def open(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Show what fits the person."""
        click = Click.parse(body, OneAccount)
        found = self.services.materials.view(click.actor, click.channel, click.value.account)
        if isinstance(found, NotAllowed):
            self.telling.outcome(client, click, found)
        else:
            self.telling.form(client, click, material.render(found))
        ack()


def register(app: App, services: Services, telling: Telling) -> None:
    """Listen for the button."""
    app.action(button(actions.MATERIAL))(MaterialPage(services, telling).open)
