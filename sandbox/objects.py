"""People, teams, channels, messages and views as Slack writes them in JSON."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sandbox import file_objects
from sandbox.apps import App
from sandbox.world import Bookmark, Channel, Message, Note, Person, Pin, Team, View, World

Json = dict[str, Any]
ICONS = "https://avatars.example/"
LOCALE = "en-GB"
"""Of everybody and everything: nobody sets another."""


def user(world: World, person: Person, *, seen_from: str, now: float) -> Json:
    """A person as the workspace `seen_from` sees them; `now` (seconds UTC) decides the offset."""
    local = datetime.fromtimestamp(now, UTC).astimezone(ZoneInfo(person.zone))
    offset = local.utcoffset()
    shown: Json = {
        "id": person.id,
        "team_id": person.team_id,
        "name": person.name,
        "deleted": person.deleted,
        "color": "4bbe2e",
        "real_name": person.real_name,
        "tz": person.zone,
        "tz_label": local.tzname() or person.zone,
        "tz_offset": int(offset.total_seconds()) if offset is not None else 0,
        "profile": profile(person),
        "is_admin": person.is_admin,
        "is_owner": person.is_owner,
        "is_primary_owner": person.is_owner,
        "is_restricted": person.is_restricted or person.is_ultra_restricted,
        "is_ultra_restricted": person.is_ultra_restricted,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": person.updated,
        "is_email_confirmed": True,
        "who_can_share_contact_card": "EVERYONE",
    }
    if person.team_id != seen_from:
        shown["is_stranger"] = not _meets(world, seen_from, person.id)
    return shown


def _meets(world: World, team_id: str, person_id: str) -> bool:
    return any(team_id in channel.names for channel in world.channels_of(person_id))


def profile(person: Person) -> Json:
    first, _, last = person.real_name.partition(" ")
    shown = _connect_profile(person) | {
        "title": person.title,
        "phone": "",
        "skype": "",
        "status_text": "",
        "status_emoji": "",
        "status_expiration": 0,
        "first_name": first,
        "last_name": last,
    }
    if person.bot_id is not None:
        shown |= {"bot_id": person.bot_id, "api_app_id": person.app_id, "always_active": False}
        del shown["email"]
    return shown


def _connect_profile(person: Person) -> Json:
    return {
        "real_name": person.real_name,
        "display_name": person.real_name.split()[0],
        "real_name_normalized": person.real_name,
        "display_name_normalized": person.real_name.split()[0],
        "team": person.team_id,
        "avatar_hash": f"g{person.id[-10:].lower()}",
        "email": person.email,
        "image_24": f"{ICONS}{person.id}/24.png",
        "image_32": f"{ICONS}{person.id}/32.png",
        "image_48": f"{ICONS}{person.id}/48.png",
        "image_72": f"{ICONS}{person.id}/72.png",
        "image_192": f"{ICONS}{person.id}/192.png",
        "image_512": f"{ICONS}{person.id}/512.png",
    }


def connect_user(person: Person) -> Json:
    """A person as invitations to Slack Connect name them."""
    return {
        "id": person.id,
        "team_id": person.team_id,
        "name": person.name,
        "updated": person.updated,
        "profile": _connect_profile(person),
    }


def connect_team(team: Team) -> Json:
    return {
        "id": team.id,
        "name": team.name,
        "icon": {"image_34": f"{ICONS}{team.id}/34.png", "image_default": True},
        "is_verified": False,
        "domain": team.domain,
        "date_created": team.created,
        "avatar_base_url": ICONS,
        "requires_sponsorship": False,
    }


def team_info(team: Team, base_url: str) -> Json:
    return {
        "id": team.id,
        "name": team.name,
        "domain": team.domain,
        "email_domain": f"{team.domain}.example",
        "icon": {"image_34": f"{ICONS}{team.id}/34.png", "image_default": True},
        "url": f"{base_url}/",
        "is_verified": False,
        "avatar_base_url": ICONS,
        "pay_prod_cur": "standard" if team.paid else "",
    }


def channel(
    shown: Channel, *, team_id: str, member_id: str, is_pending: bool, invited: list[str]
) -> Json:
    """A conversation as one member of one workspace sees it.

    `is_pending`: somebody is invited by Slack Connect; `invited`: workspaces not yet in it.
    """
    if shown.kind == "im":
        return _direct_message(shown, member_id)
    name = shown.name_for(team_id)
    return {
        "id": shown.id,
        "name": name,
        "is_channel": shown.id.startswith("C"),
        "is_group": shown.id.startswith("G"),
        "is_im": False,
        "is_mpim": shown.kind == "mpim",
        "is_private": shown.is_private,
        "created": shown.created,
        "is_archived": shown.archived,
        "is_general": name == "general",
        "unlinked": 0,
        "name_normalized": name,
        "is_shared": shown.is_ext_shared,
        "is_org_shared": False,
        "is_ext_shared": shown.is_ext_shared,
        "is_pending_ext_shared": is_pending,
        "pending_shared": invited,
        "pending_connected_team_ids": invited,
        "context_team_id": team_id,
        "updated": shown.updated * 1000,
        "creator": shown.creator,
        "shared_team_ids": list(shown.teams),
        "is_member": member_id in shown.members,
        "topic": note(shown.topic),
        "purpose": note(shown.purpose),
        "previous_names": shown.previous_names,
    }


def _direct_message(shown: Channel, member_id: str) -> Json:
    other = next((person for person in shown.members if person != member_id), member_id)
    return {
        "id": shown.id,
        "created": shown.created,
        "is_archived": shown.archived,
        "is_im": True,
        "is_org_shared": False,
        "context_team_id": shown.host_team_id,
        "updated": shown.updated * 1000,
        "user": other,
        "is_user_deleted": False,
        "priority": 0,
    }


def note(shown: Note) -> Json:
    return {"value": shown.value, "creator": shown.creator, "last_set": shown.last_set}


def bot_profile(app: App) -> Json:
    return {
        "id": app.bot_id,
        "deleted": False,
        "name": app.manifest.bot_name,
        "updated": app.installed,
        "app_id": app.id,
        "icons": {
            "image_36": f"{ICONS}{app.id}/36.png",
            "image_48": f"{ICONS}{app.id}/48.png",
            "image_72": f"{ICONS}{app.id}/72.png",
        },
        "team_id": app.team_id,
    }


def message(world: World, shown: Message, *, with_metadata: bool = False) -> Json:
    """A message as history gives it; metadata only where it was asked for."""
    content: Json = {
        "type": "message",
        "user": shown.user,
        "ts": shown.ts,
        "text": shown.text,
        "team": shown.team,
    }
    if shown.app_id is not None:
        content["bot_id"] = shown.bot_id
        content["app_id"] = shown.app_id
        content["bot_profile"] = bot_profile(world.apps[shown.app_id])
    for key in ("subtype", "inviter", "client_msg_id", "username", "icons", "blocks"):
        value = getattr(shown, key)
        if value is not None:
            content[key] = value
    for key in ("attachments", "edited"):
        value = getattr(shown, key)
        if value:
            content[key] = value
    if shown.files:
        content["files"] = [file_objects.file(world, world.files[one]) for one in shown.files]
    if shown.thread_ts is not None:
        content["thread_ts"] = shown.thread_ts
    if shown.reactions:
        content["reactions"] = reactions(shown)
    if shown.metadata is not None and with_metadata:
        content["metadata"] = shown.metadata
    return content


def reactions(shown: Message) -> list[Json]:
    return [
        {"name": name, "users": list(users), "count": len(users)}
        for name, users in shown.reactions.items()
    ]


def in_conversation(
    world: World, place: Channel, shown: Message, *, with_metadata: bool = False
) -> Json:
    """A message with what its thread has come to."""
    content = message(world, shown, with_metadata=with_metadata)
    if shown.is_reply and shown.thread_ts in place.messages:
        content["parent_user_id"] = place.messages[shown.thread_ts].user
    if shown.replies:
        users = list(dict.fromkeys(place.messages[ts].user for ts in shown.replies))
        content |= {
            "thread_ts": shown.ts,
            "reply_count": len(shown.replies),
            "reply_users_count": len(users),
            "latest_reply": shown.replies[-1],
            "reply_users": users,
            "is_locked": False,
            "subscribed": False,
        }
    return content


def permalink(team: Team, place: Channel, ts: str) -> str:
    return f"https://{team.domain}.slack.example/archives/{place.id}/p{ts.replace('.', '')}"


def bookmark(shown: Bookmark, place: Channel) -> Json:
    return {
        "id": shown.id,
        "channel_id": place.id,
        "title": shown.title,
        "link": shown.link,
        "emoji": shown.emoji,
        "icon_url": "",
        "type": shown.type,
        "entity_id": shown.entity_id,
        "date_created": shown.created,
        "date_updated": shown.updated,
        "rank": shown.rank,
        "last_updated_by_user_id": shown.by,
        "last_updated_by_team_id": shown.by_team,
    }


def pin(world: World, team: Team, place: Channel, shown: Pin) -> Json:
    pinned = message(world, place.messages[shown.ts])
    pinned["permalink"] = permalink(team, place, shown.ts)
    return {
        "type": "message",
        "channel": place.id,
        "created": shown.created,
        "created_by": shown.by,
        "message": pinned,
    }


VIEW_TEXTS = ("private_metadata", "callback_id", "external_id")
VIEW_SWITCHES = ("clear_on_close", "notify_on_close", "submit_disabled")


def view(shown: View, app: App) -> Json:
    content = shown.content
    return {
        "id": shown.id,
        "team_id": shown.team_id,
        "type": content["type"],
        "title": content.get("title"),
        "submit": content.get("submit"),
        "close": content.get("close"),
        "blocks": content["blocks"],
        **{key: str(content.get(key) or "") for key in VIEW_TEXTS},
        **{key: bool(content.get(key)) for key in VIEW_SWITCHES},
        "state": {"values": shown.values},
        "hash": shown.hash,
        "root_view_id": shown.root_view_id,
        "previous_view_id": shown.previous_view_id,
        "app_id": app.id,
        "app_installed_team_id": app.team_id,
        "bot_id": app.bot_id,
    }
