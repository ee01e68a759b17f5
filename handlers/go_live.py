"""The go-live checklist: its lines in the channel, and the list as our people ask for it (A6)."""

from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from blocks import actions
from blocks.go_live_card import shown_to_us
from blocks.values import GoLiveTick, OneAccount
from handlers.actions import button
from handlers.payloads import Click
from handlers.telling import Telling
from services import Services
from services.go_live import Shown


@dataclass(frozen=True, slots=True)
class GoLiveButtons:
    """What each button does."""

    services: Services
    telling: Telling

    def check(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Set a line checked, or open again: the state the button carries, never "toggle"."""
        click = Click.parse(body, GoLiveTick)
        about = click.value
        outcome = self.services.go_live.check(
            click.actor, click.channel, about.account, about.line, about.done, click.key
        )
        self.telling.outcome(client, click, outcome)
        ack()

    def open(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Show the list to one of our people; by this it is posted, if it was not yet."""
        click = Click.parse(body, OneAccount)
        found = self.services.go_live.open(click.actor, click.value.account)
        if not isinstance(found, Shown):
            self.telling.outcome(client, click, found)
        elif "view" in body:  # how it stands, read in a modal
            client.views_push(
                trigger_id=click.trigger, view=shown_to_us(found.card, channel=found.channel)
            )
        else:
            self.telling.form(client, click, shown_to_us(found.card, channel=found.channel))
        ack()


def register(app: App, services: Services, telling: Telling) -> None:
    """Listen for the buttons."""
    buttons = GoLiveButtons(services, telling)
    app.action(button(actions.GO_LIVE_LINE))(buttons.check)
    app.action(button(actions.GO_LIVE))(buttons.open)
