"""How it is used, as our people report it: open the form, and keep what it says (G1, G5)."""

from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from blocks import actions
from blocks.forms import usage
from blocks.values import OneAccount
from handlers.actions import button
from handlers.payloads import Click, Submission
from handlers.telling import Telling, answer
from services import Services
from services.usage import UsageForm


@dataclass(frozen=True, slots=True)
class UsageButtons:
    """From the button to the report."""

    services: Services
    telling: Telling

    def open(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Show the form, with the last report."""
        click = Click.parse(body, OneAccount)
        found = self.services.usage.form(click.actor, click.value.account)
        if not isinstance(found, UsageForm):
            self.telling.outcome(client, click, found)
        else:
            view = usage.render(found.account, found.set_up, found.last, found.last_on, found.today)
            if "view" in body:  # how it stands, read in a modal
                client.views_push(trigger_id=click.trigger, view=view)
            else:
                self.telling.form(client, click, view)
        ack()

    def submit(self, ack: Ack, body: dict[str, Any]) -> None:
        """Keep the report."""
        sent = Submission.parse(body)
        about = sent.about(OneAccount)
        outcome = self.services.usage.report(
            sent.actor, about.account, usage.read(sent.view), sent.key
        )
        answer(ack, sent, outcome)


def register(app: App, services: Services, telling: Telling) -> None:
    """Listen for the button and the form."""
    form = UsageButtons(services, telling)
    app.action(button(actions.USAGE))(form.open)
    app.view(usage.CALLBACK)(form.submit)
