"""Letting an onboarding rest, and going on with it (C9)."""

from dataclasses import dataclass
from datetime import date, datetime

from onboarding.hours import Hours
from onboarding.messages.alerts import HoldNews
from onboarding.messages.touches import PlanRests, PlanResumes
from onboarding.permissions import Action
from onboarding.refusals import NotOnHold, Refused
from onboarding.review import engagement
from services.actor import Actor
from services.office import Met, Office, calendar
from services.outcomes import Invalid, NotAllowed, Repeated
from services.posting import to_customer, to_person
from storage import accounts, holds, reviews
from storage.accounts import Account
from storage.holds import HoldRow
from storage.transaction import Transaction

USUAL = 5
"""Working days for which the form proposes to rest."""
LONGEST_DAYS = 366
LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class HoldForm:
    """What the form begins with; `reason` and `until_on` are those of a hold that lasts."""

    account: str
    customer: str
    until_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Paused:
    """It rests until the morning of a local date of the account."""

    customer: str
    until_on: date


@dataclass(frozen=True, slots=True)
class Resumed:
    """It goes on, and the customer is told."""

    customer: str


@dataclass(frozen=True, slots=True)
class Holds:
    """The rests of onboardings. The customer sees until when; why is for our people only."""

    office: Office

    def form(self, actor: Actor, account: str) -> HoldForm | NotAllowed:
        """What the form begins with."""
        with self.office.begin(actor.workspace) as tx:
            met = self._met(tx, account, actor)
            if isinstance(met, NotAllowed):
                return met
            days = calendar(met.account)
            lasting = self._lasting(tx, met.account)
            usual = days.add(days.local_date(tx.now), USUAL)
            return HoldForm(
                account=account,
                customer=met.account.name,
                until_on=(lasting.until_on if lasting else None) or usual,
                reason=lasting.reason if lasting else "",
            )

    def pause(
        self, actor: Actor, account: str, until_on: date | None, reason: str, key: str
    ) -> Paused | Invalid | NotAllowed | Repeated:
        """Let it rest from now until the morning of a working day of the customer.

        One that rests already rests until the new day. Both sides are told.
        """
        with self.office.begin(actor.workspace) as tx:
            met = self._met(tx, account, actor)
            if isinstance(met, NotAllowed):
                return met
            problems = _problems(met.account, until_on, reason, tx.now)
            if problems or until_on is None:
                return Invalid(problems)
            if not tx.first_time(key):
                return Repeated()
            lasting = self._lasting(tx, met.account)
            if lasting is not None:
                holds.end(tx, lasting.id, actor.user)
            said = " ".join(reason.split())
            hold = holds.add(tx, account, until_on, said, actor.user)
            told = _can_hear(met.account)
            tx.record(
                "hold.began",
                actor=actor.user,
                account=account,
                hold=hold,
                until=until_on.isoformat(),
                reason=said,
                told=told,
            )
            rests = PlanRests(by=actor.user, owner=accounts.owner(tx, account), until_on=until_on)
            if told:
                to_customer(tx, met.account, rests, f"plan_rests:{hold}", in_thread=False)
            _tell_owner(tx, met, actor, "rests", until_on, said, f"hold_news:{hold}")
            reviews.bring_forward(tx, account)
            return Paused(met.account.name, until_on)

    def resume(
        self, actor: Actor, account: str, key: str
    ) -> Resumed | Refused | NotAllowed | Repeated:
        """Go on before the day; or, after a hold ran out, tell the customer that we do."""
        with self.office.begin(actor.workspace) as tx:
            if not tx.first_time(key):
                return Repeated()
            met = self._met(tx, account, actor)
            if isinstance(met, NotAllowed):
                return met
            rows = holds.of_account(tx, account)
            last = rows[-1] if rows else None
            if last is None or last.ended_by is not None:
                return Refused(NotOnHold())
            lasting, is_news = self._lasting(tx, met.account), self._say_so(tx, met, actor, last)
            if lasting is None and not is_news:
                return Refused(NotOnHold())
            if lasting is not None:
                holds.end(tx, lasting.id, actor.user)
            tx.record("hold.ended", actor=actor.user, account=account, hold=last.id, told=is_news)
            until = last.until_on or calendar(met.account).local_date(tx.now)
            _tell_owner(
                tx, met, actor, "resumes", until, last.reason, f"hold_news:resumes:{last.id}"
            )
            reviews.bring_forward(tx, account)
            return Resumed(met.account.name)

    def _met(self, tx: Transaction, account: str, actor: Actor) -> Met | NotAllowed:
        met = self.office.meet_at(tx, account, actor)
        if isinstance(met, NotAllowed):
            return met
        return self.office.allow(tx, Action.HOLD, met, actor) or met

    def _lasting(self, tx: Transaction, account: Account) -> HoldRow | None:
        """The hold on which the account is now."""
        playbook = self.office.frozen.get(tx, account.playbook_id)
        wall = playbook.cadence.hours
        hours = Hours(calendar(account), wall.opens, wall.closes)
        rows = holds.of_account(tx, account.id)
        return next((row for row in reversed(rows) if _lasts(row, hours, tx.now)), None)

    def _say_so(self, tx: Transaction, met: Met, actor: Actor, hold: HoldRow) -> bool:
        """Tell the customer that we go on; False where it was told before, or cannot hear."""
        if not _can_hear(met.account):
            return False
        critical = engagement.critical_milestone(self.office.plan(tx, met.account))
        message = PlanResumes(
            by=actor.user,
            owner=accounts.owner(tx, met.account.id),
            next_step=critical.title if critical is not None else None,
        )
        return to_customer(tx, met.account, message, f"plan_resumes:{hold.id}", in_thread=False)


def _lasts(row: HoldRow, hours: Hours, now: datetime) -> bool:
    planned = hours.opening(row.until_on) if row.until_on else None
    ends = [end for end in (planned, row.ended_at) if end is not None]
    return row.from_at <= now and all(now < end for end in ends)


def _can_hear(account: Account) -> bool:
    """Whether the customer has a channel in which it could be told."""
    return account.channel_id is not None and account.channel_state not in ("none", "deleted")


def _tell_owner(
    tx: Transaction, met: Met, actor: Actor, news: str, until_on: date, reason: str, key: str
) -> None:
    """Whoever owns the account hears of it, unless it was their own doing."""
    owner = accounts.owner(tx, met.account.id)
    if owner == actor.user:
        return
    message = HoldNews.model_validate(
        {
            "account": met.account.id,
            "customer": met.account.name,
            "channel": met.account.channel_id,
            "news": news,
            "by": actor.user,
            "reason": reason,
            "until_on": until_on,
        }
    )
    to_person(tx, owner, message, key, account=met.account.id)


def _problems(
    account: Account, until_on: date | None, reason: str, now: datetime
) -> dict[str, str]:
    problems = {}
    if not reason.strip():
        problems["reason"] = "Please say why: only our own people read it."
    elif len(reason.strip()) > LONGEST_REASON:
        problems["reason"] = f"Please keep it under {LONGEST_REASON} characters."
    if problem := _day_problem(account, until_on, now):
        problems["until_on"] = problem
    return problems


def _day_problem(account: Account, until_on: date | None, now: datetime) -> str | None:
    if until_on is None:
        return "Please choose the day on which it goes on."
    days = calendar(account)
    today = days.local_date(now)
    if until_on <= today:
        return "Please choose a day after today."
    if (until_on - today).days > LONGEST_DAYS:
        return "That is more than a year away. Please choose a nearer day; you can pause again."
    if not days.is_working_day(until_on):
        following = days.next_working_day(until_on)
        return f"That is a day off there. The next working day is {following.isoformat()}."
    return None
