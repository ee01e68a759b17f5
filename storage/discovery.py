"""What the kickoff brought to light: answers, readiness, governance (A2, R6, R7)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, Table, cast, delete, func, null, select, union_all
from sqlalchemy.dialects import postgresql, sqlite

from onboarding.asked_for import BriefField
from onboarding.discovery import QUOTED
from onboarding.readiness import ReadinessTold
from storage.batches import of_accounts, scope_of
from storage.record_schema import (
    brief_entries,
    charters,
    discovery_answers,
    promises,
    readiness,
)
from storage.schema import activity
from storage.transaction import Transaction

AGENDA_POSTED = "agenda.posted"
_READINESS = ("readiness.named", "readiness.withdrawn")


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody wrote, and when (UTC)."""

    text: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReadinessRow:
    """`obstacles` is "" where there are none."""

    lead: str
    obstacles: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CharterRow:
    """The governance of a project."""

    structure: str
    escalation_path: str
    authority: str
    executives_every: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Leading:
    """The stakeholders who lead and who may decide; `executives_every` is in working days, 0 where
    it is not named."""

    lead: str | None = None
    authority: str | None = None
    executives_every: int = 0


def answers(tx: Transaction, account: str) -> dict[str, Words]:
    """What was answered, by the question's key."""
    rows = tx.connection.execute(
        select(
            discovery_answers.c.question,
            discovery_answers.c.text,
            discovery_answers.c.by,
            discovery_answers.c.at,
        ).where(*_of(discovery_answers, tx, account))
    )
    return {row.question: Words(row.text, row.by, row.at) for row in rows}


def answer(tx: Transaction, account: str, question: str, text: str, by: str) -> None:
    """Keep an answer, over the one before it; the activity keeps that one."""
    _keep(tx, discovery_answers, account, ["question"], question=question, text=text, by=by)


def take_back(tx: Transaction, account: str, question: str) -> None:
    """Nobody has answered a question any more."""
    tx.connection.execute(
        delete(discovery_answers).where(
            *_of(discovery_answers, tx, account), discovery_answers.c.question == question
        )
    )


def told(tx: Transaction, account: str) -> dict[BriefField, Words]:
    """What sales has told already, by the part of the brief; commitments are listed (A1)."""
    rows = tx.connection.execute(
        select(
            brief_entries.c.field, brief_entries.c.text, brief_entries.c.by, brief_entries.c.at
        ).where(*_of(brief_entries, tx, account))
    )
    found = {BriefField(row.field): Words(row.text, row.by, row.at) for row in rows}
    promised = tx.connection.execute(
        select(promises.c.text, promises.c.made_by, promises.c.made_at)
        .where(*_of(promises, tx, account), promises.c.source == "brief")
        .order_by(promises.c.made_at, promises.c.id)
    ).all()
    if promised:
        last = promised[-1]
        lines = "\n".join(row.text for row in promised)
        found[BriefField.COMMITMENTS] = Words(lines, last.made_by, last.made_at)
    return found


def ready(tx: Transaction, account: str) -> ReadinessRow | None:
    """Who leads on the customer's side, and what stands in the way."""
    row = tx.connection.execute(
        select(readiness.c.lead, readiness.c.obstacles, readiness.c.by, readiness.c.at).where(
            *_of(readiness, tx, account)
        )
    ).one_or_none()
    return ReadinessRow(*row) if row else None


def told_of_readiness(tx: Transaction, account: str) -> list[ReadinessTold]:
    """All that was ever written down of it, the oldest first: only the activity keeps that."""
    rows = tx.connection.execute(
        select(activity.c.data, activity.c.actor, activity.c.at)
        .where(
            activity.c.workspace_id == tx.workspace,
            activity.c.account_id == account,
            activity.c.kind.in_(_READINESS),
        )
        .order_by(activity.c.id)
    )
    return [
        ReadinessTold(
            row.data.get("stakeholder"), row.data.get("obstacles", ""), row.actor or "", row.at
        )
        for row in rows
    ]


def keep_ready(tx: Transaction, account: str, lead: str, obstacles: str, by: str) -> None:
    """Keep it, over what was said before."""
    _keep(tx, readiness, account, [], lead=lead, obstacles=obstacles, by=by)


def forget_ready(tx: Transaction, account: str) -> None:
    """Nobody knows any more; the activity keeps what was known."""
    tx.connection.execute(delete(readiness).where(*_of(readiness, tx, account)))


def charter(tx: Transaction, account: str) -> CharterRow | None:
    """How the project is led."""
    columns = [charters.c[name] for name in CharterRow.__dataclass_fields__]
    row = tx.connection.execute(select(*columns).where(*_of(charters, tx, account))).one_or_none()
    return CharterRow(*row) if row else None


def keep_charter(tx: Transaction, account: str, by: str, **values: Any) -> None:
    """Keep it, over what was said before."""
    _keep(tx, charters, account, [], by=by, **values)


def forget_charter(tx: Transaction, account: str) -> None:
    """It is to be named anew; the activity keeps what it was."""
    tx.connection.execute(delete(charters).where(*_of(charters, tx, account)))


def leading_of_all(tx: Transaction, accounts: Sequence[str]) -> Mapping[str, Leading]:
    """Who leads and who decides at the customer, by account, where that is named (R6, R7)."""
    found: dict[str, Leading] = {}
    for row in tx.connection.execute(_LEADING, scope_of(tx, accounts)):
        known = found.get(row.account_id, Leading())
        if row.executives_every is None:
            found[row.account_id] = replace(known, lead=row.stakeholder)
        else:
            found[row.account_id] = replace(
                known, authority=row.stakeholder, executives_every=row.executives_every
            )
    return found


def said_of_all(tx: Transaction, accounts: Sequence[str]) -> Mapping[str, dict[str, str]]:
    """What was answered at the kickoff, by account and question: as much as may be quoted."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in tx.connection.execute(_SAID, scope_of(tx, accounts)):
        found[row.account_id][row.question] = row.text
    return found


def agendas_posted(tx: Transaction, account: str) -> tuple[int, datetime | None]:
    """How often the agenda went to the customer's channel, and when it did last (UTC)."""
    row = tx.connection.execute(
        select(func.count(), func.max(activity.c.at)).where(
            activity.c.workspace_id == tx.workspace,
            activity.c.account_id == account,
            activity.c.kind == AGENDA_POSTED,
        )
    ).one()
    return row[0], row[1]


def _of(table: Table, tx: Transaction, account: str) -> tuple[Any, ...]:
    return table.c.workspace_id == tx.workspace, table.c.account_id == account


def _keep(tx: Transaction, table: Table, account: str, keys: Sequence[str], **values: Any) -> None:
    insert = sqlite.insert if tx.database.is_sqlite else postgresql.insert
    kept = {**values, "at": tx.now}
    tx.connection.execute(
        insert(table)
        .values(workspace_id=tx.workspace, account_id=account, **kept)
        .on_conflict_do_update(
            index_elements=["workspace_id", "account_id", *keys],
            set_={name: value for name, value in kept.items() if name not in keys},
        )
    )


_SAID = select(
    discovery_answers.c.account_id,
    discovery_answers.c.question,
    func.substr(discovery_answers.c.text, 1, QUOTED + 1).label("text"),
).where(*of_accounts(discovery_answers))
_LEADING = union_all(
    select(
        charters.c.account_id,
        charters.c.authority.label("stakeholder"),
        charters.c.executives_every,
    ).where(*of_accounts(charters)),
    select(
        readiness.c.account_id,
        readiness.c.lead.label("stakeholder"),
        cast(null(), Integer).label("executives_every"),
    ).where(*of_accounts(readiness)),
)
