from functools import partial

import pytest

from onboarding.people import Role, Side
from onboarding.permissions import Action, asks_for, may

NOBODY: frozenset[Role] = frozenset()
OF_CUSTOMERS = {
    Action.TICK_CUSTOMER,
    Action.AGREE_PLAN,
    Action.RAISE_BLOCKER,
    Action.RESOLVE_BLOCKER,
    Action.ANSWER,
    Action.PUT_OFF,
    Action.CONFIRM_CRITERIA,
    Action.REPORT_VALUE,
    Action.CHECK_GO_LIVE,
}
NOT_OURS = {
    Action.TICK_CUSTOMER,
    Action.AGREE_PLAN,
    Action.ANSWER,
    Action.CONFIRM_CRITERIA,
}
OF_THE_OWNER = {Action.OPEN_GATE, Action.CLOSE_ACCOUNT, Action.EXPORT}
OF_THE_CSM = {Action.ANSWER_PACKAGE}


@pytest.mark.parametrize("action", Action)
def test_a_customer_may_tick_agree_answer_and_speak_of_blockers_and_nothing_else_R10(
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
    assert allowed is (action not in NOT_OURS | OF_THE_OWNER | OF_THE_CSM)


@pytest.mark.parametrize("action", sorted(OF_THE_OWNER | OF_THE_CSM))
@pytest.mark.parametrize("role", Role)
def test_what_is_kept_for_a_role_on_the_account_is_for_its_holder_and_for_leaders_R10(
    action: Action, role: Role
) -> None:
    keeper = Role.OWNER if action in OF_THE_OWNER else Role.CSM
    assert asks_for(action) is keeper
    allowed = partial(may, action, starters_limited=False, leaders_named=False)
    held = frozenset({role})
    assert allowed(Side.TEAM, NOBODY, on_account=held) is (role is keeper)
    assert allowed(Side.TEAM, held) is (role is Role.LEADER)
    assert not allowed(Side.CUSTOMER, held, on_account=held)


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
