"""The Home of one of our people: who needs them, and the customers they work on."""

from dataclasses import dataclass
from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from blocks.digest import needs_you
from blocks.home import home
from handlers.acting import actor_of_event
from playbooks.words import Words
from services import Services


@dataclass(frozen=True, slots=True)
class Home:
    """Drawn anew each time somebody opens it."""

    services: Services
    words: Words

    def opened(self, body: dict[str, Any], client: WebClient) -> None:
        """Show who needs the viewer, and their accounts; the tab of messages is none of ours."""
        if body["event"].get("tab") != "home":
            return
        actor = actor_of_event(body)
        accounts = self.services.accounts
        needing = self.services.digests.needing(actor)
        view = home(
            accounts.choices(actor),
            may_start=accounts.may_start(actor),
            needing=[needs_you(line, self.words) for line in needing],
        )
        client.views_publish(user_id=actor.user, view=view)


def register(app: App, services: Services, words: Words) -> None:
    """Listen for the opening."""
    app.event("app_home_opened")(Home(services, words).opened)
