"""The settings of the workspace, saved. `/onboard settings` opens them."""

from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App

from blocks.forms import settings
from handlers.payloads import Submission
from handlers.telling import answer
from services import Services


@dataclass(frozen=True, slots=True)
class SettingsForm:
    """From the form to the settings that hold."""

    services: Services

    def submit(self, ack: Ack, body: dict[str, Any]) -> None:
        """Save what was chosen."""
        sent = Submission.parse(body)
        chosen = settings.read(sent.view)
        outcome = self.services.workspaces.save_settings(
            sent.actor,
            team_channel=chosen.team_channel,
            starters_limited=chosen.starters_limited,
            starters=chosen.starters,
            leaders=chosen.leaders,
            key=sent.key,
        )
        answer(ack, sent, outcome)


def register(app: App, services: Services) -> None:
    """Listen for the form."""
    app.view(settings.CALLBACK)(SettingsForm(services).submit)
