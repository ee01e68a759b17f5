"""Who of ours looks after a customer: the form, and the map that shows it (R10)."""

from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from blocks import actions, stakeholder_map
from blocks.forms import our_roles
from blocks.forms.new_customer import too_much
from blocks.forms.our_roles import RolesAbout
from blocks.refusal import refusal_modal
from blocks.values import OneAccount
from handlers.actions import button
from handlers.payloads import Click, Submission
from handlers.stakeholders import in_place
from handlers.telling import Telling, answer, refusal
from services import Services
from services.our_roles import RolesForm, RolesKept


@dataclass(frozen=True, slots=True)
class OurRolesForm:
    """From the button to the roles."""

    services: Services
    telling: Telling

    def open(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Show who holds which role."""
        click = Click.parse(body, OneAccount)
        found = self.services.our_roles.form(click.actor, click.value.account)
        if isinstance(found, RolesForm):
            view = our_roles.render(found.account, found.customer, found.holders)
        else:
            view = refusal_modal(refusal(found) or "")
        in_place(self.telling, body, client, click, view)
        ack()

    def submit(self, ack: Ack, body: dict[str, Any]) -> None:
        """Keep what was changed, and show the map."""
        sent = Submission.parse(body)
        about = sent.about(RolesAbout)
        wanted = our_roles.read(sent.view, about)
        outcome = self.services.our_roles.save(sent.actor, about.account, wanted, sent.key)
        if isinstance(outcome, RolesKept):
            note = too_much(outcome.overload) if outcome.overload else None
            ack(response_action="update", view=stakeholder_map.modal(outcome.map, note))
        else:
            answer(ack, sent, outcome)


def register(app: App, form: OurRolesForm) -> None:
    """Listen for the button and the form."""
    app.action(button(actions.OUR_ROLES))(form.open)
    app.view(our_roles.CALLBACK)(form.submit)
