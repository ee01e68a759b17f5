"""What Slack sends us, a module per surface: parse, one service call, answer."""

from slack_bolt import App

from handlers import (
    actions,
    change,
    commands,
    errors,
    events,
    home,
    members,
    messages,
    new_customer,
    settings,
    sharing,
    stuck,
)
from handlers.new_customer import NewCustomerForm
from handlers.telling import Telling
from services import Services


def register(app: App, services: Services) -> None:
    """Listen for everything. The app is Bolt's, made with `process_before_response=True`, so that
    what a listener answers is sent when it is done: commit first, ack last."""
    telling = Telling(services)
    form = NewCustomerForm(services, telling)
    actions.register(app, services, telling)  # first: Bolt asks its listeners in turn
    commands.register(app, services, form)
    new_customer.register(app, form)
    stuck.register(app, services, telling)
    change.register(app, services, telling)
    sharing.register(app, services, telling)
    settings.register(app, services)
    events.register(app, services)
    home.register(app, services)
    members.register(app, services)
    messages.register(app, services)
    errors.register(app)
