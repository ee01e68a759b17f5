"""Invitations to Slack Connect as apps are told of them."""

from typing import Any

from sandbox import objects
from sandbox.connect_state import Invite
from sandbox.slack import Slack
from sandbox.world import Channel, Person

Json = dict[str, Any]


def shown_invite(slack: Slack, invite: Invite) -> Json:
    inviter = slack.world.people[invite.inviting_user_id]
    shown: Json = {
        "id": invite.id,
        "date_created": invite.created,
        "date_invalid": invite.expires,
        "inviting_team": objects.connect_team(slack.world.teams[invite.inviting_team_id]),
        "inviting_user": objects.connect_user(inviter),
    }
    if invite.recipient_email is not None:
        shown["recipient_email"] = invite.recipient_email
    if invite.recipient_user_id is not None:
        shown["recipient_user_id"] = invite.recipient_user_id
    return shown


def shown_channel(channel: Channel) -> Json:
    return {
        "id": channel.id,
        "is_private": channel.is_private,
        "is_im": False,
        "name": channel.name_for(channel.host_team_id),
    }


def told(slack: Slack, invite: Invite, channel: Channel, happening: str) -> Json:
    teams = [objects.connect_team(slack.world.teams[team_id]) for team_id in channel.names]
    return {
        "type": f"shared_channel_invite_{happening}",
        "invite": shown_invite(slack, invite),
        "channel": shown_channel(channel),
        "teams_in_channel": teams,
    }


def requested_event(slack: Slack, invite: Invite, channel: Channel, actor: Person) -> Json:
    return {
        "type": "shared_channel_invite_requested",
        "actor": {
            "id": actor.id,
            "name": actor.name,
            "is_bot": actor.is_bot,
            "team_id": actor.team_id,
            "timezone": actor.zone,
            "real_name": actor.real_name,
            "display_name": actor.real_name,
        },
        "channel_id": channel.id,
        "event_type": "slack#/events/shared_channel_invite_requested",
        "channel_name": channel.name_for(channel.host_team_id),
        "channel_type": "private" if channel.is_private else "public",
        "target_users": [{"email": address(slack, invite), "invite_id": invite.id}],
        "teams_in_channel": [
            objects.connect_team(slack.world.teams[team_id]) for team_id in channel.names
        ],
        "is_external_limited": invite.external_limited,
        "channel_date_created": channel.created,
        "channel_message_latest_counted_timestamp": channel.updated,
    }


def address(slack: Slack, invite: Invite) -> str:
    """Where the invitation goes, in lower case."""
    if invite.recipient_email is not None:
        return invite.recipient_email.lower()
    return slack.world.people[invite.recipient_user_id or ""].email.lower()
