import pytest

from onboarding.people import Role, Side
from onboarding.permissions import Action, may

NOBODY: frozenset[Role] = frozenset()
OF_CUSTOMERS = {
    Action.TICK_CUSTOMER,
    Action.AGREE_PLAN,
    Action.RAISE_BLOCKER,
    Action.RESOLVE_BLOCKER,
    Action.ANSWER,
    Action.PUT_OFF,
}
NOT_OURS = {Action.TICK_CUSTOMER, Action.AGREE_PLAN, Action.ANSWER}


@pytest.mark.parametrize("action", Action)
def test_a_customer_may_tick_agree_and_speak_of_blockers_and_nothing_else_R10(
    action: Action,
) -> None:
    for roles in (NOBODY, frozenset(Role)):
        allowed = may(action, Side.CUSTOMER, roles, starters_limited=False, leaders_named=False)
        assert allowed is (action in OF_CUSTOMERS)


@pytest.mark.parametrize("action", Action)
def test_out_of_the_box_a_full_member_may_do_all_that_is_not_the_customers_R10(
    action: Action,
) -> None:
    allowed = may(action, Side.TEAM, NOBODY, starters_limited=False, leaders_named=False)
    assert allowed is (action not in NOT_OURS)


@pytest.mark.parametrize("action", [Action.START_ACCOUNT, Action.ADOPT_CHANNEL])
@pytest.mark.parametrize("role", Role)
def test_when_starters_are_limited_only_owners_and_leaders_start_R10(
    action: Action, role: Role
) -> None:
    allowed = may(action, Side.TEAM, frozenset({role}), starters_limited=True, leaders_named=False)
    assert allowed is (role in {Role.OWNER, Role.LEADER})


@pytest.mark.parametrize("role", Role)
def test_once_there_is_a_leader_only_leaders_change_settings_R10(role: Role) -> None:
    roles = frozenset({role})
    change = Action.CHANGE_SETTINGS
    assert may(change, Side.TEAM, roles, starters_limited=False, leaders_named=True) is (
        role is Role.LEADER
    )


def test_limits_on_starting_leave_the_work_on_accounts_alone_R10() -> None:
    for action in (Action.REDATE, Action.REASSIGN, Action.TICK_TEAM, Action.RETRY_PROVISIONING):
        assert may(action, Side.TEAM, NOBODY, starters_limited=True, leaders_named=True)
