"""A person's email: the invitations to shared channels that reached their address."""

from dataclasses import dataclass
from typing import Literal

from starlette.datastructures import QueryParams
from starlette.routing import Route

from sandbox import connect
from sandbox.connect_state import Invite, InviteState
from sandbox.page.rendering import part, rendered
from sandbox.page.times import ago_words, moment
from sandbox.seen import invitation_entry
from sandbox.slack import Slack
from sandbox.world import Person

HOUR, DAY = 3600, 86_400

Standing = Literal["sent", "accepted", "connected", "ended", "declined", "expired"]


@dataclass(frozen=True, slots=True)
class Sender:
    """Who invites: `work` is “Onboarding manager at Trellis”, or what app of whom it is."""

    name: str
    work: str
    company: str


@dataclass(frozen=True, slots=True)
class Approver:
    id: str
    name: str
    company: str


@dataclass(frozen=True, slots=True)
class Instant:
    """When something is: `words` in the reader's zone, `iso` for machines."""

    words: str
    iso: str


@dataclass(frozen=True, slots=True)
class Email:
    """An invitation as its email says it, and where it stands by now.

    `ended`: it was accepted, and the sharing is over. `approvers`: who can approve it now.
    """

    invite: str
    subject: str
    sender: Sender
    channel: str
    channel_id: str
    is_limited: bool
    sent: Instant
    runs_out: Instant
    runs_out_in: str
    standing: Standing
    approvers: list[Approver]


def routes(slack: Slack) -> list[Route]:
    """`GET /page/part/inbox`: the newest first."""
    return [Route("/page/part/inbox", part(slack, _inbox))]


def _inbox(slack: Slack, person: Person, _: QueryParams) -> str:
    emails = [email_of(slack, invite, person) for invite in connect.inbox(slack, person.email)]
    company = slack.world.teams[person.team_id].name
    return rendered("forms/inbox.html", person=person, company=company, emails=emails)


def email_of(slack: Slack, invite: Invite, reader: Person) -> Email:
    """The email, with times in its reader's zone."""
    entry = invitation_entry(slack, invite)
    return Email(
        invite=invite.id,
        subject=entry["subject"],
        sender=sender_of(slack, invite),
        channel=entry["channel_name"],
        channel_id=invite.channel_id,
        is_limited=invite.external_limited,
        sent=instant(slack, reader, invite.created),
        runs_out=instant(slack, reader, invite.expires),
        runs_out_in=time_left(slack, invite),
        standing=_standing(slack, invite, reader),
        approvers=_approvers(slack, invite),
    )


def sender_of(slack: Slack, invite: Invite) -> Sender:
    person = slack.world.people[invite.inviting_user_id]
    company = slack.world.teams[invite.inviting_team_id].name
    if person.is_bot:
        work = f"an app of {company}"
    else:
        work = f"{person.title} at {company}" if person.title else company
    return Sender(person.real_name, work, company)


def instant(slack: Slack, reader: Person, seconds: float) -> Instant:
    """`seconds` UTC."""
    words = ago_words(reader, seconds, slack.clock.now())
    return Instant(words, moment(reader, seconds).iso)


def time_left(slack: Slack, invite: Invite) -> str:
    """How long an invitation is good for, about: “in 14 days”, “in 1 hour”."""
    seconds = invite.expires - slack.clock.now()
    for unit, name in ((DAY, "day"), (HOUR, "hour")):
        if seconds >= unit:
            count = round(seconds / unit)
            return f"in {count} {name}{'' if count == 1 else 's'}"
    return "in less than an hour"


def _standing(slack: Slack, invite: Invite, reader: Person) -> Standing:
    match invite.state_at(slack.clock.now()):
        case InviteState.CONNECTED:
            channel = slack.world.channels[invite.channel_id]
            return "connected" if reader.team_id in channel.names else "ended"
        case InviteState.ACCEPTED:
            return "accepted"
        case InviteState.DECLINED:
            return "declined"
        case InviteState.EXPIRED:
            return "expired"
    return "sent"


def _approvers(slack: Slack, invite: Invite) -> list[Approver]:
    return [
        Approver(person.id, person.real_name, slack.world.teams[person.team_id].name)
        for person in slack.world.people.values()
        if person.team_id in invite.awaiting_approval and person.is_admin and not person.deleted
    ]
