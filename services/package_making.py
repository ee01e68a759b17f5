"""A package made from the record, as it stands in a transaction (A7)."""

from onboarding.asked_for import Survey
from onboarding.looking_back import Source
from onboarding.package import Ended, Lesson, Package, Rated, WentOn
from onboarding.package_composing import Facts, Papers, compose
from onboarding.surveys import HIGHEST_PULSE, PULSE
from onboarding.workdays import WorkCalendar
from services import criteria_card, discovery, notes, promises
from services.office import Office, calendar
from storage import answers, briefs, closings, criteria, findings, gate_passes, people, plans, usage
from storage import discovery as kickoffs
from storage.accounts import Account
from storage.answers import SURVEYS, ScoreRow
from storage.transaction import Transaction


def make(office: Office, tx: Transaction, account: Account) -> Package | None:
    """The package of an account; None while its channel never stood ready."""
    state = office.state(tx, account.id)
    if state is None:
        return None
    days, lines = calendar(account), criteria_card.view(tx, account).lines
    papers = Papers(
        renewal_on=account.renewal_on,
        told=briefs.of_account(tx, account.id),
        people={
            one.id: Facts(one.title, one.attitude, one.remark)
            for one in people.of_account(tx, account.id)
        },
        promises=promises.listed(tx, account).promises,
        notes=notes.lines(tx, account),
        usage=usage.newest(tx, account.id),
        completed=plans.completed_on(tx, account.id),
        criteria=lines,
        values={line.id: criteria.values_of(tx, line.id) for line in lines},
        kickoff=discovery.view(office, tx, account),
        readiness=kickoffs.told_of_readiness(tx, account.id),
        rated=[_rated(row, days) for row in answers.to_surveys(tx, account.id, (PULSE, *SURVEYS))],
        went_on=[
            WentOn(
                missing=tuple(row.open), reason=row.reason, by=row.by, on=days.local_date(row.at)
            )
            for row in gate_passes.of_account(tx, account.id)
        ],
        ended=_ended(tx, account, days),
        lessons=[
            Lesson(
                kind=one.kind.value,
                theirs=one.source is Source.RETROSPECTIVE,
                text=one.text,
                by=one.by,
                on=days.local_date(one.at),
            )
            for one in findings.of_account(tx, account.id, *Source)
        ],
    )
    return compose(state, papers, tx.now)


def _rated(row: ScoreRow, days: WorkCalendar) -> Rated:
    survey = None if row.kind == PULSE else Survey(row.kind)
    return Rated(
        survey=survey.label if survey else "Half-way",
        score=int(row.value),
        highest=survey.highest if survey else HIGHEST_PULSE,
        ask=row.wording,
        words=row.comment,
        by=row.user_id,
        on=days.local_date(row.at),
    )


def _ended(tx: Transaction, account: Account, days: WorkCalendar) -> Ended | None:
    row = closings.one(tx, account.id)
    if row is None:
        return None
    closing, looked_back = row.closing, closings.post_mortem(tx, account.id)
    return Ended(
        ending=closing.ending.label,
        cause=closing.cause.label if closing.cause else None,
        words=closing.words,
        by=row.by,
        on=days.local_date(row.at),
        post_mortem=looked_back.summary if looked_back else None,
    )
