"""Accounts as the review sees them, read for many at once.

The number of statements is fixed, whatever the number of accounts: each part is asked for all of
them, and put together here.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import and_, bindparam, select

from onboarding.asked_for import BriefField
from onboarding.discovery import quotes, unanswered
from onboarding.plan import Plan
from onboarding.review.account import AccountState, Promise
from onboarding.success import standing
from onboarding.tracks import Track
from onboarding.workdays import calendar_of
from storage import (
    answers,
    briefs,
    contacts,
    criteria,
    discovery,
    holds,
    packages,
    plans,
    promises,
    questions,
    stalls,
    touches,
    usage,
)
from storage.among import among
from storage.playbooks import FrozenPlaybooks
from storage.schema import accounts as accounts_table
from storage.schema import plans as plans_table
from storage.transaction import Transaction


def one(tx: Transaction, frozen: FrozenPlaybooks, account: str) -> AccountState | None:
    """One account as the review sees it; None where there is none, or no channel yet."""
    return load(tx, frozen, [account]).get(account)


def load(
    tx: Transaction, frozen: FrozenPlaybooks, accounts: Sequence[str], *, can_mail: bool = False
) -> dict[str, AccountState]:
    """These accounts, by id, in the order of the ids; at most `batches.MOST`.

    `can_mail`: a mail server is set, which no table knows.

    Left out is whoever's channel never stood ready: there is nothing to review.
    """
    rows = tx.connection.execute(_ACCOUNTS, {"workspace": tx.workspace, "ids": accounts}).all()
    opened = {row.id: row for row in rows}
    if not opened:
        return {}
    frozen.read(tx, {row.playbook_id for row in opened.values()})
    parts = _Parts(tx, list(opened))
    return {
        account: _state(tx, frozen, opened[account], parts, can_mail)
        for account in accounts
        if account in opened
    }


class _Parts:
    """What belongs to the accounts, each kind by account."""

    def __init__(self, tx: Transaction, accounts: Sequence[str]) -> None:
        self.entries = plans.entries_of_all(tx, accounts)
        self.blockers = plans.blockers_of_all(tx, accounts)
        self.moved_back = plans.moved_back(tx, accounts)
        self.contacts = contacts.of_all(tx, accounts)
        self.teams = contacts.teams_of_all(tx, accounts)
        self.questions = questions.open_ones(tx, accounts)
        self.holds = holds.of_all(tx, accounts)
        self.history = touches.history(tx, accounts)
        self.stalls = stalls.open_ones(tx, accounts)
        self.calmed = stalls.calmed(tx, accounts)
        self.criteria = criteria.of_all(tx, accounts)
        self.briefs = briefs.of_all(tx, accounts)
        self.promises = promises.of_all(tx, accounts)
        self.usage = usage.newest_of_all(tx, accounts)
        self.low_scores = answers.waiting(tx, accounts)
        self.packages = packages.of_all(tx, accounts)
        self.said = discovery.said_of_all(tx, accounts)
        self.leading = discovery.leading_of_all(tx, accounts)


def _state(
    tx: Transaction, frozen: FrozenPlaybooks, row: Any, parts: _Parts, can_mail: bool
) -> AccountState:
    playbook = frozen.get(tx, row.playbook_id)
    told, said = _told(row.id, parts), parts.said.get(row.id, {})
    plan = Plan(
        stages=frozen.outline(tx, row.playbook_id).fill(parts.entries[row.id]),
        agreed_at=row.agreed_at,
        blockers=_of(parts.blockers, row.id),
        standing=plans.standing_of(row.standing),
    )
    leading = parts.leading.get(row.id, discovery.Leading())
    listed = {BriefField.RISKS} if leading.lead else set()  # what stands in the way, with who leads
    return AccountState(
        id=row.id,
        name=row.name,
        outcome=row.outcome,
        contract_value=row.contract_value,
        track=Track(row.track),
        signed_on=row.signed_on,
        calendar=calendar_of(row.country, row.time_zone),
        window=playbook.window,
        cadence=playbook.cadence,
        plan=plan,
        team=parts.teams[row.id],
        contacts=parts.contacts.get(row.id, ()),
        channel=row.channel_id if row.channel_state == "open" else None,
        opened_at=row.opened_at,
        last_words=row.last_words,
        questions=_of(parts.questions, row.id),
        holds=_of(parts.holds, row.id),
        redated_by_customer=parts.moved_back.get(row.id, 0),
        history=_of(parts.history, row.id),
        stall=parts.stalls.get(row.id),
        closed_at=row.closed_at,
        calmed_at=parts.calmed.get(row.id),
        executives_every=leading.executives_every,
        lead=leading.lead,
        authority=leading.authority,
        can_mail=can_mail,
        criteria=standing(parts.criteria.get(row.id, ())),
        brief_missing=tuple(one for one in playbook.brief.required if one not in told),
        promises=tuple(
            Promise(one.text, one.owner, one.due_on)
            for one in _of(parts.promises, row.id)
            if one.kept is None
        ),
        package=parts.packages.get(row.id),
        surveys=playbook.surveys.at_end,
        usage=parts.usage.get(row.id),
        low_scores=tuple(one.score for one in parts.low_scores.get(row.id, ())),
        own_words=quotes(playbook.discovery, said),
        gaps=unanswered(playbook.discovery, told | listed, said),
    )


def _told(account: str, parts: _Parts) -> set[BriefField]:
    """The parts of the brief that sales has written; commitments are listed as promises."""
    told = set(parts.briefs.get(account, ()))
    if any(one.source == "brief" for one in _of(parts.promises, account)):
        told.add(BriefField.COMMITMENTS)
    return told


def _of(part: Mapping[str, list[Any]], account: str) -> tuple[Any, ...]:
    return tuple(part.get(account, ()))


_ACCOUNTS = (
    select(
        accounts_table.c.id,
        accounts_table.c.name,
        accounts_table.c.outcome,
        accounts_table.c.contract_value,
        accounts_table.c.track,
        accounts_table.c.signed_on,
        accounts_table.c.country,
        accounts_table.c.time_zone,
        accounts_table.c.playbook_id,
        accounts_table.c.channel_id,
        accounts_table.c.channel_state,
        accounts_table.c.opened_at,
        accounts_table.c.last_words,
        accounts_table.c.closed_at,
        plans_table.c.agreed_at,
        plans_table.c.standing,
    )
    .select_from(
        accounts_table.join(
            plans_table,
            and_(
                plans_table.c.workspace_id == accounts_table.c.workspace_id,
                plans_table.c.account_id == accounts_table.c.id,
            ),
        )
    )
    .where(
        accounts_table.c.workspace_id == bindparam("workspace"),
        among(accounts_table.c.id, "ids"),
        accounts_table.c.opened_at.is_not(None),
    )
)
