"""Packages for the customer success manager, and what they were returned with (A7)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select, update

from onboarding.package import Package
from onboarding.package_offer import Offer, OfferState, Question
from storage.batches import of_accounts, scope_of
from storage.record_schema import package_questions, packages
from storage.transaction import Transaction, new_id


def newest(tx: Transaction, account: str) -> Offer | None:
    """The last offer of an account, with the questions of all its offers."""
    return of_all(tx, [account]).get(account)


def of_all(tx: Transaction, accounts: Sequence[str]) -> Mapping[str, Offer]:
    """The last offer of each of these accounts that has one."""
    scope = scope_of(tx, accounts)
    last = {row.account_id: row for row in tx.connection.execute(_OFFERS, scope)}
    questions: dict[str, list[Question]] = defaultdict(list)
    if last:  # hardly ever: the review asks this of every account
        for account, *kept in tx.connection.execute(_QUESTIONS, scope):
            questions[account].append(Question(*kept))
    return {
        account: Offer(
            number=row.number,
            state=OfferState(row.state),
            csm=row.csm,
            offered_by=row.offered_by,
            offered_at=row.offered_at,
            answered_at=row.answered_at,
            questions=tuple(questions[account]),
        )
        for account, row in last.items()
    }


def body(tx: Transaction, account: str, number: int) -> Package | None:
    """A package as it was offered."""
    row = tx.connection.execute(select(packages.c.body).where(*_one(tx, account, number))).first()
    return Package.model_validate(row.body) if row else None


def offer(tx: Transaction, account: str, number: int, package: Package, csm: str, by: str) -> None:
    """A package is offered; one that still waited is replaced by it."""
    tx.connection.execute(
        update(packages)
        .where(
            packages.c.workspace_id == tx.workspace,
            packages.c.account_id == account,
            packages.c.state == OfferState.OFFERED.value,
        )
        .values(state=OfferState.REPLACED.value, answered_at=tx.now)
    )
    tx.connection.execute(
        packages.insert().values(
            workspace_id=tx.workspace,
            account_id=account,
            id=new_id(),
            number=number,
            body=package.model_dump(mode="json"),
            state=OfferState.OFFERED.value,
            csm=csm,
            offered_by=by,
            offered_at=tx.now,
        )
    )


def settle(tx: Transaction, account: str, number: int, state: OfferState, by: str) -> None:
    """The package is accepted, or returned."""
    tx.connection.execute(
        update(packages)
        .where(*_one(tx, account, number))
        .values(state=state.value, answered_by=by, answered_at=tx.now)
    )


def ask(tx: Transaction, account: str, number: int, text: str, owner: str, by: str) -> str:
    """A question about a package; its id."""
    package = tx.connection.execute(
        select(packages.c.id).where(*_one(tx, account, number))
    ).scalar_one()
    question = new_id()
    tx.connection.execute(
        package_questions.insert().values(
            workspace_id=tx.workspace,
            account_id=account,
            id=question,
            package_id=package,
            question=text,
            owner=owner,
            asked_by=by,
            asked_at=tx.now,
        )
    )
    return question


def answer(tx: Transaction, account: str, question: str, text: str, by: str) -> None:
    """A question is answered."""
    tx.connection.execute(
        update(package_questions)
        .where(
            package_questions.c.workspace_id == tx.workspace,
            package_questions.c.account_id == account,
            package_questions.c.id == question,
        )
        .values(answer=text, answered_by=by, answered_at=tx.now)
    )


def _one(tx: Transaction, account: str, number: int) -> tuple[Any, ...]:
    return (
        packages.c.workspace_id == tx.workspace,
        packages.c.account_id == account,
        packages.c.number == number,
    )


_OFFERS = (
    select(
        packages.c.account_id,
        packages.c.number,
        packages.c.state,
        packages.c.csm,
        packages.c.offered_by,
        packages.c.offered_at,
        packages.c.answered_at,
    )
    .where(*of_accounts(packages))
    .order_by(packages.c.number)
)
_QUESTIONS = (
    select(
        package_questions.c.account_id,
        package_questions.c.id,
        package_questions.c.question,
        package_questions.c.owner,
        package_questions.c.asked_by,
        package_questions.c.asked_at,
        package_questions.c.answer,
        package_questions.c.answered_by,
    )
    .where(*of_accounts(package_questions))
    .order_by(package_questions.c.asked_at, package_questions.c.id)
)
