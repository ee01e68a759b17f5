"""Looking back at an onboarding: the customer's answers, our post-mortem, the findings."""

from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from blocks import actions, findings
from blocks.forms import looking_back
from blocks.kit import mention
from blocks.values import OneAccount
from handlers.actions import button
from handlers.payloads import Click, Submission
from handlers.telling import Telling, answer
from services import Services
from services.outcomes import NotAllowed
from services.post_mortems import PostMortemForm
from services.retrospectives import RetrospectiveForm, Thanked


@dataclass(frozen=True, slots=True)
class LookingBack:
    """What becomes of each button and form."""

    services: Services
    telling: Telling

    def open_retrospective(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Show the customer's form, with what the person said before."""
        click = Click.parse(body, OneAccount)
        found = self.services.retrospectives.form(click.actor, click.channel, click.value.account)
        if isinstance(found, RetrospectiveForm):
            self.telling.form(client, click, looking_back.retrospective(found.account, found.said))
        else:
            self.telling.outcome(client, click, found)
        ack()

    def send_retrospective(self, ack: Ack, body: dict[str, Any]) -> None:
        """Keep what was said, and say thanks."""
        sent = Submission.parse(body)
        about = sent.about(OneAccount)
        outcome = self.services.retrospectives.answer(
            sent.actor, about.account, looking_back.answer(sent.view), sent.key
        )
        if isinstance(outcome, Thanked):
            ack(response_action="update", view=looking_back.thanks(mention(outcome.owner)))
        else:
            answer(ack, sent, outcome)

    def open_post_mortem(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Show our form, with the timeline."""
        click = Click.parse(body, OneAccount)
        found = self.services.post_mortems.form(click.actor, click.value.account)
        if isinstance(found, PostMortemForm):
            view = looking_back.post_mortem(
                found.account,
                found.customer,
                found.because,
                found.told,
                found.names,
                found.today,
                found.written,
            )
            self.telling.over(client, body, click, view)
        else:
            self.telling.outcome(client, click, found)
        ack()

    def write_post_mortem(self, ack: Ack, body: dict[str, Any]) -> None:
        """Keep it; the team reads it."""
        sent = Submission.parse(body)
        about = sent.about(OneAccount)
        outcome = self.services.post_mortems.write(
            sent.actor, about.account, looking_back.typed(sent.view), sent.key
        )
        answer(ack, sent, outcome)

    def open_findings(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Show what we have learnt so far."""
        click = Click.parse(body, OneAccount)
        found = self.services.findings.seen_by(click.actor, click.value.account)
        if isinstance(found, NotAllowed):
            self.telling.outcome(client, click, found)
        else:
            self.telling.over(client, body, click, findings.render(found))
        ack()


def register(app: App, pages: LookingBack) -> None:
    """Listen for the buttons and the forms."""
    app.action(button(actions.LOOK_BACK))(pages.open_retrospective)
    app.view(looking_back.RETROSPECTIVE)(pages.send_retrospective)
    app.action(button(actions.POST_MORTEM))(pages.open_post_mortem)
    app.view(looking_back.POST_MORTEM)(pages.write_post_mortem)
    app.action(button(actions.FINDINGS))(pages.open_findings)
