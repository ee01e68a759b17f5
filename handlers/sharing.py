"""Another way of sharing a channel that could not be shared: open the form, save the choice."""

from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from blocks import actions
from blocks.forms import share_another_way
from blocks.values import ChangeSharing
from handlers.actions import button
from handlers.payloads import Click, Submission
from handlers.telling import Telling, answer
from services import Services


@dataclass(frozen=True, slots=True)
class SharingForm:
    """From the button in the bad news to provisioning that goes on."""

    services: Services
    telling: Telling

    def open(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Show the form; who may save it is asked when it is saved."""
        click = Click.parse(body, ChangeSharing)
        self.telling.form(client, click, share_another_way.render(click.value))
        ack()

    def submit(self, ack: Ack, body: dict[str, Any]) -> None:
        """Go on the chosen way."""
        sent = Submission.parse(body)
        about, chosen = sent.about(ChangeSharing), share_another_way.read(sent.view)
        outcome = self.services.mending.change_sharing(
            sent.actor, about.account, chosen.sharing, chosen.channel, sent.key
        )
        answer(ack, sent, outcome)


def register(app: App, services: Services, telling: Telling) -> None:
    """Listen for the button and the form."""
    form = SharingForm(services, telling)
    app.action(button(actions.SHARING))(form.open)
    app.view(share_another_way.CALLBACK)(form.submit)
