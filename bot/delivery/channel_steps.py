"""The steps that get hold of a customer's channel and bring people into it.

Each may be repeated at any point: what an earlier attempt did is found, not done again.
"""

from contextlib import suppress
from typing import Any

from bot.delivery.attempt import Attempt, ChannelMoved
from bot.delivery.lookup import next_cursor, since
from bot.delivery.people import People, members_of
from bot.delivery.steps import channel_of
from bot.slack.errors import AlreadyInChannel, NameTaken, NotSupportedHere, Refused
from handlers.members import member_facts
from onboarding.provisioning import Sharing
from playbooks.words import Words
from services.channels import Channels
from services.provisioning import Provisioning, StepWork
from storage.outbox import Sent

PAGE = 200


class ChannelSteps:
    """Executors of the steps up to the invitations; see `Step` for what they answer."""

    def __init__(
        self, provisioning: Provisioning, channels: Channels, people: People, words: Words
    ) -> None:
        self._provisioning = provisioning
        self._channels = channels
        self._people = people
        self._words = words

    async def create_channel(self, attempt: Attempt, work: StepWork) -> None:
        """Create the private channel under the name reserved for it.

        A taken name is another's, unless an earlier attempt may have created the channel: then
        one of this name that we created since is ours.
        """
        workspace = attempt.row.workspace_id
        name = work.channel_name
        if name is None:
            raise Refused("conversations.create", "invalid_name_required")
        await attempt.begin("conversations.create")
        while True:
            try:
                answer = await attempt.call("conversations.create", name=name, is_private=True)
                channel = str(answer["channel"]["id"])
                break
            except NameTaken:
                ours = await _created_by_us(attempt, name, work.bot_user_id)
                if ours is not None:
                    channel = ours
                    break
            name = await attempt.off_loop(
                self._provisioning.reserve_next_name, workspace, work.account
            )
        await attempt.off_loop(
            self._provisioning.channel_made,
            workspace,
            work.account,
            work.step,
            channel,
            row_id=attempt.row.id,
        )

    async def adopt_channel(self, attempt: Attempt, work: StepWork) -> None:
        """Take over a channel that a person made: be in it, learn who else is."""
        channel = channel_of(work)
        try:
            info = (await attempt.call("conversations.info", channel=channel))["channel"]
        except ChannelMoved as error:  # not this one: nobody let us into it
            raise Refused(error.method, error.code) from error
        if info.get("is_archived"):
            raise Refused("conversations.info", "is_archived")
        if not info.get("is_member"):
            await self._join(attempt, channel)
        workspace, account = attempt.row.workspace_id, work.account
        for team in _teams_of_others(info, workspace):
            await attempt.off_loop(
                self._channels.shared, workspace, channel, team, f"adopt:{account}:{team}"
            )
        for user in await members_of(attempt, channel):
            if user != work.bot_user_id:
                await self._people.meet(attempt, user, account)
        await attempt.off_loop(
            self._provisioning.channel_made,
            workspace,
            account,
            work.step,
            channel,
            row_id=attempt.row.id,
        )

    async def set_topic(self, attempt: Attempt, work: StepWork) -> Sent:
        """Say in the channel's head what it is for, where people have not said so themselves."""
        channel = channel_of(work)
        topic = self._words.topic(work.customer, work.outcome)
        purpose = self._words.purpose(work.customer, work.outcome)
        said = (await attempt.call("conversations.info", channel=channel))["channel"]
        await attempt.begin("conversations.setTopic", channel)
        if not said["topic"]["value"]:
            await attempt.call("conversations.setTopic", channel=channel, topic=topic)
        if not said["purpose"]["value"]:
            await attempt.call("conversations.setPurpose", channel=channel, purpose=purpose)
        return Sent(attempt.row.id)

    async def invite_team(self, attempt: Attempt, work: StepWork) -> Sent:
        """Bring in owner, AE and CSM: one by one, so that one who cannot come keeps nobody out."""
        channel = channel_of(work)
        refused: Refused | None = None
        await attempt.begin("conversations.invite", channel)
        for user in work.team:
            try:
                await invite(attempt, channel, user)
            except Refused as error:
                refused = refused or error
        if refused is not None:
            raise refused
        return Sent(attempt.row.id)

    async def invite_contact(self, attempt: Attempt, work: StepWork) -> None:
        """Invite one person of the customer's, by the account's way of sharing."""
        if work.contact is None or work.contact.email is None:
            raise Refused("conversations.inviteShared", "invalid_email")
        if work.sharing is Sharing.GUESTS:
            await self._invite_guest(attempt, work, work.contact.email)
        else:
            await self._invite_by_connect(attempt, work, work.contact.email)

    async def _invite_by_connect(self, attempt: Attempt, work: StepWork, email: str) -> None:
        channel = channel_of(work)
        invite: str | None = None
        if attempt.is_uncertain:
            invite = await _invitation_sent(attempt, channel, email)
        if invite is None:
            await attempt.begin("conversations.inviteShared", channel)
            # already in: an invitation of which we died before noting it has been accepted
            with suppress(AlreadyInChannel):
                answer = await attempt.call(
                    "conversations.inviteShared",
                    channel=channel,
                    emails=email,
                    external_limited=False,
                )
                invite = str(answer["invite_id"])
        await attempt.off_loop(
            self._provisioning.invited,
            attempt.row.workspace_id,
            work.account,
            work.step,
            row_id=attempt.row.id,
            invite_id=invite,
        )

    async def _invite_guest(self, attempt: Attempt, work: StepWork, email: str) -> None:
        """A guest account is made by an administrator; we find it by its address."""
        channel = channel_of(work)
        found = await attempt.call("users.lookupByEmail", email=email)
        facts = member_facts(found["user"])
        await self._people.remember(attempt, facts)
        await attempt.begin("conversations.invite", channel)
        await invite(attempt, channel, facts.user_id)
        await attempt.off_loop(
            self._provisioning.invited,
            attempt.row.workspace_id,
            work.account,
            work.step,
            row_id=attempt.row.id,
            user_id=facts.user_id,
        )

    async def _join(self, attempt: Attempt, channel: str) -> None:
        await attempt.begin("conversations.join", channel)
        try:
            await attempt.call("conversations.join", channel=channel)
        except NotSupportedHere as error:
            # a private channel: a member has to invite us
            raise Refused("conversations.join", "not_in_channel") from error


async def invite(attempt: Attempt, channel: str, user: str) -> None:
    """Invite one of our people; whoever is there already has come."""
    try:
        await attempt.call("conversations.invite", channel=channel, users=[user])
    except AlreadyInChannel:
        return


async def _created_by_us(attempt: Attempt, name: str, bot_user: str) -> str | None:
    """The channel of that name which an earlier attempt at this row created, if one did."""
    if not attempt.is_uncertain:
        return None
    oldest = since(attempt.row.created_at).timestamp()
    cursor: str | None = None
    while True:
        answer = await attempt.call(
            "conversations.list", types="private_channel", limit=PAGE, cursor=cursor
        )
        for channel in answer["channels"]:
            ours = channel["creator"] == bot_user and channel["created"] >= oldest
            if channel["name"] == name and ours:
                return str(channel["id"])
        cursor = next_cursor(answer)
        if cursor is None:
            return None


async def _invitation_sent(attempt: Attempt, channel: str, email: str) -> str | None:
    """The invitation that an earlier attempt at this row sent, if one did."""
    oldest = since(attempt.row.created_at).timestamp()
    cursor: str | None = None
    while True:
        answer = await attempt.call("conversations.listConnectInvites", cursor=cursor)
        for listed in answer["invites"]:
            invite: dict[str, Any] = listed["invite"]
            to_them = (invite.get("recipient_email") or "").casefold() == email.casefold()
            here = (listed.get("channel") or {}).get("id") == channel
            if to_them and here and invite["date_created"] >= oldest:
                return str(invite["id"])
        cursor = next_cursor(answer)
        if cursor is None:
            return None


def _teams_of_others(info: dict[str, Any], workspace: str) -> set[str]:
    """The workspaces of other companies that a channel is shared with."""
    shared = {*info.get("shared_team_ids", ()), *info.get("connected_team_ids", ())}
    return shared - {workspace} - set(info.get("internal_team_ids", ()))
