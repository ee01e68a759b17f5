"""How an account stands, for our own people."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from onboarding.checklist import items
from onboarding.people import Role
from onboarding.plan import Plan
from onboarding.provisioning import StepState
from onboarding.stakeholders import MapPerson
from onboarding.tracks import Track
from onboarding.usage import line
from onboarding.views import (
    AccountChoice,
    BlockerLine,
    PersonLine,
    StatusView,
    StepLine,
)
from services import (
    checklist,
    criteria_card,
    discovery,
    package_news,
    stakeholder_map,
    surveys,
)
from services.office import Office, calendar
from storage import accounts, closings, people, plans, steps, usage
from storage.accounts import Account
from storage.transaction import Transaction

NEXT = 3
"""How many of the coming milestones a status names."""


def view(office: Office, tx: Transaction, account: Account) -> StatusView:
    """Everything about an account that fits an answer."""
    plan = office.plan(tx, account)
    playbook = office.frozen.get(tx, account.playbook_id)
    days = calendar(account)
    today = days.local_date(tx.now)
    shown = checklist.view(office, tx, account, None)
    ended = closings.one(tx, account.id)
    goes_on = ended is None
    late = tuple(m for m in plan.milestones if goes_on and plan.is_late(m, today))
    # what only waits for the record is next all the same: somebody has to see to that
    open_now = (*plan.possible(), *plan.waiting_for_record()) if goes_on else ()
    coming = sorted((m for m in open_now if m not in late), key=lambda m: m.due_on)
    current = plan.current_stage
    who = stakeholder_map.view(office, tx, account)
    return StatusView(
        account=account.id,
        customer=account.name,
        channel=account.channel_id,
        channel_state=account.channel_state,
        track=Track(account.track).label,
        playbook=f"{playbook.key} {playbook.version}",
        contract_value=account.contract_value,
        signed_on=account.signed_on,
        outcome=account.outcome,
        done=shown.done,
        total=shown.total,
        stage=current.title if current else None,
        next_milestones=items(plan, tuple(coming[:NEXT]), days, today),
        late=items(plan, late, days, today),
        blockers=_blockers(plan, account),
        team=_team(tx, account),
        customers=tuple(_customer(one) for one in who.by_weight),
        trouble=_trouble(tx, account) if goes_on else (),
        agreed_on=shown.agreed_on,
        first_value_on=shown.first_value_on,
        first_value_done=shown.first_value_done,
        today=today,
        criteria=criteria_card.view(tx, account).lines,
        ended=ended.closing.ending.label if ended else None,
        ended_on=days.local_date(ended.at) if ended else None,
        gaps=gaps(office, tx, account) if goes_on else (),
        ratings=surveys.ratings(tx, account),
        usage=line(plan, usage.newest(tx, account.id), days),
        handoff=package_news.line(tx, account),
        people=who if goes_on else None,
    )


def choices(office: Office, tx: Transaction, found: list[Account]) -> tuple[AccountChoice, ...]:
    """Accounts in a list to choose from."""
    current = plans.current_stages(tx)
    return tuple(
        AccountChoice(
            account=account.id,
            name=account.name,
            stage=_title(office, tx, account, current.get(account.id)),
            channel=account.channel_id,
            is_closed=account.is_closed,
        )
        for account in found
    )


def _title(office: Office, tx: Transaction, account: Account, stage: str | None) -> str | None:
    if stage is None:
        return None
    playbook = office.frozen.get(tx, account.playbook_id)
    return next(template.title for template in playbook.stages if template.key == stage)


def day_in(zone: str, instant: datetime) -> date:
    """The local date of an instant (UTC) in a zone."""
    return instant.astimezone(ZoneInfo(zone)).date()


def gaps(office: Office, tx: Transaction, account: Account) -> tuple[str, ...]:
    """What the kickoff has yet to bring to light, as long as there is something to be done."""
    kickoff = discovery.view(office, tx, account)
    return () if kickoff.is_over else kickoff.gaps


def _blockers(plan: Plan, account: Account) -> tuple[tuple[str, BlockerLine], ...]:
    titles = {milestone.key: milestone.title for milestone in plan.milestones}
    days = calendar(account)
    return tuple(
        (
            titles[blocker.milestone],
            BlockerLine(
                id=blocker.id,
                what=blocker.what,
                kind=blocker.kind.label,
                helper=blocker.helper,
                raised_by=blocker.raised_by,
                raised_on=days.local_date(blocker.raised_at),
            ),
        )
        for blocker in plan.open_blockers
    )


def _team(tx: Transaction, account: Account) -> tuple[PersonLine, ...]:
    holders = accounts.holders(tx, account.id)
    lines = []
    for role in Role:
        for user in holders.get(role, ()):
            known = people.member(tx, user)
            name = known.name if known else user
            lines.append(PersonLine(role.label, user, name, joined=True))
    return tuple(lines)


def _customer(one: MapPerson) -> PersonLine:
    return PersonLine(
        role=", ".join(role.label for role in one.roles),
        user=one.user,
        name=one.name,
        joined=one.user is not None and not one.is_gone,
        invitation=one.facts.invitation,
        presence=one.presence,
        ago=one.ago,
    )


def _trouble(tx: Transaction, account: Account) -> tuple[StepLine, ...]:
    return tuple(
        StepLine(step.key, step.kind.label, step.state.value, step.error)
        for step in steps.of_account(tx, account.id)
        if step.state is StepState.FAILED
    )
