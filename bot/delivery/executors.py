"""Which executor delivers which kind of outbox row."""

from bot.delivery.archiving import Archiving
from bot.delivery.channel_steps import ChannelSteps
from bot.delivery.dispatcher import Execute
from bot.delivery.documents import Documents
from bot.delivery.exported import ExportedRecords
from bot.delivery.furnishing_steps import FurnishingSteps
from bot.delivery.inviting import Inviting
from bot.delivery.letters import Letters
from bot.delivery.locating import Locating
from bot.delivery.messages import Messages
from bot.delivery.package_notes import PackageNotes
from bot.delivery.people import People
from bot.delivery.steps import Step, Steps
from bot.delivery.surfaces import Surfaces
from bot.mail import Mailer
from onboarding.provisioning import StepKind
from playbooks.words import Words
from services import Services


def executors(services: Services, words: Words, mailer: Mailer | None) -> dict[str, Execute]:
    """An executor for every kind of row that services leave in the outbox."""
    messages = Messages(services.delivery, words)
    people = People(services.workspaces, services.channels)
    return {
        "channel_message": messages.to_customer,
        "stakeholder_message": messages.to_stakeholder,
        "team_message": messages.to_team,
        "direct_message": messages.to_person,
        "surface": Surfaces(services.surfaces, services.delivery, words).bring_up_to_date,
        "step": Steps(services.provisioning, _steps(services, words, messages, people)).take,
        "learn": people.learn,
        "document": Documents(services.packages, words).send,
        "package_note": PackageNotes(services.delivery, words).note,
        "export": ExportedRecords(services.exports, words).send,
        "invite": Inviting(services.delivery).bring_in,
        "roll_call": people.call_roll,
        "locate": Locating(services.channels).locate,
        "email": Letters(mailer).send,
        "archive": Archiving(services.closings).archive,
    }


def _steps(
    services: Services, words: Words, messages: Messages, people: People
) -> dict[StepKind, Step]:
    channel = ChannelSteps(services.provisioning, services.channels, people, words)
    furnish = FurnishingSteps(services.provisioning, services.surfaces, messages, words)
    return {
        StepKind.CREATE_CHANNEL: channel.create_channel,
        StepKind.ADOPT_CHANNEL: channel.adopt_channel,
        StepKind.TOPIC: channel.set_topic,
        StepKind.INVITE_TEAM: channel.invite_team,
        StepKind.INVITE_CONTACT: channel.invite_contact,
        StepKind.WELCOME: furnish.welcome,
        StepKind.CHECKLIST: furnish.post_checklist,
        StepKind.PIN: furnish.pin,
        StepKind.BOOKMARK: furnish.bookmark,
        StepKind.ANNOUNCE: furnish.announce,
    }
