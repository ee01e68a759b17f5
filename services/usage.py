"""Reporting by hand how it is used: internal, and on record (G1, G5)."""

from dataclasses import dataclass
from datetime import date

from onboarding import usage as rules
from onboarding.cadence import UsageCheck
from onboarding.criteria import RecordKey
from onboarding.permissions import Action
from onboarding.usage import TypedUsage, UsageReport
from services import gates
from services.actor import Actor
from services.office import Met, Office, calendar
from services.outcomes import Invalid, NotAllowed, Repeated
from storage import reviews, usage
from storage.accounts import Account
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class UsageForm:
    """What the form shows: what was set up (key and title), and the last report with its day."""

    account: str
    set_up: tuple[tuple[str, str], ...]
    last: UsageReport | None
    last_on: date | None
    today: date


@dataclass(frozen=True, slots=True)
class UsageReported:
    """It is on record."""


@dataclass(frozen=True, slots=True)
class Usage:
    """How it is used, as our people see it."""

    office: Office

    def form(self, actor: Actor, account: str) -> UsageForm | NotAllowed:
        """What there is to report about."""
        with self.office.begin(actor.workspace) as tx:
            met = self._met(tx, actor, account)
            if isinstance(met, NotAllowed):
                return met
            days, last = calendar(met.account), usage.newest(tx, account)
            return UsageForm(
                account=account,
                set_up=tuple(
                    (m.key, m.title) for m in rules.set_up(self.office.plan(tx, met.account))
                ),
                last=last,
                last_on=days.local_date(last.at) if last else None,
                today=days.local_date(tx.now),
            )

    def report(
        self, actor: Actor, account: str, typed: TypedUsage, key: str
    ) -> UsageReported | Invalid | NotAllowed | Repeated:
        """Keep what was seen, and tell the gates; earlier reports stay."""
        with self.office.begin(actor.workspace) as tx:
            met = self._met(tx, actor, account)
            if isinstance(met, NotAllowed):
                return met
            found = rules.check(typed)
            if isinstance(found, dict):
                return Invalid(found)
            known = {m.key for m in rules.set_up(self.office.plan(tx, met.account))}
            if not known.issuperset(typed.unused):
                return NotAllowed("forged")
            if not tx.first_time(key):
                return Repeated()
            active, expected = found
            remark = typed.remark.strip() or None
            report = UsageReport(active, expected, typed.unused, remark, actor.user, tx.now)
            usage.add(tx, account, report)
            tx.record(
                "usage.reported",
                actor=actor.user,
                account=account,
                active_people=active,
                expected_people=expected,
                unused=list(typed.unused),
                remark=remark,
            )
            self._settle(tx, met.account, report, actor)
            reviews.bring_forward(tx, account)
            return UsageReported()

    def _settle(self, tx: Transaction, account: Account, report: UsageReport, actor: Actor) -> None:
        """Whether it is used is what the last report says; a gate may wait for it."""
        wanted = self.office.frozen.get(tx, account.playbook_id).cadence.usage or UsageCheck()
        used = rules.is_used(self.office.plan(tx, account), report, wanted)
        gates.settle(self.office, tx, account, {RecordKey.USED: used}, actor)

    def _met(self, tx: Transaction, actor: Actor, account: str) -> Met | NotAllowed:
        met = self.office.meet_at(tx, account, actor)
        if isinstance(met, NotAllowed):
            return met
        return self.office.allow(tx, Action.REPORT_USAGE, met, actor) or met
