"""Rows that are steps of making a customer's channel."""

from collections.abc import Awaitable, Callable, Mapping

from bot.delivery.attempt import Attempt
from bot.slack.errors import Refused
from onboarding.provisioning import StepKind
from services.provisioning import Provisioning, StepWork
from storage.outbox import Sent

Step = Callable[[Attempt, StepWork], Awaitable[Sent | None]]
"""Takes a step; None when it has ended the step, and the row with it, in words of its own."""


class Steps:
    """Executor of `step`: hands each kind to its own."""

    def __init__(self, provisioning: Provisioning, kinds: Mapping[StepKind, Step]) -> None:
        self._provisioning = provisioning
        self._kinds = kinds

    async def take(self, attempt: Attempt) -> Sent | None:
        """Take the step, unless it was taken or is no longer wanted.

        What Slack refuses is for a person to mend: the owner is told, the other steps go on.
        """
        row = attempt.row
        account, step = str(row.account_id), row.body["step"]
        work = await attempt.off_loop(self._provisioning.work, row.workspace_id, account, step)
        if work is None:
            return Sent(row.id)
        try:
            sent = await self._kinds[work.kind](attempt, work)
        except Refused as refused:
            await attempt.off_loop(
                self._provisioning.failed,
                row.workspace_id,
                account,
                step,
                refused.code,
                row_id=row.id,
            )
            return None
        if sent is not None:
            await attempt.off_loop(
                self._provisioning.done,
                row.workspace_id,
                account,
                step,
                row_id=row.id,
                ts=sent.ts,
            )
        return None


def channel_of(work: StepWork) -> str:
    """The customer's channel; a step that needs one is refused without."""
    if work.channel_id is None:
        raise Refused("conversations.info", "channel_not_found")
    return work.channel_id
