"""What Slack sends us, a module per surface: parse, one service call, answer."""

from slack_bolt import App

from handlers import (
    actions,
    change,
    commands,
    digest,
    errors,
    events,
    home,
    members,
    new_customer,
    settings,
    sharing,
    stuck,
)
from handlers.digest import DigestAnswers
from handlers.new_customer import NewCustomerForm
from handlers.telling import Telling
from playbooks.words import Words
from services import Services


def register(app: App, services: Services, words: Words) -> None:
    """Listen for everything. The app is Bolt's, made with `process_before_response=True`, so that
    what a listener answers is sent when it is done: commit first, ack last."""
    telling = Telling(services)
    form = NewCustomerForm(services, telling)
    digests = DigestAnswers(services, telling, words)
    actions.register(app, services, telling)  # first: Bolt asks its listeners in turn
    commands.register(app, services, form, digests)
    digest.register(app, digests)
    new_customer.register(app, form)
    stuck.register(app, services, telling)
    change.register(app, services, telling)
    sharing.register(app, services, telling)
    settings.register(app, services)
    events.register(app, services)
    home.register(app, services)
    members.register(app, services)
    errors.register(app)
