"""G1, G5: once a customer is live its owner is asked how it is used, and told what helps where
something was set up for nobody, or few come."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial

from onboarding.cadence import UsageCheck
from onboarding.messages.usage import Lesson, UnderUsed, UsageWanted
from onboarding.plan import Milestone, Plan
from onboarding.playbook import Audience
from onboarding.review.account import AccountState
from onboarding.review.touch import AskAgain, Draft, Priority, Touch, Wish
from onboarding.usage import UsageReport, is_low, live_since, since_live, unused

UNDER_USED = "under_used"
LESSONS = 3
_FEW = ":few"


def first_look(wanted: UsageCheck) -> int:
    """Working days after go-live by which somebody should have looked how it is used."""
    return (wanted.report_every + 1) // 2


def usage_wanted(account: AccountState, now: datetime) -> Iterator[Wish]:
    """The owner is asked some days after go-live, and again whenever the last report is old."""
    wanted, live = account.cadence.usage, live_since(account.plan)
    if wanted is None or live is None or _rests(account, now):
        return
    report = since_live(account.plan, account.usage)
    since = account.today(report.at if report is not None else live)
    days = wanted.report_every if report is not None else first_look(wanted)
    hours = account.hours_of(account.owner_door())
    waited = account.calendar.between(since, hours.calendar.local_date(now)) - days
    turn = max(0, waited // wanted.report_every)
    if f"usage_wanted:{since}:{turn}" in account.settled:
        turn += 1
    key = f"usage_wanted:{since}:{turn}"
    day = account.calendar.add(since, days + turn * wanted.report_every)
    yield AskAgain(hours.first_opening(account.calendar.add(day, wanted.report_every)))
    yield Touch(
        key=key,
        rule="G1",
        to=account.owner_door(),
        draft=Draft(
            UsageWanted,
            lambda: UsageWanted(
                account=account.id,
                touch=key,
                customer=account.name,
                channel=account.channel,
                days_live=_days(account, live, now),
                last_on=since if report is not None else None,
            ),
        ),
        due_at=hours.at(day, account.cadence.reminders.at),
        until=hours.closing(account.calendar.add(day, wanted.report_every - 1)),
        priority=Priority.REMINDER,
    )


def under_used(account: AccountState, now: datetime) -> Iterator[Touch]:
    """A report that falls short is told to the owner with what helps.

    Not again within the playbook's days, unless something else turns out to be wrong.
    """
    wanted = account.cadence.usage
    report = since_live(account.plan, account.usage)
    if wanted is None or report is None or _rests(account, now):
        return
    idle, few = unused(account.plan, report), is_low(report, wanted)
    told = [past for past in account.settled.values() if past.kind == UNDER_USED]
    if any(past.at >= report.at for past in told):
        return
    lately = [past for past in told if _days(account, past.at, report.at) < wanted.report_every]
    heard_of = {key for past in lately for key in past.items}
    more_idle = not heard_of.issuperset([milestone.key for milestone in idle])
    fewer = few and not any(past.key.endswith(_FEW) for past in lately)
    if not (more_idle or fewer):
        return
    key = f"{UNDER_USED}:{len(told) + 1}{_FEW if few else ''}"
    yield Touch(
        key=key,
        rule="G5",
        to=account.owner_door(),
        draft=Draft(UnderUsed, partial(_under_used, account, key, report, idle, few)),
        due_at=report.at,
        until=None,
        priority=Priority.ANSWER_OWED,
        items=tuple(milestone.key for milestone in idle),
    )


def _days(account: AccountState, since: datetime, until: datetime) -> int:
    """Working days of the customer between two moments."""
    return account.calendar.between(account.today(since), account.today(until))


def _rests(account: AccountState, now: datetime) -> bool:
    return account.plan.is_finished or account.hold_at(now) is not None


def _under_used(
    account: AccountState, key: str, report: UsageReport, idle: Sequence[Milestone], few: bool
) -> UnderUsed:
    return UnderUsed(
        account=account.id,
        touch=key,
        customer=account.name,
        channel=account.channel,
        active=report.active_people,
        expected=report.expected_people,
        few=few,
        unused=tuple(milestone.title for milestone in idle),
        lessons=lessons(account.plan),
    )


def lessons(plan: Plan) -> tuple[Lesson, ...]:
    """What the plan offers those who should use it every day, what is live first (C6, C7)."""
    training = plan.stage("training")
    found = {
        resource.url: resource
        for milestone in (training.milestones if training is not None else ())
        for resource in milestone.resources
        if resource.audience is Audience.END_USER
    }
    live_first = sorted(found.values(), key=lambda resource: not resource.format.is_live)
    return tuple(
        Lesson(title=one.title, url=one.url, format=one.format.label)
        for one in live_first[:LESSONS]
    )
