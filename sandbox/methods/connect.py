"""Inviting to Slack Connect: conversations.inviteShared and .listConnectInvites."""

from typing import Any

from sandbox import connect, objects
from sandbox.connect_events import shown_channel, shown_invite
from sandbox.connect_state import Invite, InviteState
from sandbox.errors import SlackError
from sandbox.limits import Tier
from sandbox.methods.call import BOTS, Call, Method

Json = dict[str, Any]

STATUS = {
    InviteState.REQUESTED: "requested",
    InviteState.SENT: "sent",
    InviteState.ACCEPTED: "accepted",
    InviteState.CONNECTED: "approved",
    InviteState.DECLINED: "declined",
    InviteState.EXPIRED: "expired",
}


def invite_shared(call: Call) -> Json:
    channel = call.own_channel()
    emails, user_ids = call.texts("emails"), call.texts("user_ids")
    if not emails and not user_ids:
        raise SlackError("recipients_not_specified")
    if len(emails) + len(user_ids) > 1:
        raise SlackError("too_many_emails")
    invite = connect.send_invite(
        call.slack,
        channel,
        call.actor,
        email=emails[0] if emails else None,
        user_id=user_ids[0] if user_ids else None,
        external_limited=call.flag("external_limited", default=True),
    )
    return {"invite_id": invite.id, "is_legacy_shared_channel": False}


def list_invites(call: Call) -> Json:
    invites = [
        invite
        for invite in call.slack.world.invites.values()
        if invite.inviting_team_id == call.team.id
        and invite.state_at(call.slack.clock.now()) is not InviteState.CONNECTED
    ]
    count = call.number("count", 100, least=1, most=500)
    found, cursor = call.page(invites, lambda invite: invite.id, count)
    return {
        "invites": [_listed(call, invite) for invite in found],
        "response_metadata": {"next_cursor": cursor},
    }


def _listed(call: Call, invite: Invite) -> Json:
    channel = call.slack.world.channels[invite.channel_id]
    return {
        "direction": "outgoing",
        "status": STATUS[invite.state_at(call.slack.clock.now())],
        "date_last_updated": invite.updated,
        "invite_type": "channel",
        "invite": shown_invite(call.slack, invite),
        "channel": shown_channel(channel),
        "acceptances": _acceptances(call, invite),
    }


def _acceptances(call: Call, invite: Invite) -> list[Json]:
    if invite.accepted_by is None:
        return []
    person = call.slack.world.people[invite.accepted_by]
    teams = call.slack.world.teams
    return [
        {
            "approval_status": "pending_approval" if invite.awaiting_approval else "approved",
            "date_accepted": invite.accepted_at,
            "date_invalid": invite.expires,
            "date_last_updated": invite.updated,
            "accepting_team": objects.connect_team(teams[person.team_id]),
            "accepting_user": objects.connect_user(person),
            "reviews": [
                {
                    "type": "approved",
                    "date_review": invite.updated,
                    "reviewing_team": objects.connect_team(teams[team_id]),
                }
                for team_id in sorted(invite.approved_by)
            ],
        }
    ]


METHODS = (
    Method(
        "conversations.inviteShared",
        invite_shared,
        Tier.TWO,
        required=("channel",),
        optional=("emails", "external_limited", "user_ids"),
        scopes=("conversations.connect:write",),
        errors=(
            "already_in_channel",
            "cannot_share_mandatory_channel",
            "channel_archived",
            "channel_not_found",
            "connection_limit_exceeded",
            "connection_limit_exceeded_pending",
            "invalid_channel_type",
            "invalid_email",
            "member_limit_exceeded",
            "no_external_invite_permission",
            "not_allowed_for_grid_workspace",
            "not_in_channel",
            "not_owner",
            "not_paid",
            "not_supported",
            "ratelimit",
            "recipients_not_specified",
            "restricted_action",
            "too_many_emails",
            "user_not_found",
        ),
        called_by=BOTS,
        differs="nobody outside the sandbox gets the email",
    ),
    Method(
        "conversations.listConnectInvites",
        list_invites,
        Tier.ONE,
        optional=("count", "cursor", "team_id"),
        scopes=("conversations.connect:manage",),
        errors=("invalid_arguments", "restricted_action"),
        called_by=BOTS,
        differs="those the workspace sent, not those it received",
    ),
)
