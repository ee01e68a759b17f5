"""Who of ours looks after a customer, and what goes along when that changes (R10)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.our_roles import (
    FOR_ONE,
    MOST,
    ROLES,
    Holders,
    RoleChange,
    changes,
    handed_over,
    problems,
    roles_of,
)
from onboarding.people import Role
from tests.onboarding.examples import CONSULTANT, OWNER, a_plan

HELD = st.dictionaries(
    st.sampled_from(ROLES), st.lists(st.sampled_from("ABCD"), unique=True).map(tuple)
)


@given(HELD, HELD)
def test_a_change_is_what_differs_and_what_is_not_named_stays_R10(
    before: dict[Role, tuple[str, ...]], wanted: dict[Role, tuple[str, ...]]
) -> None:
    after = dict(before)
    for change in changes(before, wanted):
        assert not set(change.given) & set(change.was)
        assert set(change.now) == (set(change.was) - set(change.taken)) | set(change.given)
        after[change.role] = change.now
    for role in ROLES:
        assert set(after.get(role, ())) == set(wanted.get(role, before.get(role, ())))
    assert changes(before, {}) == ()


@pytest.mark.parametrize("role", ROLES)
def test_some_roles_are_for_one_and_the_owners_is_never_empty_R10(role: Role) -> None:
    assert set(problems({role: ()})) == ({"owner"} if role is Role.OWNER else set())
    assert set(problems({role: ("A",)})) == set()
    assert set(problems({role: ("A", "B")})) == ({role.value} if role in FOR_ONE else set())
    assert set(problems({role: tuple(map(str, range(MOST + 1)))})) == {role.value}


BEFORE = {Role.OWNER: (OWNER,), Role.CONSULTANT: (CONSULTANT,)}


def moved(before: Holders, after: Holders, **given: str) -> dict[str, str | None]:
    """Who has which open step from then on; `given`: steps that somebody has by name."""
    plan = a_plan()
    named = {one.key: one for one in plan.milestones if one.key in given}
    plan = plan.changing({key: replace(one, assignee=given[key]) for key, one in named.items()})
    return {one.key: one.assignee for one in handed_over(plan, before, after)}


def test_open_steps_go_along_with_the_role_and_what_was_given_by_name_stays_R10() -> None:
    new_owner = BEFORE | {Role.OWNER: ("UNEW",)}
    assert moved(BEFORE, new_owner) == {"call": "UNEW", "polish": "UNEW"}
    assert moved(BEFORE, new_owner, call="USOMEBODY") == {"polish": "UNEW"}
    assert moved(BEFORE, BEFORE) == {}


def test_a_role_that_nobody_holds_falls_to_the_owner_R10() -> None:
    alone = {Role.OWNER: (OWNER,)}
    assert moved(BEFORE, alone) == {"settings": OWNER}
    assert moved(alone, BEFORE, settings=OWNER) == {"settings": CONSULTANT}
    new_owner = {Role.OWNER: ("UNEW",)}
    assert moved(alone, new_owner, settings=OWNER)["settings"] == "UNEW"


def test_one_more_holder_takes_nothing_from_those_who_are_there_R10() -> None:
    assert moved(BEFORE, BEFORE | {Role.CONSULTANT: (CONSULTANT, "UNEW")}) == {}
    assert moved(BEFORE, BEFORE | {Role.CONSULTANT: ("UNEW",)}) == {"settings": "UNEW"}


def test_whoever_gets_two_roles_hears_of_both_at_once_R10() -> None:
    both = (
        RoleChange(Role.OWNER, ("A",), ("B",)),
        RoleChange(Role.CONSULTANT, (), ("B",)),
    )
    assert roles_of("B", both, given=True) == (Role.OWNER, Role.CONSULTANT)
    assert roles_of("A", both, given=False) == (Role.OWNER,)
