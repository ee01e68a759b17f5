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
    FILL_BRIEF = "fill_brief"  # what sales knows (A1)
    DISCOVER = "discover"  # what the kickoff brought to light, readiness, governance (A2, R6, R7)
    OPEN_GATE = "open_gate"  # let something begin although the record is not complete
    PROPOSE_CRITERIA = "propose_criteria"
    CONFIRM_CRITERIA = "confirm_criteria"  # or wish for a change (A3)
    REPORT_VALUE = "report_value"  # how far a success criterion has come
    MAP_PEOPLE = "map_people"  # the stakeholder map, and our own roles (A5, R10)
    CHECK_GO_LIVE = "check_go_live"  # a line of the go-live checklist (A6)
    HAND_ON = "hand_on"  # move later training to the CSM's list (R8)
    REPORT_USAGE = "report_usage"  # how it is used (G5)
    TAKE_NOTE = "take_note"  # decisions, promises, risks, questions
    SEE_RECORD = "see_record"  # timeline, pre-read (X1)
    EXPORT = "export"  # one customer's whole record, to oneself (X1)
    OFFER_PACKAGE = "offer_package"  # the handoff to customer success (A7)
    ANSWER_PACKAGE = "answer_package"  # accept it, or return it with questions
    CLOSE_ACCOUNT = "close_account"  # how it ended (R5)
    LOOK_BACK = "look_back"  # retrospective and post-mortem (F1)


class _Who(Enum):
    TEAM = auto()
    CUSTOMER = auto()
    EVERYBODY = auto()
    STARTERS = auto()
    LEADERS = auto()
    OWNER = auto()  # of this account, or a leader
    CSM = auto()  # of this account, or a leader


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
        Action.FILL_BRIEF: _Who.TEAM,
        Action.DISCOVER: _Who.TEAM,
        Action.OPEN_GATE: _Who.OWNER,
        Action.PROPOSE_CRITERIA: _Who.TEAM,
        Action.CONFIRM_CRITERIA: _Who.CUSTOMER,
        Action.REPORT_VALUE: _Who.EVERYBODY,
        Action.MAP_PEOPLE: _Who.TEAM,
        Action.CHECK_GO_LIVE: _Who.EVERYBODY,
        Action.HAND_ON: _Who.TEAM,
        Action.REPORT_USAGE: _Who.TEAM,
        Action.TAKE_NOTE: _Who.TEAM,
        Action.SEE_RECORD: _Who.TEAM,
        Action.EXPORT: _Who.OWNER,
        Action.OFFER_PACKAGE: _Who.TEAM,
        Action.ANSWER_PACKAGE: _Who.CSM,
        Action.CLOSE_ACCOUNT: _Who.OWNER,
        Action.LOOK_BACK: _Who.TEAM,
    }
)
_STARTERS = frozenset({Role.OWNER, Role.LEADER})

AFTER_CLOSING = frozenset(
    {
        Action.SEE_STATUS,
        Action.ANSWER,
        Action.TAKE_NOTE,
        Action.SEE_RECORD,
        Action.EXPORT,
        Action.OFFER_PACKAGE,
        Action.ANSWER_PACKAGE,
        Action.CLOSE_ACCOUNT,
        Action.LOOK_BACK,
    }
)
"""What can still be done once an onboarding is closed (R5)."""


ON_ACCOUNT: Mapping[_Who, Role] = MappingProxyType({_Who.OWNER: Role.OWNER, _Who.CSM: Role.CSM})


def asks_for(action: Action) -> Role | None:
    """The role on the account itself that an action is kept for, if it is."""
    return ON_ACCOUNT.get(_TABLE[action])


def may(
    action: Action,
    side: Side,
    roles: frozenset[Role],
    *,
    starters_limited: bool,
    leaders_named: bool,
    on_account: frozenset[Role] = frozenset(),
) -> bool:
    """Whether a full member of our side, or a customer of the account, may do this (R10).

    `roles` are those held in the workspace, `on_account` those held on the account in question.
    `starters_limited`: only owners and leaders start or adopt customers. `leaders_named`: once
    there is a leader, only leaders change settings.
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
        case _Who.OWNER | _Who.CSM as kept_for:
            allowed = ON_ACCOUNT[kept_for] in on_account or Role.LEADER in roles
            return on_our_side and allowed
