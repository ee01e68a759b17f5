"""The steps by which a customer's channel is made, each a row that is safe to repeat."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select, update

from onboarding.provisioning import Step, StepKind, StepState
from storage.schema import provisioning_steps as steps
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step and how it stands; `error` is Slack's code."""

    key: str
    kind: StepKind
    subject: str | None
    state: StepState
    error: str | None


def add(tx: Transaction, account: str, new: list[Step], *, after: int = 0) -> None:
    """The steps of an account, in their order, behind those it has (`after` of them)."""
    tx.connection.execute(
        steps.insert(),
        [
            {
                "workspace_id": tx.workspace,
                "account_id": account,
                "key": step.key,
                "position": after + position,
                "kind": step.kind.value,
                "subject": step.subject,
                "state": StepState.PENDING.value,
            }
            for position, step in enumerate(new)
        ],
    )


def of_account(tx: Transaction, account: str) -> list[StepRow]:
    """Every step of an account, in order."""
    rows = tx.connection.execute(_STEPS, {"workspace": tx.workspace, "account": account})
    return [
        StepRow(row.key, StepKind(row.kind), row.subject, StepState(row.state), row.error)
        for row in rows
    ]


def one(tx: Transaction, account: str, key: str) -> StepRow | None:
    """One step of an account."""
    return next((step for step in of_account(tx, account) if step.key == key), None)


def set_state(
    tx: Transaction, account: str, key: str, state: StepState, error: str | None = None
) -> None:
    """How a step stands now."""
    tx.connection.execute(
        update(steps)
        .where(
            steps.c.workspace_id == tx.workspace,
            steps.c.account_id == account,
            steps.c.key == key,
        )
        .values(
            state=state.value,
            error=error,
            done_at=tx.now if state is StepState.DONE else None,
        )
    )


_STEPS = (
    select(steps)
    .where(
        steps.c.workspace_id == bindparam("workspace"),
        steps.c.account_id == bindparam("account"),
    )
    .order_by(steps.c.position)
)
