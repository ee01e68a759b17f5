"""Who somebody is, asked of Slack."""

from bot.delivery.attempt import Attempt
from handlers.members import member_facts
from services.channels import Channels
from services.workspaces import Workspaces
from storage.outbox import Sent
from storage.people import MemberFacts


class People:
    """Executor of `learn`, and what steps ask about people."""

    def __init__(self, workspaces: Workspaces, channels: Channels) -> None:
        self._workspaces = workspaces
        self._channels = channels

    async def learn(self, attempt: Attempt) -> Sent:
        """Ask who the row's person is; of an account's channel, the account is told too."""
        await self.meet(attempt, attempt.row.body["user"], attempt.row.account_id)
        return Sent(attempt.row.id)

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
