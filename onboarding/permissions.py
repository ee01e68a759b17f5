"""Who may do what: one table (R10)."""

from collections.abc import Mapping
from enum import Enum, StrEnum, auto
from types import MappingProxyType

from onboarding.people import Role, Side


class Action(StrEnum):
    """Something a person asks for that not everybody may do."""

    START_ACCOUNT = "start_account"
    ADOPT_CHANNEL = "adopt_channel"
    CHANGE_SETTINGS = "change_settings"
    SEE_STATUS = "see_status"
    TICK_TEAM = "tick_team"
    TICK_CUSTOMER = "tick_customer"
    AGREE_PLAN = "agree_plan"
    REDATE = "redate"
    REASSIGN = "reassign"
    RAISE_BLOCKER = "raise_blocker"
    RESOLVE_BLOCKER = "resolve_blocker"
    RETRY_PROVISIONING = "retry_provisioning"
    ANSWER = "answer"  # a check-in, a survey
    PUT_OFF = "put_off"  # "remind me later"
    STEER_TOUCHES = "steer_touches"  # see what will be sent, skip it or send it now
    HOLD = "hold"  # let an onboarding rest, and go on
    CHANGE_PEOPLE = "change_people"  # who is who at the customer
    CARE_FOR_STALL = "care_for_stall"  # a quiet customer, and the note to its sponsor


class _Who(Enum):
    TEAM = auto()
    CUSTOMER = auto()
    EVERYBODY = auto()
    STARTERS = auto()
    LEADERS = auto()


_TABLE: Mapping[Action, _Who] = MappingProxyType(
    {
        Action.START_ACCOUNT: _Who.STARTERS,
        Action.ADOPT_CHANNEL: _Who.STARTERS,
        Action.CHANGE_SETTINGS: _Who.LEADERS,
        Action.SEE_STATUS: _Who.TEAM,
        Action.TICK_TEAM: _Who.TEAM,
        Action.TICK_CUSTOMER: _Who.CUSTOMER,
        Action.AGREE_PLAN: _Who.CUSTOMER,
        Action.REDATE: _Who.TEAM,
        Action.REASSIGN: _Who.TEAM,
        Action.RAISE_BLOCKER: _Who.EVERYBODY,
        Action.RESOLVE_BLOCKER: _Who.EVERYBODY,
        Action.RETRY_PROVISIONING: _Who.TEAM,
        Action.ANSWER: _Who.CUSTOMER,
        Action.PUT_OFF: _Who.EVERYBODY,
        Action.STEER_TOUCHES: _Who.TEAM,
        Action.HOLD: _Who.TEAM,
        Action.CHANGE_PEOPLE: _Who.TEAM,
        Action.CARE_FOR_STALL: _Who.TEAM,
    }
)
_STARTERS = frozenset({Role.OWNER, Role.LEADER})


def may(
    action: Action,
    side: Side,
    roles: frozenset[Role],
    *,
    starters_limited: bool,
    leaders_named: bool,
) -> bool:
    """Whether a full member of our side, or a customer of the account, may do this (R10).

    `roles` are those held in the workspace. `starters_limited`: only owners and leaders start or
    adopt customers. `leaders_named`: once there is a leader, only leaders change settings.
    """
    on_our_side = side is Side.TEAM
    match _TABLE[action]:
        case _Who.EVERYBODY:
            return True
        case _Who.TEAM:
            return on_our_side
        case _Who.CUSTOMER:
            return not on_our_side
        case _Who.STARTERS:
            return on_our_side and (not starters_limited or not roles.isdisjoint(_STARTERS))
        case _Who.LEADERS:
            return on_our_side and (not leaders_named or Role.LEADER in roles)
