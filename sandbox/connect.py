"""Slack Connect: an invitation is sent, accepted, approved; then two workspaces share a channel."""

import re
from typing import Any

from sandbox import channels, events, objects
from sandbox.connect_events import address, requested_event, told
from sandbox.connect_state import VALID_FOR_DAYS, Invite, InviteState
from sandbox.errors import Refusal, SlackError
from sandbox.slack import Slack
from sandbox.world import Channel, Person

Json = dict[str, Any]
EMAIL = re.compile(r"[^@\s,]+@[^@\s,]+\.[^@\s,]+")
DAY = 24 * 60 * 60
MOST_TEAMS = 250


def send_invite(
    slack: Slack,
    channel: Channel,
    actor: Person,
    *,
    email: str | None,
    user_id: str | None,
    external_limited: bool,
) -> Invite:
    """Invite one person to a channel. A private channel gets its new id (G… → C…) at once.

    Raises not_paid, restricted_action, channel_archived, invalid_channel_type, not_owner,
    connection_limit_exceeded, invalid_email, user_not_found, already_in_channel.
    """
    _check_sharing(slack, channel, actor)
    recipient = _check_recipient(slack, channel, email, user_id)
    now = int(slack.clock.now())
    governed = slack.world.teams[actor.team_id].governs_invites
    invite = Invite(
        id=slack.ids.mint("I"),
        channel_id=channel.id,
        inviting_team_id=actor.team_id,
        inviting_user_id=actor.id,
        recipient_email=email,
        recipient_user_id=recipient.id if recipient is not None else None,
        external_limited=external_limited,
        created=now,
        expires=now + VALID_FOR_DAYS * DAY,
        state=InviteState.REQUESTED if governed else InviteState.SENT,
        updated=now,
        was_requested=governed,
    )
    slack.world.invites[invite.id] = invite
    _give_shared_id(slack, channel)
    if governed:
        events.in_channel(slack, channel, requested_event(slack, invite, channel, actor))
    else:
        _tell_invited_app(slack, invite, channel)
    return invite


def _tell_invited_app(slack: Slack, invite: Invite, channel: Channel) -> None:
    """People get an email; a bot that is invited hears of it."""
    for app in slack.world.apps.values():
        event = told(slack, invite, channel, "received")
        if app.bot_user_id == invite.recipient_user_id and events.may_hear(
            app, event["type"], None
        ):
            del event["teams_in_channel"]
            events.send(slack, app, event, shared=False)


def _check_sharing(slack: Slack, channel: Channel, actor: Person) -> None:
    team = slack.world.teams[actor.team_id]
    if channel.is_direct:
        raise SlackError("invalid_channel_type")
    if channel.archived:
        raise SlackError("channel_archived")
    if channel.name_for(team.id) == "general":
        raise SlackError("cannot_share_mandatory_channel")
    if not team.paid:
        raise SlackError("not_paid")
    if not team.may_invite_shared:
        raise SlackError("restricted_action")
    if channel.host_team_id != team.id:
        raise SlackError("not_owner")
    if len(channel.names) >= MOST_TEAMS:
        raise SlackError("connection_limit_exceeded")


def _check_recipient(
    slack: Slack, channel: Channel, email: str | None, user_id: str | None
) -> Person | None:
    """The person invited, if somebody here; an email may be anybody's."""
    if user_id is not None:
        person = slack.world.people.get(user_id)
        known = (channel.host_team_id, user_id) in slack.world.acquainted
        if person is None or not known:
            raise SlackError("user_not_found")
    else:
        if not EMAIL.fullmatch(email or ""):
            raise SlackError("invalid_email")
        person = _owner_of(slack, email or "", channel.host_team_id)
    if person is not None and person.id in channel.members:
        raise SlackError("already_in_channel")
    return person


def _owner_of(slack: Slack, email: str, host_team_id: str) -> Person | None:
    for person in slack.world.people.values():
        if person.email.lower() == email.lower() and person.team_id != host_team_id:
            return person
    return None


def _give_shared_id(slack: Slack, channel: Channel) -> None:
    """Sharing begins: a private channel's old id is gone from here on."""
    if not channel.id.startswith("G"):
        return
    old, new = channel.id, f"C{channel.id[1:]}"
    del slack.world.channels[old]
    channel.id = new
    slack.world.channels[new] = channel
    for invite in slack.world.invites.values():
        if invite.channel_id == old:
            invite.channel_id = new
    changed = {"type": "channel_id_changed", "old_channel_id": old, "new_channel_id": new}
    events.in_channel(slack, channel, changed)


def inbox(slack: Slack, email: str) -> list[Invite]:
    """The invitations that reached this address, the newest first."""
    reached = [
        invite
        for invite in slack.world.invites.values()
        if invite.state is not InviteState.REQUESTED and address(slack, invite) == email.lower()
    ]
    return reached[::-1]


def accept(slack: Slack, invite: Invite, person: Person) -> None:
    """Accept as the person invited. Raises Refusal when it is not theirs, or too late."""
    if person.team_id == invite.inviting_team_id:
        raise Refusal(f"{person.real_name} is of the workspace that invites")
    _check_theirs(slack, invite, person)
    _check_state(slack, invite, InviteState.SENT)
    channel = slack.world.channels[invite.channel_id]
    both = () if person.team_id in channel.names else (invite.inviting_team_id, person.team_id)
    invite.awaiting_approval = {
        team_id for team_id in both if slack.world.teams[team_id].requires_approval
    }
    invite.accepted_by = person.id
    invite.accepted_at = int(slack.clock.now())
    _enter(slack, invite, InviteState.ACCEPTED)
    event = told(slack, invite, channel, "accepted") | {
        "approval_required": bool(invite.awaiting_approval),
        "accepting_user": objects.connect_user(person),
    }
    events.in_channel(slack, channel, event)
    if not invite.awaiting_approval:
        _connect(slack, invite, channel)


def approve(slack: Slack, invite: Invite, admin: Person) -> None:
    """Approve as an administrator: the sending of an invitation, or one that was accepted.

    Raises Refusal when there is nothing for this administrator to approve.
    """
    if not admin.is_admin:
        raise Refusal(f"{admin.real_name} is no administrator")
    if invite.state is InviteState.REQUESTED and admin.team_id == invite.inviting_team_id:
        _check_state(slack, invite, InviteState.REQUESTED)
        let_be_sent(slack, invite)
        return
    _check_state(slack, invite, InviteState.ACCEPTED)
    if admin.team_id not in invite.awaiting_approval:
        raise Refusal(f"nothing waits for the approval of {admin.real_name}'s workspace")
    approve_connection(slack, invite, admin)


def let_be_sent(slack: Slack, invite: Invite) -> None:
    """An invitation that was requested goes on its way."""
    _enter(slack, invite, InviteState.SENT)
    channel = slack.world.channels[invite.channel_id]
    _give_shared_id(slack, channel)
    _tell_invited_app(slack, invite, channel)


def approve_connection(slack: Slack, invite: Invite, actor: Person) -> None:
    """Approve an accepted invitation for the workspace of an administrator, or of an app."""
    invite.awaiting_approval.discard(actor.team_id)
    invite.approved_by.add(actor.team_id)
    channel = slack.world.channels[invite.channel_id]
    event = told(slack, invite, channel, "approved") | {
        "approving_team_id": actor.team_id,
        "approving_user": objects.connect_user(actor),
    }
    events.in_channel(slack, channel, event)
    if not invite.awaiting_approval:
        _connect(slack, invite, channel)


def decline(slack: Slack, invite: Invite, person: Person) -> None:
    """Decline as the person invited, or as an administrator of a side. Raises Refusal."""
    open_states = (InviteState.REQUESTED, InviteState.SENT, InviteState.ACCEPTED)
    if invite.state_at(slack.clock.now()) not in open_states:
        raise Refusal(f"the invitation is {invite.state_at(slack.clock.now())}")
    if not (person.is_admin and person.team_id in sides(slack, invite)):
        _check_theirs(slack, invite, person)
    end(slack, invite, person)


def end(slack: Slack, invite: Invite, actor: Person) -> None:
    """Decline for good, in the name of a person, a workspace's administrator or its app."""
    _enter(slack, invite, InviteState.DECLINED)
    channel = slack.world.channels[invite.channel_id]
    event = told(slack, invite, channel, "declined") | {
        "declining_team_id": actor.team_id,
        "declining_user": objects.connect_user(actor),
    }
    events.in_channel(slack, channel, event)


def disconnect(slack: Slack, channel: Channel, team_id: str) -> None:
    """End the sharing with one workspace: its people are out. Raises Refusal."""
    if team_id not in channel.names or team_id == channel.host_team_id:
        raise Refusal("that workspace is not a guest in this channel")
    for person_id in list(channel.members):
        if slack.world.people[person_id].team_id == team_id:
            del channel.members[person_id]
    del channel.names[team_id]
    channel.post_only.discard(team_id)
    event = {
        "type": "channel_unshared",
        "previously_connected_team_id": team_id,
        "channel": channel.id,
        "is_ext_shared": channel.is_ext_shared,
    }
    events.in_channel(slack, channel, event)


def open_invites(slack: Slack, channel: Channel) -> list[Invite]:
    """Invitations that wait for an answer or an approval."""
    waiting = (InviteState.SENT, InviteState.ACCEPTED)
    return [
        invite
        for invite in slack.world.invites.values()
        if invite.channel_id == channel.id and invite.state_at(slack.clock.now()) in waiting
    ]


def invited_teams(slack: Slack, channel: Channel) -> list[str]:
    """Workspaces, known here, whose people are invited and which are not in the channel yet."""
    invited = (invite.recipient_user_id for invite in open_invites(slack, channel))
    teams = (slack.world.people[person_id].team_id for person_id in invited if person_id)
    return [team_id for team_id in dict.fromkeys(teams) if team_id not in channel.names]


def _connect(slack: Slack, invite: Invite, channel: Channel) -> None:
    person = slack.world.people[invite.accepted_by or ""]
    _enter(slack, invite, InviteState.CONNECTED)
    if person.team_id not in channel.names:
        channel.names[person.team_id] = invite.wanted_name or channel.names[channel.host_team_id]
        if invite.external_limited:
            channel.post_only.add(person.team_id)
        shared = {
            "type": "channel_shared",
            "connected_team_id": person.team_id,
            "channel": channel.id,
        }
        events.in_channel(slack, channel, shared)
    if person.id not in channel.members:
        inviter = slack.world.people[invite.inviting_user_id]
        channels.add_member(slack, channel, person, inviter=inviter)


def sides(slack: Slack, invite: Invite) -> set[str]:
    """The workspaces that have a say in it."""
    found = {invite.inviting_team_id}
    recipient = invite.accepted_by or invite.recipient_user_id
    if recipient is not None:
        found.add(slack.world.people[recipient].team_id)
    return found


def _check_theirs(slack: Slack, invite: Invite, person: Person) -> None:
    if person.email.lower() != address(slack, invite):
        raise Refusal(f"the invitation was not sent to {person.real_name}")


def _check_state(slack: Slack, invite: Invite, wanted: InviteState) -> None:
    state = invite.state_at(slack.clock.now())
    if state is not wanted:
        raise Refusal(f"the invitation is {state}, not {wanted}")


def _enter(slack: Slack, invite: Invite, state: InviteState) -> None:
    invite.state = state
    invite.updated = int(slack.clock.now())
