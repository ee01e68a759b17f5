"""What Slack sends us, a module per surface: parse, one service call, answer."""

from slack_bolt import App

from handlers import (
    actions,
    change,
    commands,
    departures,
    digest,
    errors,
    events,
    holds,
    home,
    kickoff,
    members,
    messages,
    new_customer,
    plan_ahead,
    settings,
    sharing,
    stalls,
    stuck,
    touches,
)
from handlers.digest import DigestAnswers
from handlers.holds import Holds
from handlers.kickoff import KickoffForm
from handlers.new_customer import NewCustomerForm
from handlers.plan_ahead import PlanPage
from handlers.stuck import StuckForm
from handlers.telling import Telling
from playbooks.words import Words
from services import Services


def register(app: App, services: Services, words: Words) -> None:
    """Listen for everything. The app is Bolt's, made with `process_before_response=True`, so that
    what a listener answers is sent when it is done: commit first, ack last."""
    telling = Telling(services)
    form, stuck_form = NewCustomerForm(services, telling), StuckForm(services, telling)
    rests, page = Holds(services, telling), PlanPage(services, words)
    digests = DigestAnswers(services, telling, words)
    actions.register(app, services, telling)  # first: Bolt asks its listeners in turn
    kickoff_form = KickoffForm(services, telling)
    commands.register(app, services, form, rests, page, digests, kickoff_form)
    kickoff.register(app, kickoff_form)
    digest.register(app, digests)
    new_customer.register(app, form)
    stuck.register(app, stuck_form)
    touches.register(app, services, telling, stuck_form)
    stalls.register(app, services, telling)
    holds.register(app, rests)
    departures.register(app, services, telling)
    plan_ahead.register(app, page)
    change.register(app, services, telling)
    sharing.register(app, services, telling)
    settings.register(app, services)
    events.register(app, services)
    home.register(app, services, words)
    members.register(app, services)
    messages.register(app, services)
    errors.register(app)
