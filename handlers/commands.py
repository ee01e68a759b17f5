"""`/onboard` and its words. Only our own people have it: Slack offers it to nobody else."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from blocks import actions, kit, pre_read, status
from blocks.forms import settings
from blocks.forms.new_customer import Adopting
from blocks.kit import Message, View
from handlers.actions import button
from handlers.brief import BriefForm
from handlers.closing import ClosingPages
from handlers.digest import DigestAnswers
from handlers.holds import Holds
from handlers.kickoff import KickoffForm
from handlers.new_customer import NewCustomerForm
from handlers.package import PackagePages
from handlers.payloads import Click, Command
from handlers.plan_ahead import PlanPage
from handlers.stakeholders import PeoplePages
from handlers.telling import TOO_SLOW, UNREACHABLE
from onboarding.pre_read import PreRead
from onboarding.views import AccountChoice, StatusView
from playbooks.refusals import refusal_sentence
from services import Services
from services.accounts import Choices
from services.actor import Actor
from services.outcomes import NotAllowed

COMMAND = "/onboard"
NOT_A_CHANNEL = "Please type this in the channel that Milepost should move into."

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Commands:
    """What each word does. The answer is seen by whoever typed it, and by nobody else."""

    services: Services
    new_customer: NewCustomerForm
    holds: Holds
    page: PlanPage
    digests: DigestAnswers
    brief: BriefForm
    kickoff: KickoffForm
    package: PackagePages
    closing: ClosingPages
    people: PeoplePages

    def onboard(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Answer in words, or with a form."""
        command = Command.parse(body)
        in_words = {
            "": self._here,
            "status": self._status,
            "resume": self._resume,
            "digest": self._digest,
            "brief": self._brief,
            "stakeholders": self._stakeholders,
        }
        if command.word in in_words:
            ack(**in_words[command.word](command))
        else:
            self._with_a_form(ack, client, command)

    def pick(self, ack: Ack, body: dict[str, Any], respond: Respond) -> None:
        """How the customer stands that was picked from a list: in the place of the list."""
        click = Click.choice(body)
        found = self.services.accounts.status(click.actor, account=click.value)
        message = in_words(found)
        respond(text=message["text"], blocks=message["blocks"], replace_original=True)
        ack()

    def _with_a_form(self, ack: Ack, client: WebClient, command: Command) -> None:
        match command.word:
            case "new":
                self._open(ack, client, command, self._new(command))
            case "adopt" if command.is_direct:
                ack(**said(NOT_A_CHANNEL))
            case "adopt":
                self._open(
                    ack, client, command, self._new(command, Adopting(channel=command.channel))
                )
            case "plan":
                self._on_customer(ack, client, command, self.page.view)
            case "pause":
                self._on_customer(ack, client, command, self.holds.view)
            case "handoff":
                self._on_customer(ack, client, command, self._handoff)
            case "kickoff":
                self._on_customer(ack, client, command, self.kickoff.view)
            case "close":
                self._on_customer(ack, client, command, self.closing.view)
            case "settings":
                self._open(ack, client, command, self._settings(command))
            case _:
                ack(**status.help())

    def _here(self, command: Command) -> Message:
        """In a customer's channel how that customer stands; elsewhere what one can do."""
        found = self.services.accounts.status(command.actor, channel=command.channel)
        if isinstance(found, Choices):
            return status.help(self.services.accounts.choices(command.actor))
        return in_words(found)

    def _status(self, command: Command) -> Message:
        name = command.rest or None
        return in_words(
            self.services.accounts.status(command.actor, channel=command.channel, name=name)
        )

    def _new(self, command: Command, adopting: Adopting | None = None) -> View | NotAllowed:
        return self.new_customer.first_view(command.actor, name=command.rest, adopting=adopting)

    def _digest(self, command: Command) -> Message:
        shown = self.digests.now(command.actor)
        return in_words(shown) if isinstance(shown, NotAllowed) else shown

    def _brief(self, command: Command) -> Message:
        found = self.services.pre_reads.read(
            command.actor, channel=command.channel, name=command.rest or None
        )
        match found:
            case PreRead():
                return pre_read.page(found)
            case Choices() | NotAllowed():
                return which(found, command.word)
        return pre_read.pages(*found)

    def _handoff(self, actor: Actor, account: str) -> View | NotAllowed:
        """What sales knows, at the beginning; what everybody knows, at the end (A1, A7)."""
        if self.services.packages.is_time(actor, account):
            return self.package.view(actor, account)
        return self.brief.view(actor, account)

    def _stakeholders(self, command: Command) -> Message:
        found = self._meant(command)
        if not isinstance(found, AccountChoice):
            return which(found, command.word)
        shown = self.people.page(command.actor, found.account)
        return in_words(shown) if isinstance(shown, NotAllowed) else shown

    def _settings(self, command: Command) -> View | NotAllowed:
        found = self.services.workspaces.settings(command.actor)
        return found if isinstance(found, NotAllowed) else settings.render(found)

    def _on_customer(
        self,
        ack: Ack,
        client: WebClient,
        command: Command,
        view: Callable[[Actor, str], View | NotAllowed],
    ) -> None:
        """Open a form about the customer of the channel, or of the name that was typed."""
        found = self._meant(command)
        if isinstance(found, AccountChoice):
            self._open(ack, client, command, view(command.actor, found.account))
        else:
            ack(**which(found, command.word))

    def _resume(self, command: Command) -> Message:
        found = self._meant(command)
        if isinstance(found, AccountChoice):
            return said(self.holds.resume(command.actor, found.account, command.key))
        return which(found, command.word)

    def _meant(self, command: Command) -> AccountChoice | Choices | NotAllowed:
        return self.services.accounts.find(
            command.actor, channel=command.channel, name=command.rest or None
        )

    def _open(self, ack: Ack, client: WebClient, command: Command, view: View | NotAllowed) -> None:
        """Open a form; say why not where that cannot be."""
        if isinstance(view, NotAllowed):
            ack(**in_words(view))
            return
        try:
            client.views_open(trigger_id=command.trigger, view=view)
        except UNREACHABLE as problem:
            log.warning("a form could not be opened: %s", problem)
            ack(**said(TOO_SLOW))
        else:
            ack()


def in_words(found: StatusView | Choices | NotAllowed) -> Message:
    """An answer as a message."""
    match found:
        case StatusView():
            return status.status(found)
        case Choices(accounts, asked):
            return status.choices(accounts, asked)
        case NotAllowed():
            return said(refusal_sentence(found))


def which(found: Choices | NotAllowed, word: str) -> Message:
    """Why a word did nothing: no customer was meant, or any of several."""
    if isinstance(found, NotAllowed):
        return said(refusal_sentence(found))
    return status.which(found.accounts, found.asked, word)


def said(sentence: str) -> Message:
    """A sentence as a message."""
    return kit.message([kit.section(sentence)], sentence)


def register(
    app: App,
    services: Services,
    new_customer: NewCustomerForm,
    holds: Holds,
    page: PlanPage,
    digests: DigestAnswers,
    brief: BriefForm,
    kickoff: KickoffForm,
    package: PackagePages,
    closing: ClosingPages,
    people: PeoplePages,
) -> None:
    """Listen for the command, and for the list it may answer with."""
    commands = Commands(
        services, new_customer, holds, page, digests, brief, kickoff, package, closing, people
    )
    app.command(COMMAND)(commands.onboard)
    app.action(button(actions.STATUS_PICK))(commands.pick)
