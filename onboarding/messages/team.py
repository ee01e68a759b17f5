"""What only our own side may read: the team channel and direct messages to our people."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from onboarding.messages.alerts import AnyAlert
from onboarding.messages.closing import AnyClosingNews
from onboarding.messages.criteria import CriterionWished
from onboarding.messages.digest import AnyDigest
from onboarding.messages.go_live import AnyGoLiveMessage
from onboarding.messages.handoff import AnyHandoff
from onboarding.messages.looking_back import AnyLookingBackNews
from onboarding.messages.package import AnyPackage
from onboarding.messages.people import AnyPeopleMessage
from onboarding.messages.sides import TeamMessage
from onboarding.messages.usage import AnyUsageMessage


class AccountStarted(TeamMessage):
    """A new customer: one line in the team channel."""

    kind: Literal["account_started"] = "account_started"
    account: str | None = None  # account id: the button carries it; none in what waited before
    customer: str
    track: str
    contract_value: int
    owner: str
    ae: str | None
    csm: str | None
    channel: str | None
    first_value_on: date
    first_value_done: bool = False
    outcome: str


class ProvisioningProblem(TeamMessage):
    """A step of making the channel needs a person: told to the owner, with buttons to mend it."""

    kind: Literal["provisioning_problem"] = "provisioning_problem"
    account: str  # account id: the buttons carry it
    step: str  # step key
    customer: str
    step_kind: str
    subject: str | None  # whom an invitation was for: name and address
    error: str  # Slack's code
    can_change_sharing: bool


class InvitationNews(TeamMessage):
    """What became of an invitation."""

    kind: Literal["invitation_news"] = "invitation_news"
    account: str
    step: str | None  # the step that sends it again
    customer: str
    person: str
    news: Literal["requested", "accepted", "needs_approval", "approved", "declined", "expired"]
    channel: str | None


class ChannelTrouble(TeamMessage):
    """Something happened to the channel that keeps Milepost from working in it."""

    kind: Literal["channel_trouble"] = "channel_trouble"
    account: str  # account id: the button carries it
    customer: str
    trouble: Literal["archived", "deleted", "bot_removed", "unshared"]
    channel: str | None


class TeamChannelExposed(TeamMessage):
    """Another company came into the team channel: nothing more is said there."""

    kind: Literal["team_channel_exposed"] = "team_channel_exposed"
    channel: str


class StakeholderLeft(TeamMessage):
    """A person of the customer left the channel: what became of them, and who takes over (A5)?"""

    kind: Literal["stakeholder_left"] = "stakeholder_left"
    account: str
    touch: str
    stakeholder: str  # id: the button carries it
    customer: str
    person: str  # name
    roles: tuple[str, ...]  # labels
    gaps: tuple[str, ...]  # labels of those roles that nobody else has
    opened: tuple[str, ...] = ()  # what of readiness and governance is open again
    channel: str | None


class DeadLetter(TeamMessage):
    """Something could not be delivered and will not be tried again by itself."""

    kind: Literal["dead_letter"] = "dead_letter"
    customer: str | None
    what: str  # the kind of message or step
    error: str
    outbox_id: int
    channel: str | None


AnyTeamMessage = Annotated[
    AccountStarted
    | ProvisioningProblem
    | InvitationNews
    | ChannelTrouble
    | TeamChannelExposed
    | StakeholderLeft
    | DeadLetter
    | AnyAlert
    | AnyDigest
    | CriterionWished
    | AnyGoLiveMessage
    | AnyHandoff
    | AnyPackage
    | AnyClosingNews
    | AnyLookingBackNews
    | AnyUsageMessage
    | AnyPeopleMessage,
    Field(discriminator="kind"),
]

team_message: TypeAdapter[TeamMessage] = TypeAdapter(AnyTeamMessage)
