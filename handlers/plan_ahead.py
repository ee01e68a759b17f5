"""The plan of a customer and what will be sent: the page, and its buttons."""

from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from blocks import actions, kit
from blocks.forms import plan_ahead
from blocks.refusal import refusal_modal
from blocks.values import TouchChoice
from handlers.actions import button
from handlers.payloads import Click
from handlers.telling import refusal
from playbooks.refusals import refusal_sentence
from playbooks.words import Words
from services import Services
from services.actor import Actor
from services.outcomes import NotAllowed


@dataclass(frozen=True, slots=True)
class PlanPage:
    """What will be sent in the next days; each click draws the page anew."""

    services: Services
    words: Words

    def view(self, actor: Actor, account: str, note: str | None = None) -> kit.View | NotAllowed:
        """The page as things stand; `note` says what a click did not do."""
        found = self.services.coming.ahead(actor, account)
        if isinstance(found, NotAllowed):
            return found
        return plan_ahead.render(found, self.words, note=note)

    def skip(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Leave a touch out."""
        click = Click.parse(body, TouchChoice)
        value = click.value
        outcome = self.services.coming.skip(click.actor, value.account, value.touch, click.key)
        self._draw(client, body, click, outcome)
        ack()

    def send_now(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Send a touch before its time."""
        click = Click.parse(body, TouchChoice)
        value = click.value
        outcome = self.services.coming.send_now(click.actor, value.account, value.touch, click.key)
        self._draw(client, body, click, outcome)
        ack()

    def _draw(
        self, client: WebClient, body: dict[str, Any], click: Click[TouchChoice], outcome: object
    ) -> None:
        view = self.view(click.actor, click.value.account, refusal(outcome))
        if isinstance(view, NotAllowed):
            view = refusal_modal(refusal_sentence(view))
        client.views_update(view_id=body["view"]["id"], view=view)


def register(app: App, page: PlanPage) -> None:
    """Listen for the buttons of the page."""
    app.action(button(actions.SKIP))(page.skip)
    app.action(button(actions.SEND_NOW))(page.send_now)
