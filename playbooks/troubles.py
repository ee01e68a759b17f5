"""When Slack says no: what happened and what a person can do about it, per code of Slack's.

For our own people only: a customer is never told about our scopes and plans.
"""

import re

from onboarding.provisioning import StepKind
from playbooks.mrkdwn import Mrkdwn, escape

_CODE = re.compile(r"[a-z0-9_]+")

_REINSTALL = (
    "Somebody who may install apps opens the app's page, adds the missing scope and installs it "
    "again; `milepost doctor` names it."
)
_NOT_A_MEMBER = "I am not in that channel."
_ADD_ME = "Add me with `/invite`, then try again."
_GONE = "The channel is archived."
_UNARCHIVE = "Unarchive it, or share another channel; then try again."
_LOST = "I cannot see that channel: it was deleted, or it is private and I am not in it."
_UNKNOWN_PERSON = "Nobody with that address or id is in this Slack workspace."
_CHECK_PERSON = (
    "Check the address. If the person is not in the workspace yet, an administrator invites them "
    "as a guest first; or share the channel another way."
)
_NO_EXTERNAL = "This workspace does not let me invite people of other companies."
_ALLOW_EXTERNAL = (
    "An administrator can allow it under Settings & permissions, Slack Connect; or share the "
    "channel another way."
)
_SIGNED_OUT = "Slack no longer accepts my token."
_SIGN_IN = "Install the app again and start Milepost with the new token."
_NAME = "Slack did not take the name for the channel."
_ADOPT = "Create the channel by hand and share it with me: choose the way with your own channel."

_MAY_NOT_POST = "I may not write in that channel."
_LET_ME_POST = "Whoever manages the channel, or an administrator, can allow it in its settings."
_NOT_MINE_TO_EDIT = "Slack does not let me edit that message."
_DELETE_IT = "Delete it: with the next change I post a new one, and pin and bookmark that."

_BY_HAND = (
    "An administrator can allow it under Settings & permissions; or do it by hand or share the "
    "channel another way."
)

_TROUBLES: dict[str, tuple[str, str]] = {
    "not_paid": (
        "Slack Connect needs a paid plan, and this workspace is on the free one.",
        "Share the channel another way, or move the workspace to a paid plan and try again.",
    ),
    "restricted_action": (
        "A setting of this workspace does not let me do that.",
        _BY_HAND,
    ),
    "no_permission": (
        "I do not have permission for that here.",
        "An administrator can allow it, or somebody in the channel does it by hand.",
    ),
    "no_external_invite_permission": (_NO_EXTERNAL, _ALLOW_EXTERNAL),
    "not_allowed_for_grid_workspace": (_NO_EXTERNAL, _ALLOW_EXTERNAL),
    "invalid_email": (
        "Slack does not take that address for an invitation.",
        "Check the spelling, or share the channel another way.",
    ),
    "user_not_found": (_UNKNOWN_PERSON, _CHECK_PERSON),
    "users_not_found": (_UNKNOWN_PERSON, _CHECK_PERSON),
    "cant_invite": (
        "Slack does not let that person be invited to this channel.",
        "Invite them by hand to see Slack's reason, or share the channel another way.",
    ),
    "user_is_restricted": (
        "That person is a guest who may not enter this channel.",
        "An administrator can let them in, or share the channel another way.",
    ),
    "ura_max_channels": (
        "That person is a guest for one channel, and is in it already.",
        "An administrator can make them a guest for several channels; then try again.",
    ),
    "name_taken": (
        "Every name I tried for the channel is taken.",
        "Rename or archive one of the older channels, then try again.",
    ),
    "invalid_name": (_NAME, _ADOPT),
    "invalid_name_specials": (_NAME, _ADOPT),
    "invalid_name_maxlength": (_NAME, _ADOPT),
    "cannot_create_channel": ("Slack did not let me create the channel.", _ADOPT),
    "connection_limit_exceeded": (
        "This channel is shared with as many companies as Slack allows.",
        "Share another channel.",
    ),
    "connection_limit_exceeded_pending": (
        "There is an invitation to this channel already that nobody has answered.",
        "Ask the customer to accept it, or withdraw it in the channel's details and try again.",
    ),
    "member_limit_exceeded": ("The channel is full.", "Share another channel."),
    "not_owner": (
        "The channel belongs to another company, and only that company can invite to it.",
        "Ask them to invite, or share a channel of ours.",
    ),
    "not_supported": ("Slack cannot share this channel.", "Share another channel."),
    "missing_scope": ("I was installed without a permission that I need for this.", _REINSTALL),
    "not_in_channel": (_NOT_A_MEMBER, _ADD_ME),
    "channel_not_found": (_LOST, "Add me to it with `/invite`, or share another channel."),
    "is_archived": (_GONE, _UNARCHIVE),
    "is_inactive": (_GONE, _UNARCHIVE),
    "channel_archived": (_GONE, _UNARCHIVE),
    "invite_expired": (
        "The invitation ran out: Slack keeps one for 14 days.",
        "Try again to send a new one, and let the customer know that it is coming.",
    ),
    "invite_declined": (
        "The invitation was declined.",
        "Have a word with the customer; then try again, or share the channel another way.",
    ),
    "too_many_pins": (
        "The channel has all the pins that Slack allows.",
        "Unpin one, then try again.",
    ),
    "too_many_bookmarks": (
        "The channel has all the bookmarks that Slack allows.",
        "Remove one; then try again.",
    ),
    "invalid_auth": (_SIGNED_OUT, _SIGN_IN),
    "token_revoked": (_SIGNED_OUT, _SIGN_IN),
    "token_expired": (_SIGNED_OUT, _SIGN_IN),
    "account_inactive": (_SIGNED_OUT, _SIGN_IN),
    "ratelimited": ("Slack asked me to slow down.", "Try again in a few minutes."),
    "no_answer": (
        "Slack failed or put me off each time I tried, for ten minutes.",
        "Look whether it worked all the same; if it did not, try again.",
    ),
    "restricted_action_read_only_channel": (_MAY_NOT_POST, _LET_ME_POST),
    "restricted_action_thread_only_channel": (_MAY_NOT_POST, _LET_ME_POST),
    "restricted_action_non_threadable_channel": (
        "Nobody may reply in threads in that channel.",
        _LET_ME_POST,
    ),
    "cant_update_message": (_NOT_MINE_TO_EDIT, _DELETE_IT),
    "edit_window_closed": (_NOT_MINE_TO_EDIT, _DELETE_IT),
}

_NEXT_ARRIVES = "and what comes next will arrive"
_WITHOUT_BUTTON: dict[str, str] = {
    "not_in_channel": f"Add me with `/invite`, {_NEXT_ARRIVES}.",
    "channel_not_found": f"If it is still there, add me with `/invite`, {_NEXT_ARRIVES}.",
    "is_archived": f"Unarchive it, {_NEXT_ARRIVES}.",
    "is_inactive": f"Unarchive it, {_NEXT_ARRIVES}.",
    "restricted_action": _LET_ME_POST,
    "restricted_action_read_only_channel": _LET_ME_POST,
    "restricted_action_thread_only_channel": _LET_ME_POST,
    "restricted_action_non_threadable_channel": _LET_ME_POST,
    "missing_scope": _REINSTALL,
    "cant_update_message": _DELETE_IT,
    "edit_window_closed": _DELETE_IT,
    "no_answer": "Look whether it arrived all the same; what comes next will be tried afresh.",
}
"""What helps with a message or a checklist: nobody can have those sent again."""

_UNDELIVERED = {
    "digest": "the digest",
    "digest_heading": "the digest's headings",
    "digest_call": "the digest's line of whom to call first",
    "digest_moved": "the digest's line of what moved",
    "digest_due": "the digest's line of what is due",
    "digest_ended": "the digest's line of what ended",
    "digest_load": "the digest's line of who carries how much",
    "digest_more": "the digest's count of what it leaves out",
    "checklist": "the checklist as it is now",
    "welcome": "the welcome",
    "celebration": "the celebration of a milestone",
    "stage_completed": "the news that a stage is complete",
    "finished_early": "the news that the plan is done early",
    "first_value_reached": "the news that first value is reached",
    "plan_agreed": "the news that the plan is agreed",
    "blocker_raised": "the call for help with a blocker",
    "blocker_resolved": "the news that a blocker is out of the way",
    "plan_changed": "the news of a change in the plan",
    "refused_in_thread": "the answer to a click that could not be carried out",
    "account_started": "the news of the new customer",
    "provisioning_problem": "the news of a problem with making the channel",
    "invitation_news": "the news of an invitation",
    "channel_trouble": "the news of trouble with the channel",
    "stakeholder_left": "the news that somebody left the channel",
    "who_came": "the question who somebody is who came into the channel",
    "role_given": "the news that somebody has a part in a customer",
    "role_taken": "the news that somebody else has it now",
    "handed_over": "the word on who of ours takes over",
    "team_channel_exposed": "the news that another company reads the team channel",
    "welcome_follow_up": "the word on where to begin",
    "check_in": "the check-in",
    "check_in_answered": "the answer to somebody who answered a check-in",
    "reminder": "the reminder to the customer",
    "re_engagement": "the note that reminds the customer of its goal",
    "pulse_survey": "the question how it is going",
    "pulse_thanks": "the thanks for an answer to our question",
    "end_survey": "the questions how it was",
    "survey_thanks": "the thanks for saying how it was",
    "sponsor_note": "the note to the executive sponsor",
    "our_reminder": "the reminder to one of our people",
    "nobody_joined": "the news that nobody has come into the channel",
    "criteria_unconfirmed": "the news that success is not agreed yet",
    "question_waits": "the news of a question that waits",
    "drifting": "the news that the plan drifts",
    "single_threaded": "the news that everything hangs on one person",
    "executive_check_in": "the reminder of the executives' check-in",
    "personal_note": "the draft of a personal note",
    "sponsor_note_due": "the draft of a note to the executive sponsor",
    "leader_asked": "the call for a leader's help",
    "came_back": "the news that the customer is back",
    "answer_news": "the news that the customer asks for help",
    "pulse_news": "the news of how the customer feels",
    "survey_news": "the news of what the customer says of it",
    "hold_over": "the news that a pause is over",
    "stall": "the card of a quiet customer",
    "team_card": "the card of the customer in the team channel",
    "plan_rests": "the word that the plan rests",
    "plan_resumes": "the word that we go on with the plan",
    "hold_news": "the news that an onboarding rests or goes on",
    "sponsor_note_sent": "the news that the sponsor was written to",
    "criteria": "the list of success criteria",
    "criterion_proposed": "the word that a success criterion is proposed",
    "criterion_withdrawn": "the word that a success criterion was withdrawn",
    "criteria_confirmed": "the thanks for confirming what success means",
    "criterion_wish": "the word that the customer wishes for another success criterion",
    "criterion_answered": "the answer about a success criterion",
    "value_reported": "the word on how far a success criterion has come",
    "criterion_wished": "the news that the customer wishes for another success criterion",
    "brief_wanted": "the request for the sales brief",
    "brief_owed": "the reminder of the sales brief",
    "brief_late": "the news that the sales brief is late",
    "brief_completed": "the sales brief",
    "brief_changed": "the news of a change in the sales brief",
    "introduction_wanted": "the request to introduce the customer",
    "gate_passed": "the news that a gate was passed as things were",
    "low_scores_wait": "the reminder of a low score",
    "promises_due": "the reminder of a promise",
    "moved_later": "the news that something was moved to later",
    "go_live": "the go-live checklist",
    "go_live_list_closed": "the news that the go-live checklist is closed",
    "usage_wanted": "the question of how it is used",
    "under_used": "the news that something is set up and unused",
    "kickoff_agenda": "the agenda of the kickoff",
    "governance_named": "the word on how the project is run",
    "invite": "the invitation of whoever looks after the customer from here on",
    "document": "the document of a handoff",
    "package_document": "the document of a handoff",
    "export": "the record of a customer",
    "record_exported": "the record of a customer",
    "package_offered": "the package of a customer",
    "package_questions": "the questions about a handoff",
    "package_news": "the news of a handoff",
    "package_note": "the note that a handoff was returned",
    "package_waits": "the reminder of a handoff",
    "package_questions_wait": "the reminder of questions about a handoff",
    "csm_introduced": "the introduction of whoever looks after the customer from here on",
    "farewell": "the farewell",
    "picked_up_again": "the word that we pick up the plan again",
    "account_closed": "the news that an onboarding has ended",
    "account_reopened": "the news that an onboarding goes on after all",
    "retrospective": "the question what to keep and what to change",
    "retrospective_news": "the news of how the customer looks back",
    "post_mortem_wanted": "the request for a post-mortem",
    "post_mortem_written": "the post-mortem",
    "archive": "the archiving of the channel",
    "dead_letter": "the news of something else that could not be delivered",
}

KNOWN_CODES = frozenset(_TROUBLES)
"""The codes that have a sentence of their own."""


def trouble(reason: str) -> Mrkdwn:
    """What happened and what to do about it. `reason` is Slack's code, or a sentence of ours.

    A code that we do not know is named as Slack names it.
    """
    if reason in _TROUBLES:
        happened, remedy = _TROUBLES[reason]
        return escape(f"{happened} {remedy}")
    return escape(
        f"{_as_given(reason)}, for which I have no advice. Try again; if it stays, "
        "`milepost doctor` may tell more."
    )


def loss(reason: str) -> Mrkdwn:
    """The same of a message or a checklist that was given up, where there is no trying again."""
    if reason in _TROUBLES:
        happened, _ = _TROUBLES[reason]
        return escape(f"{happened} {_WITHOUT_BUTTON.get(reason, '')}".strip())
    return escape(f"{_as_given(reason)}, for which I have no advice.")


def undelivered(what: str) -> Mrkdwn:
    """What was to be delivered, by its kind: "the celebration of a milestone"."""
    return escape(_UNDELIVERED.get(what, what.replace("_", " ")))


def _as_given(reason: str) -> str:
    return f"Slack answered `{reason}`" if _CODE.fullmatch(reason) else f"The reason is “{reason}”"


def attempt(step_kind: str, subject: str | None = None) -> Mrkdwn:
    """What a step of provisioning tried to do: "make the channel", "invite Ada (ada@…)"."""
    if step_kind == StepKind.INVITE_CONTACT and subject is not None:
        return Mrkdwn(f"invite {escape(subject)}")
    label = next((kind.label for kind in StepKind if kind == step_kind), step_kind)
    return escape(label[:1].lower() + label[1:])
