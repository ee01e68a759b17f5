"""Who of ours looks after a customer, and what a change of that means (R10, K1)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from onboarding.people import Role, Side
from onboarding.plan import Milestone, Plan

FOR_ONE = (Role.OWNER, Role.AE, Role.CSM)
"""Roles that one person holds: somebody has to know that it is theirs."""
FOR_SEVERAL = (Role.CONSULTANT, Role.PRODUCT, Role.SUPPORT)
ROLES = (*FOR_ONE, *FOR_SEVERAL)
MOST = 10
"""Holders of a role."""

Holders = Mapping[Role, tuple[str, ...]]
"""Slack user ids by role."""


@dataclass(frozen=True, slots=True)
class RoleChange:
    """A role that others hold from now on."""

    role: Role
    was: tuple[str, ...]
    now: tuple[str, ...]

    @property
    def given(self) -> tuple[str, ...]:
        """Whoever did not have it before."""
        return tuple(user for user in self.now if user not in self.was)

    @property
    def taken(self) -> tuple[str, ...]:
        """Whoever has it no more."""
        return tuple(user for user in self.was if user not in self.now)


def changes(before: Holders, wanted: Holders) -> tuple[RoleChange, ...]:
    """What is different; a role that is not named in `wanted` stays as it is."""
    found = []
    for role in ROLES:
        was = before.get(role, ())
        now = tuple(dict.fromkeys(wanted.get(role, was)))
        if set(was) != set(now):
            found.append(RoleChange(role, was, now))
    return tuple(found)


def problems(wanted: Holders) -> dict[str, str]:
    """What cannot be, by role."""
    found = {}
    for role, users in wanted.items():
        if role is Role.OWNER and not users:
            found[role.value] = "Every customer has an onboarding manager: who is it?"
        elif len(users) > (1 if role in FOR_ONE else MOST):
            found[role.value] = f"At most {1 if role in FOR_ONE else MOST}, please."
    return found


def roles_of(user: str, of: Iterable[RoleChange], *, given: bool) -> tuple[Role, ...]:
    """The roles that somebody got, or that somebody gave away."""
    return tuple(change.role for change in of if user in (change.given if given else change.taken))


def handed_over(plan: Plan, before: Holders, after: Holders) -> tuple[Milestone, ...]:
    """The open milestones of ours that go to somebody else with their role, as they are then.

    A role that nobody holds falls to the owner, as when a plan is drawn up. What was given by name
    to somebody who did not hold the role stays theirs.
    """
    found = []
    for milestone in plan.milestones:
        if milestone.side is not Side.TEAM or milestone.is_done:
            continue
        was, now = (_holding(milestone.role, held) for held in (before, after))
        is_theirs = milestone.assignee is None or milestone.assignee in was
        if is_theirs and milestone.assignee not in now:
            heir = next((user for user in now if user not in was), now[0])
            found.append(replace(milestone, assignee=heir))
    return tuple(found)


def _holding(role: str, held: Holders) -> tuple[str, ...]:
    return held.get(Role(role), ()) or held[Role.OWNER]
