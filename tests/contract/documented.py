"""Which sample shows what; and what Slack documents though no sample shows it."""

from typing import Any

from tests.contract.reference import event_sample, interaction_sample, response_sample
from tests.contract.shapes import allowing

Json = dict[str, Any]

EVENT_SAMPLES = {
    "app_home_opened": "AppHomeOpenedPayload",
    "app_mention": "AppMentionPayload",
    "channel_archive": "ChannelArchivePayload",
    "channel_id_changed": "ChannelIdChangedPayload",
    "channel_left": "ChannelLeftPayload",
    "channel_rename": "ChannelRenamePayload",
    "channel_shared": "ChannelSharedPayload",
    "channel_unarchive": "ChannelUnarchivePayload",
    "channel_unshared": "ChannelUnsharedPayload",
    "group_archive": "ChannelArchivePayload",
    "group_left": "ChannelLeftPayload",
    "group_rename": "ChannelRenamePayload",
    "group_unarchive": "ChannelUnarchivePayload",
    "member_joined_channel": "MemberJoinedChannelPayload",
    "member_left_channel": "MemberLeftChannelPayload",
    "pin_added": "PinAddedPayload",
    "pin_removed": "PinRemovedPayload",
    "reaction_added": "ReactionAddedPayload",
    "reaction_removed": "ReactionAddedPayload",
    "team_join": "TeamJoinPayload",
    "user_change": "UserChangePayload",
}
MESSAGE_SAMPLES = {
    None: "MessagePayload",
    "bot_message": "MessageBotPayload",
    "message_changed": "MessageChangedPayload",
    "thread_broadcast": "MessageThreadBroadcastPayload",
}
INTERACTION_SAMPLES = {
    "block_actions": "BlockActionPayload",
    "message_action": "MessageShortcutPayload",
    "view_closed": "ViewClosedPayload",
    "view_submission": "ViewSubmissionPayload",
}

# Every answer may carry these; the samples show them here and there.
ANY_RESPONSE: Json = {
    "ok": True,
    "error": "",
    "needed": "",
    "provided": "",
    "warning": "",
    "errors": [],
    "response_metadata": {"messages": [""], "warnings": [""], "next_cursor": ""},
}
# As the sample shows it of public channels, and `files.info` of private ones and direct messages.
SHARED_FILE: Json = {
    "reply_users": [""],
    "reply_users_count": 1,
    "reply_count": 1,
    "ts": "",
    "channel_name": "",
    "team_id": "",
    "share_user_id": "",
    "thread_ts": "",
}
# The samples come from the classes of Java's SDK and leave out what these have no field for.
FURTHER_RESPONSE: dict[str, Json] = {
    "files.completeUploadExternal": {
        "files": [{"shares": {"private": {"C00000000": [SHARED_FILE]}}}]
    },
    "conversations.leave": {"not_in_channel": False},
    "conversations.open": {
        "no_op": False,
        "already_open": False,
        "channel": {
            "name": "",
            "is_mpim": False,
            "context_team_id": "",
            "updated": 1,
            "priority": 1,
            "is_user_deleted": False,
        },
    },
    "conversations.info": {"channel": {"user": "", "priority": 1, "is_user_deleted": False}},
    "conversations.replies": {"messages": [{"subtype": ""}]},
    "users.profile.get": {"profile": {"bot_id": "", "api_app_id": ""}},
    "reactions.get": {"message": {"edited": {"user": "", "ts": ""}}},
    "pins.list": {"items": [{"channel": "", "message": {}}]},
}
# Messages of apps name the app; in shared channels the author's workspace is named (see
# slack-platform.md, "Who is acting").
FURTHER_MESSAGE: Json = {"app_id": "", "user_team": "", "source_team": ""}
# Of an edited message with replies the sample has their number and the last one; `reply_users`,
# which stands beside these wherever a thread's first message is shown, has no field in that class.
EDITED_MESSAGE: Json = FURTHER_MESSAGE | {"reply_users": [""]}
FURTHER_EVENT: dict[str, Json] = {
    "message": FURTHER_MESSAGE
    | {"message": EDITED_MESSAGE, "previous_message": EDITED_MESSAGE}
    | {"team": "", "parent_user_id": "", "bot_id": "", "bot_profile": {}},
    "team_join": {"event_ts": ""},
    "user_change": {"event_ts": ""},
}

CONNECT_TEAM: Json = {
    "id": "",
    "name": "",
    "icon": {},
    "is_verified": False,
    "domain": "",
    "date_created": 1,
    "avatar_base_url": "",
    "requires_sponsorship": False,
}
CONNECT_USER: Json = {"id": "", "team_id": "", "name": "", "updated": 1, "profile": {}}
CONNECT_EVENT: Json = {
    "type": "",
    "invite": {
        "id": "",
        "date_created": 1,
        "date_invalid": 1,
        "inviting_team": CONNECT_TEAM,
        "inviting_user": CONNECT_USER,
        "recipient_email": "",
        "recipient_user_id": "",
    },
    "channel": {"id": "", "is_private": False, "is_im": False, "name": ""},
    "teams_in_channel": [CONNECT_TEAM],
    "event_ts": "",
}
# Slack's reference pages of these events; there is no sample.
DOCUMENTED_EVENTS: dict[str, Json] = {
    "file_shared": {
        "type": "",
        "channel_id": "",
        "file_id": "",
        "user_id": "",
        "file": {"id": ""},
        "event_ts": "",
    },
    "shared_channel_invite_received": {
        "type": "",
        "invite": CONNECT_EVENT["invite"],
        "channel": CONNECT_EVENT["channel"],
        "event_ts": "",
    },
    "channel_deleted": {"type": "", "channel": "", "actor_id": "", "event_ts": ""},
    "group_deleted": {"type": "", "channel": "", "actor_id": "", "event_ts": ""},
    "shared_channel_invite_accepted": CONNECT_EVENT
    | {"approval_required": False, "accepting_user": CONNECT_USER},
    "shared_channel_invite_approved": CONNECT_EVENT
    | {"approving_team_id": "", "approving_user": CONNECT_USER},
    "shared_channel_invite_declined": CONNECT_EVENT
    | {"declining_team_id": "", "declining_user": CONNECT_USER},
    "shared_channel_invite_requested": {
        "type": "",
        "actor": {},
        "channel_id": "",
        "event_type": "",
        "channel_name": "",
        "channel_type": "",
        "target_users": [{"email": "", "invite_id": ""}],
        "teams_in_channel": [CONNECT_TEAM],
        "is_external_limited": False,
        "channel_date_created": 1,
        "channel_message_latest_counted_timestamp": 1,
        "event_ts": "",
    },
    "message_deleted": {
        "type": "",
        "subtype": "",
        "hidden": False,
        "channel": "",
        "channel_type": "",
        "ts": "",
        "deleted_ts": "",
        "event_ts": "",
        "previous_message": {},
    },
}
INTERACTION: Json = {
    "type": "",
    "token": "",
    "team": {"id": "", "domain": ""},
    "user": {"id": "", "username": "", "name": "", "team_id": ""},
    "api_app_id": "",
    "enterprise": {},
    "is_enterprise_install": False,
    "trigger_id": "",
}
DOCUMENTED_INTERACTIONS: dict[str, Json] = {
    "shortcut": INTERACTION | {"callback_id": "", "action_ts": ""},
    "block_suggestion": INTERACTION
    | {"action_id": "", "block_id": "", "value": "", "container": {}, "view": {}},
}


def response_shape(method: str) -> Json | None:
    sample = response_sample(method)
    if sample is None:
        return None
    return allowing(ANY_RESPONSE, sample, FURTHER_RESPONSE.get(method, {}))


def envelope_shape() -> Json:
    """The envelope of events, put together from the samples that show most of it."""
    shape: Json = {}
    for name in ("MessagePayload", "MemberJoinedChannelPayload"):
        shape |= event_sample(name) or {}
    return {key: value for key, value in shape.items() if key != "event"}


def event_shape(event: Json) -> Json | None:
    """The shape of an event, or None when nothing is known of it."""
    kind, subtype = str(event.get("type")), event.get("subtype")
    if kind in DOCUMENTED_EVENTS:
        return DOCUMENTED_EVENTS[kind]
    if kind != "message":
        return _sampled_event(kind, EVENT_SAMPLES.get(kind))
    if subtype in DOCUMENTED_EVENTS:
        return DOCUMENTED_EVENTS[subtype]
    if isinstance(subtype, str) and subtype.startswith(("channel_", "group_")):
        return _sampled_event(kind, "MessageChannelJoinPayload")
    return _sampled_event(kind, MESSAGE_SAMPLES.get(subtype))


def _sampled_event(kind: str, name: str | None) -> Json | None:
    sample = None if name is None else event_sample(name)
    return None if sample is None else allowing(sample["event"], FURTHER_EVENT.get(kind, {}))


def interaction_shape(payload: Json) -> Json | None:
    kind = str(payload.get("type"))
    if kind in DOCUMENTED_INTERACTIONS:
        return DOCUMENTED_INTERACTIONS[kind]
    return interaction_sample(INTERACTION_SAMPLES.get(kind, ""))


def command_shape() -> Json | None:
    """Commands come as a form: every field is text."""
    sample = interaction_sample("SlashCommandPayload")
    return None if sample is None else dict.fromkeys(sample, "")
