"""The action ids of everything clickable: `blocks` writes them, `handlers` listen for them.

Several buttons of one message share a prefix and differ by suffix (`milestone_tick:first-login`),
because Slack wants each action id of a message to be unique.
"""

TICK = "milestone_tick"
PAGE = "checklist_page"
STUCK = "open_stuck"
CHANGE = "open_change"
AGREE = "agree_plan"
RESOLVE = "resolve_blocker"
RETRY = "retry_step"
SHARING = "change_sharing"
STATUS_PICK = "status_pick"
RESOURCE = "open_resource"  # a link button: Slack reports the click, and nothing is to be done
MATERIAL = "open_material"
NEW_CUSTOMER = "open_new_customer"

# digests
HOW_IT_STANDS = "how_it_stands"
MOVE_DATES = "move_dates"
TAKE_FROM_DIGEST = "digest_take"
DIGEST_SETTINGS = "open_digest_settings"

# touches, and what our people are told
CHECK_IN = "check_in_answer"
PULSE = "pulse_answer"
PULSE_WORDS = "open_pulse_words"
SURVEY = "survey_answer"
SURVEY_WORDS = "open_survey_words"
TAKE_UP = "answer_take_up"
LATER = "touch_later"
SKIP = "touch_skip"
SEND_NOW = "touch_send_now"

# a quiet customer
TAKE = "stall_take"
SNOOZE = "stall_snooze"
CAUSE = "stall_cause"
SPONSOR_NOTE = "open_sponsor_note"
CALM = "stall_resolve"
RESUME = "end_hold"

# the go-live checklist
GO_LIVE = "open_go_live"
GO_LIVE_LINE = "go_live_line"

# what comes after the onboarding
LATER_LIST = "open_later"

# how it is used
USAGE = "open_usage"

# the customer's people
DEPARTURE = "open_departure"

# who matters
PEOPLE = "open_people"
PERSON_ADD = "open_person_add"
PERSON_PICK = "person_pick"
COMER_PICK = "comer_pick"
NAME_COMER = "open_comer"
OUR_ROLES = "open_our_roles"

# the record: the kickoff
KICKOFF = "open_kickoff"
KICKOFF_PAGE = "kickoff_page"
KICKOFF_OVERRULE = "kickoff_overrule"
AGENDA = "post_agenda"


# the record
TIMELINE = "open_timeline"
TIMELINE_TOPIC = "timeline_topic"
TIMELINE_PAGE = "timeline_page"
EXPORT = "export_record"
NOTES = "open_notes"
SETTLE_NOTE = "settle_note"
ANSWER_NOTE = "answer_note"

# what success means
CRITERIA = "open_criteria"
CRITERION_ADD = "open_criterion_add"
CRITERION_CHANGE = "open_criterion_change"
CRITERION_ANSWER = "open_criterion_answer"
CRITERION_WITHDRAW = "criterion_withdraw"
CONFIRM_CRITERIA = "confirm_criteria"
CRITERION_WISH = "open_criterion_wish"
CRITERION_VALUE = "open_criterion_value"

# the record: what sales told
BRIEF = "open_brief"
BRIEF_PAGE = "brief_page"
BRIEF_MORE = "brief_more"
ASK_BRIEF = "ask_for_brief"
GATES = "open_gates"
GO_ON = "go_on_without"
PROMISES = "open_promises"
PROMISE = "promise_ended"

# the record: the handoff to customer success
PACKAGE = "open_package"
PACKAGE_ACCEPT = "package_accept"
PACKAGE_RETURN = "open_package_return"
PACKAGE_MORE = "package_question_more"
PACKAGE_ANSWER = "open_package_answer"
PACKAGE_WHOLE = "package_whole"
# how it ended, and looking back
CLOSE = "open_closing"
REOPEN = "open_reopening"
LOOK_BACK = "open_retrospective"
POST_MORTEM = "open_post_mortem"
FINDINGS = "open_findings"


def suffixed(prefix: str, suffix: str) -> str:
    """The action id of one of several buttons: handlers match `^prefix(:|$)`."""
    return f"{prefix}:{suffix}"
