"""What helps with a milestone: guides, videos and sessions, for whoever looks (C6, C7)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from onboarding.people import StakeholderRole
from onboarding.plan import Milestone, Plan
from onboarding.playbook import Audience, Resource

_EXECUTIVES = {StakeholderRole.EXECUTIVE_SPONSOR.value, StakeholderRole.ECONOMIC_BUYER.value}
_END_USERS = {StakeholderRole.DAILY_USER.value}


def audience_of(roles: Collection[str]) -> Audience:
    """How somebody with these roles at the customer (values of `StakeholderRole`) is spoken to."""
    if not _EXECUTIVES.isdisjoint(roles):
        return Audience.EXECUTIVE
    if set(roles) == _END_USERS:
        return Audience.END_USER
    return Audience.ADMINISTRATOR


def fitting(resources: Sequence[Resource], audience: Audience) -> tuple[Resource, ...]:
    """What speaks to an audience, in the playbook's order: where nothing is made for it, what is
    for end users, which everybody understands; else whatever there is."""
    for wanted in (audience, Audience.END_USER):
        found = tuple(one for one in resources if one.audience is wanted)
        if found:
            return found
    return tuple(resources)


@dataclass(frozen=True, slots=True)
class StepMaterial:
    """A milestone with what helps: `yours` fits whoever looks, `others` is for somebody else."""

    title: str
    due_on: date
    is_done: bool
    yours: tuple[Resource, ...]
    others: tuple[Resource, ...]


@dataclass(frozen=True, slots=True)
class MaterialView:
    """What one person is shown. `audience` is None for our own people, who see it all."""

    audience: Audience | None
    steps: tuple[StepMaterial, ...]
    today: date


def material(plan: Plan, audience: Audience | None, today: date) -> MaterialView:
    """Every milestone with something to learn from: what can be done now, what comes, what is
    done."""
    helped = [m for m in plan.milestones if m.resources and not m.is_handed_on]
    possible = {milestone.key for milestone in plan.possible()}
    ranked = sorted(helped, key=lambda m: (m.is_done, m.key not in possible))
    return MaterialView(audience, tuple(_step(m, audience) for m in ranked), today)


def _step(milestone: Milestone, audience: Audience | None) -> StepMaterial:
    resources = milestone.resources
    yours = resources if audience is None else fitting(resources, audience)
    return StepMaterial(
        title=milestone.title,
        due_on=milestone.due_on,
        is_done=milestone.is_done,
        yours=yours,
        others=tuple(one for one in resources if one not in yours),
    )
