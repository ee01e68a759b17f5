"""What reviews decided, put on record for many accounts at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, update
from sqlalchemy.dialects import postgresql, sqlite

from onboarding.review.account import Stall
from onboarding.review.touch import Fate, Touch
from storage.review_schema import holds, stalls, touches
from storage.stalls import steps_as_data
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Settled:
    """A touch that is dealt with; `reason` says why it was dropped."""

    account: str
    touch: Touch
    fate: Fate
    reason: str | None = None


def settle(tx: Transaction, settled: Sequence[Settled]) -> set[tuple[str, str]]:
    """Put touches on record, each once: the account and key of those that were not settled yet.

    One that somebody put off comes again, and is settled anew.
    """
    if not settled:
        return set()
    rows = [
        {
            "workspace_id": tx.workspace,
            "account_id": one.account,
            "key": one.touch.key,
            "kind": one.touch.kind,
            "rule": one.touch.rule,
            "door": one.touch.to.door.value,
            "recipient": one.touch.to.user,
            "fate": one.fate.value,
            "at": tx.now,
            "reason": one.reason,
            "asked_for": list(one.touch.items),
        }
        for one in settled
    ]
    written = tx.connection.execute(_SETTLE[tx.connection.dialect.name], rows)
    return {(account, key) for account, key in written}


def save_stalls(tx: Transaction, changed: Mapping[str, Stall]) -> None:
    """The open stalls of these accounts as they are now; what people entered stays."""
    if not changed:
        return
    rows = [
        {
            "workspace_id": tx.workspace,
            "account_id": account,
            "id": stall.id,
            "level": stall.level.value,
            "since": stall.since,
            "began_at": stall.began_at,
            "ladder": [lever.value for lever in stall.ladder],
            "steps": steps_as_data(stall.steps),
            "proposed": stall.proposed.value,
        }
        for account, stall in changed.items()
    ]
    tx.connection.execute(_SAVE_STALLS[tx.connection.dialect.name], rows)


def end_stalls(tx: Transaction, ended: Sequence[tuple[str, str, bool]]) -> None:
    """These stalls are over: account, stall, and whether the customer came back."""
    if ended:
        tx.connection.execute(
            _END_STALL,
            [
                {
                    "workspace": tx.workspace,
                    "account": account,
                    "stall": stall,
                    "back": back,
                    "end": tx.now,
                }
                for account, stall, back in ended
            ],
        )


def end_holds(tx: Transaction, ended: Sequence[tuple[str, date, datetime]]) -> None:
    """Holds of these accounts that were to last until a day (local) ran out at an instant."""
    if ended:
        tx.connection.execute(
            _END_HOLD,
            [
                {"workspace": tx.workspace, "account": account, "day": day, "end": at}
                for account, day, at in ended
            ],
        )


_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def _settling(insert: Any) -> Any:
    statement = insert(touches)
    renewed = ("fate", "at", "reason", "asked_for", "door", "recipient")
    return statement.on_conflict_do_update(
        index_elements=["workspace_id", "account_id", "key"],
        set_={name: statement.excluded[name] for name in renewed} | {"again_at": None},
        where=touches.c.fate == Fate.SNOOZED.value,
    ).returning(touches.c.account_id, touches.c.key)


def _saving(insert: Any) -> Any:
    statement = insert(stalls)
    renewed = ("level", "since", "began_at", "ladder", "steps", "proposed")
    return statement.on_conflict_do_update(
        index_elements=["workspace_id", "account_id", "id"],
        set_={name: statement.excluded[name] for name in renewed}
        | {"ended_at": None, "came_back": None, "resolved_by": None},
    ).returning(stalls.c.id)


_SETTLE = {name: _settling(insert) for name, insert in _INSERTS.items()}
_SAVE_STALLS = {name: _saving(insert) for name, insert in _INSERTS.items()}
_END_STALL = (
    update(stalls)
    .where(
        stalls.c.workspace_id == bindparam("workspace"),
        stalls.c.account_id == bindparam("account"),
        stalls.c.id == bindparam("stall"),
        stalls.c.ended_at.is_(None),
    )
    .values(came_back=bindparam("back"), ended_at=bindparam("end"))
)
_END_HOLD = (
    update(holds)
    .where(
        holds.c.workspace_id == bindparam("workspace"),
        holds.c.account_id == bindparam("account"),
        holds.c.until_on == bindparam("day"),
        holds.c.ended_at.is_(None),
    )
    .values(ended_at=bindparam("end"))
)
