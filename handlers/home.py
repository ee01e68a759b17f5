"""The Home of one of our people: the customers they work on."""

from dataclasses import dataclass
from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from blocks.home import home
from handlers.acting import actor_of_event
from services import Services


@dataclass(frozen=True, slots=True)
class Home:
    """Drawn anew each time somebody opens it."""

    services: Services

    def opened(self, body: dict[str, Any], client: WebClient) -> None:
        """Show the viewer's own accounts; the tab of messages is none of ours."""
        if body["event"].get("tab") != "home":
            return
        actor = actor_of_event(body)
        accounts = self.services.accounts
        view = home(accounts.choices(actor), may_start=accounts.may_start(actor))
        client.views_publish(user_id=actor.user, view=view)


def register(app: App, services: Services) -> None:
    """Listen for the opening."""
    app.event("app_home_opened")(Home(services).opened)
