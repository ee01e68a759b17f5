"""What follows from a tick, whoever or whatever made it: on record, shown, celebrated (C5)."""

from onboarding.messages.customer import Celebration
from onboarding.people import Side
from onboarding.plan import Plan, Stage
from onboarding.ticking import Reopened, Ticked
from services.actor import Actor
from services.posting import to_customer
from storage import plans, reviews, surfaces
from storage.accounts import Account
from storage.transaction import Transaction


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
    tx.record(
        "milestone.done",
        actor=actor.user,
        account=account.id,
        milestone=milestone.key,
        side=side.value,
        first_value=outcome.first_value,
        **({"because": because} if because else {}),
    )
    surfaces.touch(tx, account.id, page=None)
    to_customer(
        tx,
        account,
        Celebration(
            milestone=milestone.title,
            line=milestone.celebration,
            done_by=actor.user,
            opened=tuple(m.title for m in outcome.opened),
            first_value=outcome.first_value,
        ),
        f"celebration:{account.id}:{milestone.key}",
    )
    stages_completed(tx, account.id, outcome.stages_completed, actor)


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
    tx.record(
        "milestone.reopened",
        actor=actor.user,
        account=account.id,
        milestone=outcome.milestone.key,
        side=side.value,
    )
    surfaces.touch(tx, account.id, page=None)
    for stage in outcome.stages_reopened:
        tx.record("stage.reopened", actor=actor.user, account=account.id, stage=stage.key)


def stages_completed(
    tx: Transaction, account: str, completed: tuple[Stage, ...], actor: Actor
) -> None:
    """Completed stages are on record; the next review says so in the channel (C5)."""
    for stage in completed:
        tx.record("stage.completed", actor=actor.user, account=account, stage=stage.key)
    if completed:
        reviews.bring_forward(tx, account)
