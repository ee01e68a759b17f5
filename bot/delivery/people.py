"""Who somebody is, and who is in a channel, asked of Slack."""

from bot.delivery.attempt import Attempt
from bot.delivery.lookup import next_cursor
from handlers.members import member_facts
from services.channels import Channels
from services.workspaces import Workspaces
from storage.outbox import Sent
from storage.people import MemberFacts

PAGE = 200


class People:
    """Executor of `learn` and `roll_call`, and what steps ask about people."""

    def __init__(self, workspaces: Workspaces, channels: Channels) -> None:
        self._workspaces = workspaces
        self._channels = channels

    async def learn(self, attempt: Attempt) -> Sent:
        """Ask who the row's person is; of an account's channel, the account is told too."""
        await self.meet(attempt, attempt.row.body["user"], attempt.row.account_id)
        return Sent(attempt.row.id)

    async def call_roll(self, attempt: Attempt) -> Sent:
        """Ask who is in an account's channel: of some we may not have heard that they came."""
        row = attempt.row
        users = await members_of(attempt, row.body["channel"])
        await attempt.off_loop(self._channels.present, row.workspace_id, str(row.account_id), users)
        return Sent(row.id)

    async def meet(self, attempt: Attempt, user: str, account: str | None) -> MemberFacts:
        """Ask Slack who a person is, and remember it."""
        answer = await attempt.call("users.info", user=user)
        facts = member_facts(answer["user"])
        await self.remember(attempt, facts)
        if account is not None:
            await attempt.off_loop(
                self._channels.person_known, attempt.row.workspace_id, account, facts
            )
        return facts

    async def remember(self, attempt: Attempt, facts: MemberFacts) -> None:
        """Take in what Slack says of a person."""
        await attempt.off_loop(self._workspaces.learn, attempt.row.workspace_id, [facts])


async def members_of(attempt: Attempt, channel: str) -> list[str]:
    """The user ids of everybody in a channel."""
    members: list[str] = []
    cursor: str | None = None
    while True:
        answer = await attempt.call(
            "conversations.members", channel=channel, limit=PAGE, cursor=cursor
        )
        members.extend(answer["members"])
        cursor = next_cursor(answer)
        if cursor is None:
            return members
