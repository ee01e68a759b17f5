"""The plan of an account: what the frozen playbook says, and what the tables add to it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, case, exists, select, text, update

from onboarding.criteria import RecordKey
from onboarding.plan import Blocker, BlockerKind, Plan, StageState, Standing
from storage.accounts import Account
from storage.batches import of_accounts, scope_of
from storage.outlines import Entries, Outline
from storage.schema import UtcDateTime, activity, blockers, milestones, plans, stages
from storage.transaction import Transaction


def add(tx: Transaction, account: str, plan: Plan) -> None:
    """The plan of a new account."""
    tx.connection.execute(plans.insert().values(workspace_id=tx.workspace, account_id=account))
    tx.connection.execute(
        stages.insert(),
        [
            {
                "workspace_id": tx.workspace,
                "account_id": account,
                "key": stage.key,
                "position": position,
                "state": plan.stage_state(stage.key).value,
            }
            for position, stage in enumerate(plan.stages)
        ],
    )
    tx.connection.execute(
        milestones.insert(),
        [
            {
                "workspace_id": tx.workspace,
                "account_id": account,
                "key": milestone.key,
                "stage": milestone.stage,
                "position": position,
                "title": milestone.title,
                "side": milestone.side.value,
                "role": milestone.role,
                "assignee": milestone.assignee,
                "baseline_on": milestone.baseline_on,
                "due_on": milestone.due_on,
                "depends_on": list(milestone.depends_on),
            }
            for position, milestone in enumerate(plan.milestones)
        ],
    )


def load(tx: Transaction, account: Account, outline: Outline) -> Plan:
    """The plan as it stands in this transaction."""
    scope = {"workspace": tx.workspace, "account": account.id}
    rows = tx.connection.execute(_MILESTONES, scope).all()
    entries: dict[str, Entries] = {row[0]: row[2:] for row in rows}
    is_blocked = bool(rows) and rows[0].has_blockers
    return Plan(
        stages=outline.fill(entries),
        agreed_at=account.agreed_at,
        blockers=_blockers(tx, scope) if is_blocked else (),
        standing=standing_of(account.standing),
    )


def entries_of_all(tx: Transaction, accounts: Sequence[str]) -> Mapping[str, dict[str, Entries]]:
    """What each of these accounts has entered to its milestones, by account."""
    found: dict[str, dict[str, Entries]] = defaultdict(dict)
    for row in tx.connection.execute(_ENTRIES, scope_of(tx, accounts)).all():
        found[row[0]][row[1]] = row[2:]
    return found


def blockers_of_all(tx: Transaction, accounts: Sequence[str]) -> Mapping[str, list[Blocker]]:
    """The blockers of these accounts, the oldest first, by account."""
    found: dict[str, list[Blocker]] = defaultdict(list)
    for row in tx.connection.execute(_ALL_BLOCKERS, scope_of(tx, accounts)):
        found[row.account_id].append(_blocker(row))
    return found


def moved_back(tx: Transaction, accounts: Sequence[str]) -> Mapping[str, int]:
    """How often a milestone of these accounts was given a later date, by account."""
    found: dict[str, int] = defaultdict(int)
    for row in tx.connection.execute(_REDATED, scope_of(tx, accounts)):
        first = next(iter(row.data["changes"]), None)
        found[row.account_id] += first is not None and first["after"] > first["before"]
    return found


def standing_of(kept: Mapping[str, Any]) -> Standing:
    """What the record says to gates, as the column keeps it."""
    if not kept:
        return _NOTHING
    return Standing(
        holds={RecordKey(what): _moment(at) for what, at in kept.get("holds", {}).items()},
        passed={gate: _moment(at) for gate, at in kept.get("passed", {}).items()},
    )


def _save_standing(tx: Transaction, account: str, standing: Standing) -> None:
    kept = {
        "holds": {what.value: at.isoformat() for what, at in standing.holds.items()},
        "passed": {gate: at.isoformat() for gate, at in standing.passed.items()},
    }
    tx.connection.execute(
        update(plans)
        .where(plans.c.workspace_id == tx.workspace, plans.c.account_id == account)
        .values(standing=kept)
    )


def _moment(kept: str) -> datetime:
    return datetime.fromisoformat(kept)


_NOTHING = Standing()


def _blockers(tx: Transaction, scope: dict[str, str]) -> tuple[Blocker, ...]:
    return tuple(_blocker(row) for row in tx.connection.execute(_BLOCKERS, scope))


def save(tx: Transaction, account: str, before: Plan, after: Plan) -> None:
    """Write what a rule changed: milestones and, where they moved, the states of stages."""
    for old, new in zip(before.milestones, after.milestones, strict=True):
        if old is not new and old != new:
            tx.connection.execute(
                _SET_MILESTONE,
                {
                    "workspace": tx.workspace,
                    "account": account,
                    "milestone": new.key,
                    "assignee": new.assignee,
                    "due_on": new.due_on,
                    "done_at": new.done_at,
                    "done_by": new.done_by,
                    "handed_on_at": new.handed_on_at,
                },
            )
    if after.standing != before.standing:
        _save_standing(tx, account, after.standing)
    _save_stages(tx, account, before, after)


def save_handed_on_by(tx: Transaction, account: str, milestone: str, by: str | None) -> None:
    """Who moved a milestone to later; None where it was taken back (R8)."""
    tx.connection.execute(
        update(milestones)
        .where(
            milestones.c.workspace_id == tx.workspace,
            milestones.c.account_id == account,
            milestones.c.key == milestone,
        )
        .values(handed_on_by=by)
    )


def handed_on_by(tx: Transaction, account: str) -> Mapping[str, str]:
    """Who moved what to later, by the milestones' keys."""
    rows = tx.connection.execute(
        select(milestones.c.key, milestones.c.handed_on_by).where(
            milestones.c.workspace_id == tx.workspace,
            milestones.c.account_id == account,
            milestones.c.handed_on_by.is_not(None),
        )
    )
    return {row.key: row.handed_on_by for row in rows}


def _save_stages(tx: Transaction, account: str, before: Plan, after: Plan) -> None:
    """Those that are done are always the first ones, so their places tell which have changed."""
    were_done, are_done = len(before.done_stages), len(after.done_stages)
    if were_done == are_done:
        return
    tx.connection.execute(
        _SET_STAGES,
        {
            "workspace": tx.workspace,
            "account": account,
            "first": min(were_done, are_done),
            "last": max(were_done, are_done),
            "done": are_done,
            "now": tx.now,
        },
    )


def save_agreement(tx: Transaction, account: str, agreed_by: str) -> None:
    """The customer agreed to the plan, now (A4)."""
    tx.connection.execute(
        update(plans)
        .where(plans.c.workspace_id == tx.workspace, plans.c.account_id == account)
        .values(agreed_at=tx.now, agreed_by=agreed_by)
    )


def add_blocker(tx: Transaction, account: str, blocker: Blocker) -> None:
    """What holds a milestone up."""
    tx.connection.execute(
        blockers.insert().values(
            workspace_id=tx.workspace,
            account_id=account,
            id=blocker.id,
            milestone=blocker.milestone,
            kind=blocker.kind.value,
            what=blocker.what,
            helper=blocker.helper,
            raised_by=blocker.raised_by,
            raised_at=blocker.raised_at,
        )
    )


def save_resolved(tx: Transaction, blocker: str, resolved_by: str) -> None:
    """A blocker is out of the way, now."""
    tx.connection.execute(
        update(blockers)
        .where(blockers.c.workspace_id == tx.workspace, blockers.c.id == blocker)
        .values(resolved_at=tx.now, resolved_by=resolved_by)
    )


def completed_on(tx: Transaction, account: str) -> dict[str, Any]:
    """When each stage that is done was completed (UTC), by its key."""
    rows = tx.connection.execute(
        select(stages.c.key, stages.c.completed_at).where(
            stages.c.workspace_id == tx.workspace,
            stages.c.account_id == account,
            stages.c.completed_at.is_not(None),
        )
    )
    return {row.key: row.completed_at for row in rows}


def current_stages(tx: Transaction) -> dict[str, str]:
    """The stage in which each account is, by account; those that have finished are not in it."""
    rows = tx.connection.execute(
        select(stages.c.account_id, stages.c.key).where(
            stages.c.workspace_id == tx.workspace, stages.c.state == StageState.CURRENT.value
        )
    )
    return {row.account_id: row.key for row in rows}


def _blocker(row: Any) -> Blocker:
    return Blocker(
        id=row.id,
        milestone=row.milestone,
        kind=BlockerKind(row.kind),
        what=row.what,
        helper=row.helper,
        raised_by=row.raised_by,
        raised_at=row.raised_at,
        resolved_at=row.resolved_at,
    )


_MILESTONES = select(
    milestones.c.key,
    exists()
    .where(
        blockers.c.workspace_id == bindparam("workspace"),
        blockers.c.account_id == bindparam("account"),
    )
    .label("has_blockers"),  # hardly ever: then the plan is read with one question
    milestones.c.assignee,
    milestones.c.baseline_on,
    milestones.c.due_on,
    milestones.c.done_at,
    milestones.c.done_by,
    milestones.c.handed_on_at,
).where(
    milestones.c.workspace_id == bindparam("workspace"),
    milestones.c.account_id == bindparam("account"),
)
_BLOCKERS = (
    select(blockers)
    .where(
        blockers.c.workspace_id == bindparam("workspace"),
        blockers.c.account_id == bindparam("account"),
    )
    .order_by(blockers.c.raised_at, blockers.c.id)
)
_ENTRIES = select(
    milestones.c.account_id,
    milestones.c.key,
    milestones.c.assignee,
    milestones.c.baseline_on,
    milestones.c.due_on,
    milestones.c.done_at,
    milestones.c.done_by,
    milestones.c.handed_on_at,
).where(*of_accounts(milestones))
_ALL_BLOCKERS = (
    select(blockers).where(*of_accounts(blockers)).order_by(blockers.c.raised_at, blockers.c.id)
)
_REDATED = select(activity.c.account_id, activity.c.data).where(
    *of_accounts(activity), text("activity.kind = 'plan.redated'")
)
_SET_MILESTONE = (
    update(milestones)
    .where(
        milestones.c.workspace_id == bindparam("workspace"),
        milestones.c.account_id == bindparam("account"),
        milestones.c.key == bindparam("milestone"),
    )
    .values(
        assignee=bindparam("assignee"),
        due_on=bindparam("due_on"),
        done_at=bindparam("done_at"),
        done_by=bindparam("done_by"),
        handed_on_at=bindparam("handed_on_at"),
    )
)
_SET_STAGES = (
    update(stages)
    .where(
        stages.c.workspace_id == bindparam("workspace"),
        stages.c.account_id == bindparam("account"),
        stages.c.position.between(bindparam("first"), bindparam("last")),
    )
    .values(
        state=case(
            (stages.c.position < bindparam("done"), StageState.DONE.value),
            (stages.c.position == bindparam("done"), StageState.CURRENT.value),
            else_=StageState.COMING.value,
        ),
        completed_at=case(
            (stages.c.position < bindparam("done"), bindparam("now", type_=UtcDateTime()))
        ),
    )
)
