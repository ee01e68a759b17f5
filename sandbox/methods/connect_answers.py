"""Answering invitations to Slack Connect, and the requests to send them, as an app may."""

from typing import Any

from sandbox import channels, connect, objects
from sandbox.composing import parsed
from sandbox.connect_events import address, shown_channel
from sandbox.connect_state import Invite, InviteState
from sandbox.errors import SlackError
from sandbox.limits import Tier
from sandbox.methods.call import BOTS, Call, Method, invalid
from sandbox.world import Channel

Json = dict[str, Any]
MESSAGE_LENGTH = 560
PENDING = InviteState.REQUESTED
APPROVED = (InviteState.SENT, InviteState.ACCEPTED, InviteState.CONNECTED)


def accept(call: Call) -> Json:
    """The app's bot user was invited, and goes in for its workspace."""
    invite = _received(call)
    channel = call.slack.world.channels[invite.channel_id]
    _check_acceptable(call, invite, channel)
    channels.check_name(call.slack, call.text("channel_name"), call.team.id)
    invite.wanted_name = call.text("channel_name")
    connect.accept(call.slack, invite, call.actor)
    return {
        "implicit_approval": not invite.awaiting_approval,
        "channel_id": channel.id,
        "invite_id": invite.id,
    }


def _received(call: Call) -> Invite:
    invite_id, channel_id = call.text("invite_id"), call.text("channel_id")
    if not invite_id and not channel_id:
        raise invalid("either `invite_id` or `channel_id` must be specified")
    for invite in call.slack.world.invites.values():
        named = invite.id == invite_id if invite_id else invite.channel_id == channel_id
        if named and invite.state is not PENDING:
            return invite
    raise SlackError("invite_not_found")


def _check_acceptable(call: Call, invite: Invite, channel: Channel) -> None:
    state = invite.state_at(call.slack.clock.now())
    if invite.inviting_team_id == call.team.id:
        raise SlackError("invite_from_same_org")
    if address(call.slack, invite) != call.actor.email.lower():
        raise SlackError("email_does_not_match")
    if state in (InviteState.ACCEPTED, InviteState.CONNECTED):
        raise SlackError("invite_used")
    if state is not InviteState.SENT:
        raise SlackError("invalid_link")
    if call.team.id in channel.names:
        raise SlackError("has_already_connected_to_org")
    if not call.team.paid:
        raise SlackError("not_paid")


def approve(call: Call) -> Json:
    invite = _of_ours(call)
    state = invite.state_at(call.slack.clock.now())
    if call.team.id in invite.approved_by:
        raise SlackError("already_approved")
    if state is InviteState.CONNECTED:
        raise SlackError("invalid_action")
    if state in (InviteState.EXPIRED, InviteState.DECLINED):
        raise SlackError("approval_inactive")
    if call.team.id not in invite.awaiting_approval:
        raise SlackError("approval_not_found")
    connect.approve_connection(call.slack, invite, call.actor)
    return {}


def decline(call: Call) -> Json:
    invite = _of_ours(call)
    state = invite.state_at(call.slack.clock.now())
    if state not in (PENDING, InviteState.SENT, InviteState.ACCEPTED):
        raise SlackError("inactive_invite")
    connect.end(call.slack, invite, call.actor)
    return {}


def _of_ours(call: Call) -> Invite:
    """An invitation in which the workspace has a say."""
    invite = call.slack.world.invites.get(call.text("invite_id"))
    if invite is None or call.team.id not in connect.sides(call.slack, invite):
        raise SlackError("invite_not_found")
    if not call.team.paid:
        raise SlackError("not_paid")
    if invite.inviting_team_id == call.team.id and not call.text("target_team"):
        raise SlackError("missing_target_team")
    return invite


def list_requests(call: Call) -> Json:
    wanted = set(call.texts("invite_ids"))
    requests = [
        invite
        for invite in call.slack.world.invites.values()
        if invite.was_requested
        and invite.inviting_team_id == call.team.id
        and call.text("user_id") in ("", invite.inviting_user_id)
        and (not wanted or invite.id in wanted)
        and _is_listed(call, invite)
    ]
    limit = call.number("limit", 200, least=1, most=1000)
    found, cursor = call.page(requests, lambda invite: invite.id, limit)
    answer: Json = {"invite_requests": [_request(call, invite) for invite in found]}
    return answer | {"response_metadata": {"next_cursor": cursor}} if cursor else answer


def _is_listed(call: Call, invite: Invite) -> bool:
    state = invite.state_at(call.slack.clock.now())
    if state is InviteState.EXPIRED:
        return call.flag("include_expired")
    if state is InviteState.DECLINED:
        return call.flag("include_denied")
    return state is PENDING or call.flag("include_approved")


def _request(call: Call, invite: Invite) -> Json:
    world = call.slack.world
    channel = world.channels[invite.channel_id]
    inviter = world.people[invite.inviting_user_id]
    return {
        "id": invite.id,
        "date_created": invite.created,
        "date_last_updated": invite.updated,
        "expires_at": invite.expires,
        "inviting_team": objects.connect_team(call.team),
        "inviting_user": objects.connect_user(inviter) | {"who_can_share_contact_card": "EVERYONE"},
        "channel": shown_channel(channel)
        | {
            "date_created": channel.created,
            "connections": _connections(call, channel),
            "pending_connections": [],
            "previous_connections": [],
        },
        "is_external_limited": invite.external_limited,
        "target_user": {"recipient_email": address(call.slack, invite)},
    }


def _connections(call: Call, channel: Channel) -> list[Json]:
    teams = [call.slack.world.teams[team_id] for team_id in channel.teams]
    return [
        {"team": objects.connect_team(team), "is_private": channel.is_private}
        for team in teams
        if team.id != channel.host_team_id
    ]


def approve_request(call: Call) -> Json:
    invite = call.slack.world.invites.get(call.text("invite_id"))
    if invite is None or not invite.was_requested or invite.inviting_team_id != call.team.id:
        raise SlackError("invite_not_found")
    _check_open(call, invite)
    message = parsed(call.args.get("message"), "invalid_arguments")
    if isinstance(message, dict) and len(str(message.get("text"))) > MESSAGE_LENGTH:
        raise SlackError("message_too_long")
    if call.text("channel_id"):
        invite.channel_id = call.channel("channel_id").id
    invite.external_limited = call.flag("is_external_limited", invite.external_limited)
    connect.let_be_sent(call.slack, invite)
    return {"invite_id": invite.id}


def _check_open(call: Call, invite: Invite) -> None:
    state = invite.state_at(call.slack.clock.now())
    if state in APPROVED:
        raise SlackError("invite_already_approved")
    if state is InviteState.DECLINED:
        raise SlackError("invite_already_denied")
    if state is InviteState.EXPIRED:
        raise SlackError("invite_expired")


def set_permissions(call: Call) -> Json:
    """Whether a connected workspace may only post, or invite as well."""
    channel = call.channel()
    action, team_id = call.text("action"), call.text("target_team")
    if action not in ("upgrade", "downgrade"):
        raise SlackError("invalid_action")
    if team_id not in channel.names or team_id == channel.host_team_id:
        raise SlackError("invalid_target_team")
    if call.team.id != channel.host_team_id:
        raise SlackError("restricted_action")
    if action == "upgrade":
        channel.post_only.discard(team_id)
    else:
        channel.post_only.add(team_id)
    return {}


MANAGE = ("conversations.connect:manage",)
NAME_ERRORS = (
    "invalid_name_maxlength",
    "invalid_name_punctuation",
    "invalid_name_required",
    "invalid_name_specials",
    "name_taken",
)
POST_ONLY = "holds for apps: people on the page invite their colleagues all the same"

METHODS = (
    Method(
        "conversations.acceptSharedInvite",
        accept,
        Tier.TWO,
        required=("channel_name",),
        optional=("channel_id", "free_trial_accepted", "invite_id", "is_private", "team_id"),
        scopes=("conversations.connect:write",),
        errors=(
            *NAME_ERRORS,
            "email_does_not_match",
            "has_already_connected_to_org",
            "invalid_arguments",
            "invalid_link",
            "invite_from_same_org",
            "invite_not_found",
            "invite_used",
            "not_paid",
        ),
        called_by=BOTS,
        differs="`is_private` does nothing: a channel is private everywhere or nowhere",
    ),
    Method(
        "conversations.approveSharedInvite",
        approve,
        Tier.THREE,
        required=("invite_id",),
        optional=("target_team",),
        scopes=MANAGE,
        errors=(
            "already_approved",
            "approval_inactive",
            "approval_not_found",
            "invalid_action",
            "invite_not_found",
            "missing_target_team",
            "not_paid",
        ),
        called_by=BOTS,
    ),
    Method(
        "conversations.declineSharedInvite",
        decline,
        Tier.THREE,
        required=("invite_id",),
        optional=("target_team",),
        scopes=MANAGE,
        errors=("inactive_invite", "invite_not_found", "missing_target_team", "not_paid"),
        called_by=BOTS,
    ),
    Method(
        "conversations.requestSharedInvite.list",
        list_requests,
        Tier.TWO,
        optional=(
            "cursor",
            "include_approved",
            "include_denied",
            "include_expired",
            "invite_ids",
            "limit",
            "user_id",
        ),
        scopes=MANAGE,
        errors=("invalid_cursor",),
        called_by=BOTS,
    ),
    Method(
        "conversations.requestSharedInvite.approve",
        approve_request,
        Tier.TWO,
        required=("invite_id",),
        optional=("channel_id", "is_external_limited", "message"),
        scopes=MANAGE,
        errors=(
            "channel_not_found",
            "invite_already_approved",
            "invite_already_denied",
            "invite_expired",
            "invite_not_found",
            "message_too_long",
        ),
        called_by=BOTS,
        differs="`message` is not shown in the invitation",
    ),
    Method(
        "conversations.externalInvitePermissions.set",
        set_permissions,
        Tier.TWO,
        required=("action", "channel", "target_team"),
        scopes=MANAGE,
        errors=("channel_not_found", "invalid_action", "invalid_target_team", "restricted_action"),
        called_by=BOTS,
        reads_json=False,
        differs=POST_ONLY,
    ),
)
