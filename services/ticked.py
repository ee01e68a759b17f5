"""What follows from a tick, whoever or whatever made it: on record, shown, celebrated (C5)."""

from onboarding.messages.customer import Celebration
from onboarding.people import Side
from onboarding.plan import Plan, Stage
from onboarding.ticking import Reopened, Ticked
from services.actor import Actor
from services.posting import channel_post
from storage import plans, surfaces
from storage.accounts import Account
from storage.transaction import Record, Transaction


def done(
    tx: Transaction,
    account: Account,
    side: Side,
    actor: Actor,
    before: Plan,
    outcome: Ticked,
    *,
    because: str | None = None,
) -> None:
    """A milestone is done; `because` of what, where nobody pressed its button."""
    milestone = outcome.milestone
    plans.save(tx, account.id, before, outcome.plan)
    data = {
        "milestone": milestone.key,
        "side": side.value,
        "first_value": outcome.first_value,
        **({"because": because} if because else {}),
    }
    tx.record_all(
        [
            Record(account.id, "milestone.done", data, actor.user),
            *_completed(account.id, outcome.stages_completed, actor),
        ]
    )
    celebration = Celebration(
        milestone=milestone.title,
        line=milestone.celebration,
        done_by=actor.user,
        opened=tuple(m.title for m in outcome.opened),
        first_value=outcome.first_value,
    )
    key = f"celebration:{account.id}:{milestone.key}"
    said = channel_post(account.id, celebration, key, in_thread=True)
    surfaces.touch(tx, account.id, page=None, then=[said])


def reopened(
    tx: Transaction,
    account: Account,
    side: Side,
    actor: Actor,
    before: Plan,
    outcome: Reopened,
) -> None:
    """A milestone is open again, and with it the stages that had counted as done."""
    plans.save(tx, account.id, before, outcome.plan)
    data = {"milestone": outcome.milestone.key, "side": side.value}
    tx.record_all(
        [
            Record(account.id, "milestone.reopened", data, actor.user),
            *_reopened(account.id, outcome.stages_reopened, actor),
        ]
    )
    surfaces.touch(tx, account.id, page=None)


def stages_completed(
    tx: Transaction, account: str, completed: tuple[Stage, ...], actor: Actor
) -> None:
    """Completed stages are on record; the next review says so in the channel (C5)."""
    tx.record_all(_completed(account, completed, actor))


def stages_reopened(
    tx: Transaction, account: str, reopened: tuple[Stage, ...], actor: Actor
) -> None:
    """It is on record that stages do not count as done any more."""
    tx.record_all(_reopened(account, reopened, actor))


def _completed(account: str, found: tuple[Stage, ...], actor: Actor) -> list[Record]:
    return [Record(account, "stage.completed", {"stage": stage.key}, actor.user) for stage in found]


def _reopened(account: str, found: tuple[Stage, ...], actor: Actor) -> list[Record]:
    return [Record(account, "stage.reopened", {"stage": stage.key}, actor.user) for stage in found]
