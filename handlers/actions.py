"""The buttons of the checklist and of what we tell our team: parse, one service call, answer."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from blocks import actions, kit
from blocks.values import AgreePlan, MilestoneTick, PageTurn, ResolveBlocker, RetryStep
from handlers.payloads import Click
from handlers.telling import Telling, in_place_of_buttons
from onboarding.refusals import Unchanged
from onboarding.ticking import Tick
from services import Services
from services.mending import Retried

TRYING_AGAIN = "🔁 {} is having this tried again. If it does not work, I say so."
NOTHING_TO_TRY = "There is nothing to try again: it is done, on its way, or no longer wanted."


Closed = Callable[[WebClient, Click[MilestoneTick], object], bool]
"""Shows one of ours what keeps a milestone closed; False where that is not the case."""


@dataclass(frozen=True, slots=True)
class Buttons:
    """What each button does."""

    services: Services
    telling: Telling
    closed: Closed

    def tick(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Set a milestone done, or open again: the state the button carries, never "toggle"."""
        click = Click.parse(body, MilestoneTick)
        wanted = Tick(click.value.milestone, click.value.done)
        outcome = self.services.milestones.tick(
            click.actor, click.channel, wanted, click.key, account=click.value.account
        )
        if not self.closed(client, click, outcome):
            self.telling.outcome(client, click, outcome)
        ack()

    def turn_page(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Unfold another page of the checklist, for everybody who looks at it."""
        click = Click.parse(body, PageTurn)
        outcome = self.services.checklist.turn_page(
            click.actor, click.channel, click.value.page, click.key, account=click.value.account
        )
        self.telling.outcome(client, click, outcome)
        ack()

    def agree(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """The customer agrees to the plan (A4)."""
        click = Click.parse(body, AgreePlan)
        outcome = self.services.agreement.agree(
            click.actor, click.channel, click.key, account=click.value.account
        )
        self.telling.outcome(client, click, outcome)
        ack()

    def resolve(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """A blocker is out of the way."""
        click = Click.parse(body, ResolveBlocker)
        outcome = self.services.blockers.resolve(
            click.actor, click.channel, click.value.blocker, click.key, account=click.value.account
        )
        self.telling.outcome(client, click, outcome)
        ack()

    def retry(self, ack: Ack, body: dict[str, Any], client: WebClient, respond: Respond) -> None:
        """Try a failed step of provisioning again; a note takes the place of the button."""
        click = Click.parse(body, RetryStep)
        outcome = self.services.mending.retry(
            click.actor, click.value.account, click.value.step, click.key
        )
        self.telling.outcome(client, click, outcome)
        if isinstance(outcome, Retried):
            note = TRYING_AGAIN.format(kit.mention(click.actor.user))
            in_place_of_buttons(body, respond, note)
        elif isinstance(outcome, Unchanged):
            in_place_of_buttons(body, respond, NOTHING_TO_TRY)
        ack()


def register(app: App, services: Services, telling: Telling, closed: Closed) -> None:
    """Listen for the buttons."""
    buttons = Buttons(services, telling, closed)
    app.action(button(actions.TICK))(buttons.tick)
    app.action(button(actions.PAGE))(buttons.turn_page)
    app.action(button(actions.AGREE))(buttons.agree)
    app.action(button(actions.RESOLVE))(buttons.resolve)
    app.action(button(actions.RETRY))(buttons.retry)
    app.action(button(actions.RESOURCE))(followed_link)


def button(action: str) -> re.Pattern[str]:
    """Several buttons of one message share an action id up to a suffix."""
    return re.compile(f"^{re.escape(action)}(:|$)")


def followed_link(ack: Ack) -> None:
    """Slack reports a click on a link too: there is nothing to do."""
    ack()
