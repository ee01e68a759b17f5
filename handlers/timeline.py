"""The timeline of a customer: opened from how it stands, filtered and turned in its modal (X1)."""

from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from blocks import actions, kit, values
from blocks.forms import timeline
from blocks.refusal import refusal_modal
from blocks.values import ForgedValue, OneAccount, TimelinePage
from handlers.actions import button
from handlers.payloads import Click
from handlers.telling import Telling
from onboarding.timeline import Topic
from playbooks.refusals import refusal_sentence
from services import Services
from services.actor import Actor
from services.exports import OnItsWay
from services.outcomes import NotAllowed


@dataclass(frozen=True, slots=True)
class TimelinePages:
    """Each click draws the page anew."""

    services: Services
    telling: Telling

    def open(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """The newest lines, of every kind."""
        click = Click.parse(body, OneAccount)
        wanted = TimelinePage(account=click.value.account, topic=Topic.ALL.value)
        self.telling.form(client, click, self._view(click.actor, wanted))
        ack()

    def export(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """The whole record, by direct message."""
        click = Click.parse(body, OneAccount)
        outcome = self.services.exports.ask(click.actor, click.value.account, click.key)
        if isinstance(outcome, OnItsWay):
            self.telling.over(client, body, click, timeline.exported(outcome.customer))
        else:
            self.telling.outcome(client, click, outcome)
        ack()

    def turn(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Older or newer lines."""
        click = Click.parse(body, TimelinePage)
        self._draw(client, body, click.actor, click.value)
        ack()

    def filter(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """The newest lines of one topic."""
        click = Click.choice(body)
        self._draw(client, body, click.actor, values.parse(click.value, TimelinePage))
        ack()

    def _draw(
        self, client: WebClient, body: dict[str, Any], actor: Actor, wanted: TimelinePage
    ) -> None:
        client.views_update(view_id=body["view"]["id"], view=self._view(actor, wanted))

    def _view(self, actor: Actor, wanted: TimelinePage) -> kit.View:
        try:
            topic = Topic(wanted.topic)
        except ValueError as unknown:
            raise ForgedValue("not a topic that we offered") from unknown
        found = self.services.timelines.page(
            actor, wanted.account, topic, before=wanted.before, after=wanted.after
        )
        if isinstance(found, NotAllowed):
            return refusal_modal(refusal_sentence(found))
        return timeline.render(found)


def register(app: App, pages: TimelinePages) -> None:
    """Listen for the button, the filter and the turning of pages."""
    app.action(button(actions.TIMELINE))(pages.open)
    app.action(button(actions.TIMELINE_TOPIC))(pages.filter)
    app.action(button(actions.TIMELINE_PAGE))(pages.turn)
    app.action(button(actions.EXPORT))(pages.export)
