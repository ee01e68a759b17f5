"""What Slack sends us, a module per surface: parse, one service call, answer."""

from slack_bolt import App

from handlers import (
    actions,
    brief,
    change,
    closing,
    commands,
    criteria,
    departures,
    digest,
    errors,
    events,
    gates,
    go_live,
    holds,
    home,
    kickoff,
    later,
    looking_back,
    material,
    members,
    messages,
    new_customer,
    notes,
    our_roles,
    package,
    plan_ahead,
    promises,
    settings,
    sharing,
    stakeholders,
    stalls,
    stuck,
    surveys,
    timeline,
    touches,
    usage,
)
from handlers.brief import BriefForm
from handlers.closing import ClosingPages
from handlers.digest import DigestAnswers
from handlers.gates import Gates
from handlers.holds import Holds
from handlers.kickoff import KickoffForm
from handlers.looking_back import LookingBack
from handlers.new_customer import NewCustomerForm
from handlers.notes import NotePages
from handlers.our_roles import OurRolesForm
from handlers.package import PackagePages
from handlers.plan_ahead import PlanPage
from handlers.promises import PromisePage
from handlers.stakeholders import PeoplePages
from handlers.stuck import StuckForm
from handlers.telling import Telling
from handlers.timeline import TimelinePages
from playbooks.words import Words
from services import Services


def register(app: App, services: Services, words: Words) -> None:
    """Listen for everything. The app is Bolt's, made with `process_before_response=True`, so that
    what a listener answers is sent when it is done: commit first, ack last."""
    telling = Telling(services)
    form, stuck_form = NewCustomerForm(services, telling), StuckForm(services, telling)
    rests, page = Holds(services, telling), PlanPage(services, words)
    digests = DigestAnswers(services, telling, words)
    closed = Gates(services, telling)
    # first: Bolt asks its listeners in turn
    actions.register(app, services, telling, closed.refused)
    brief_form, kickoff_form = BriefForm(services, telling), KickoffForm(services, telling)
    handover, ends = PackagePages(services, telling), ClosingPages(services, telling)
    who = PeoplePages(services, telling)
    commands.register(
        app, services, form, rests, page, digests, brief_form, kickoff_form, handover, ends, who
    )
    package.register(app, handover)
    brief.register(app, brief_form)
    kickoff.register(app, kickoff_form)
    stakeholders.register(app, who)
    our_roles.register(app, OurRolesForm(services, telling))
    gates.register(app, closed)
    closing.register(app, ends)
    looking_back.register(app, LookingBack(services, telling))
    promises.register(app, PromisePage(services, telling))
    digest.register(app, digests)
    new_customer.register(app, form)
    stuck.register(app, stuck_form)
    touches.register(app, services, telling, stuck_form)
    surveys.register(app, services, telling)
    stalls.register(app, services, telling)
    holds.register(app, rests)
    departures.register(app, services, telling)
    plan_ahead.register(app, page)
    notes.register(app, NotePages(services, telling))
    timeline.register(app, TimelinePages(services, telling))
    change.register(app, services, telling)
    criteria.register(app, services, telling)
    go_live.register(app, services, telling)
    later.register(app, services, telling)
    material.register(app, services, telling)
    usage.register(app, services, telling)
    sharing.register(app, services, telling)
    settings.register(app, services)
    events.register(app, services)
    home.register(app, services, words)
    members.register(app, services)
    messages.register(app, services)
    errors.register(app)
