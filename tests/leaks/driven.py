"""What the stories of the leak test set in motion: every kind of line on record, and every kind of
touch that the rules send. What none of them can reach is listed with its reason.

Each story asserts the kinds that stand here under its name; a test asserts that together they are
all there are.
"""

import pkgutil
from importlib import import_module
from inspect import isclass

from sqlalchemy import select

import onboarding.review
from onboarding.messages.sides import CustomerMessage, TeamMessage
from storage.database import Database
from storage.schema import activity
from tests.recorded_kinds import recorded

TOUCH = "touch: "
"""Before the kind of a touch that went out, to tell it from the lines on record."""

BY_STORY: dict[str, set[str]] = {
    "whole record": {
        "account.closed",
        "account.handed_over",
        "account.started",
        "agenda.posted",
        "answer.given",
        "answer.taken_up",
        "answer.words",
        "blocker.raised",
        "blocker.resolved",
        "brief.asked_for",
        "brief.changed",
        "brief.completed",
        "channel.id_changed",
        "channel.made",
        "channel.shared",
        "checklist.page",
        "criteria.confirmed",
        "criterion.changed",
        "criterion.proposed",
        "criterion.value",
        "criterion.wished",
        "discovery.answered",
        "first_value.reached",
        "first_value.reopened",
        "gate.passed",
        "go_live.checked",
        "hold.began",
        "hold.ended",
        "invitation.accepted",
        "member.joined",
        "message.said",
        "milestone.done",
        "milestone.reopened",
        "note.settled",
        "note.taken",
        "package.accepted",
        "package.answered",
        "package.offered",
        "package.returned",
        "plan.agreed",
        "promise.kept",
        "promise.made",
        "provisioning.done",
        "question.asked",
        "readiness.named",
        "retrospective.answered",
        "retrospective.asked",
        "stage.completed",
        "stakeholder.invited",
        "stakeholder.named",
        "touch.dropped",
        "touch.sent",
        "touch: check_in",
        "touch: end_survey",
        "touch: first_value_reached",
        "touch: question_waits",
        "touch: stage_completed",
        "touch: under_used",
        "usage.reported",
    },
    "broken off": {
        "post_mortem.opened",
        "post_mortem.written",
        "stall.deepened",
        "stall.ended",
        "stall.rung_climbed",
        "touch: criteria_unconfirmed",
        "touch: re_engagement",
        "touch: reminder",
    },
    "minds change": {
        "criteria.unconfirmed",
        "criterion.answered",
        "criterion.withdrawn",
        "csm.named",
        "digest.chosen",
        "go_live.reopened",
        "go_live.shown",
        "milestone.handed_on",
        "milestone.reassigned",
        "milestone.taken_back",
        "plan.redated",
        "promise.changed",
        "promise.not_kept",
        "promise.withdrawn",
        "question.answered",
        "question.withdrawn",
        "readiness.withdrawn",
        "record.erased",
        "record.exported",
        "renewal.dated",
        "role.changed",
        "settings.changed",
        "settings.team_channel_exposed",
        "settings.team_channel_id_changed",
        "stage.reopened",
        "touch.sent_now",
        "touch.skipped",
    },
    "the channel goes wrong": {
        "account.reopened",
        "account.sharing_changed",
        "channel.archived",
        "channel.bot_removed",
        "channel.bot_returned",
        "channel.deleted",
        "channel.given_up",
        "channel.name_taken",
        "channel.renamed",
        "channel.unarchived",
        "channel.unshared",
        "governance.lapsed",
        "governance.named",
        "governance.withdrawn",
        "invitation.approved",
        "invitation.declined",
        "invitation.expired",
        "invitation.needs_approval",
        "invitation.requested",
        "member.left",
        "outbox.dead",
        "provisioning.failed",
        "provisioning.retried",
        "readiness.lapsed",
        "stakeholder.departed",
        "surface.given_up",
        "surface.reposted",
        "touch: executive_check_in",
        "touch: stakeholder_left",
    },
    "weeks of silence": {
        "hold.ran_out",
        "sponsor_note.sent",
        "stall.began",
        "stall.cause",
        "stall.resolved",
        "stall.snoozed",
        "stall.taken",
        "touch: brief_late",
        "touch: drifting",
        "touch: hold_over",
        "touch: leader_asked",
        "touch: nobody_joined",
        "touch: package_waits",
        "touch: promises_due",
        "touch: single_threaded",
        "touch: sponsor_note_due",
    },
    "a sponsor is asked": {
        "stakeholder.changed",
        "stakeholder.matched",
        "touch: brief_owed",
        "touch: escalated",
        "touch: our_reminder",
        "touch: personal_note",
        "touch: pulse_survey",
        "touch: welcome_follow_up",
        "touch: who_came",
    },
}
"""What each story is held to; a kind that several set in motion stands with one of them."""

BY_CHANCE = {
    "stakeholder.recognised": "whoever accepts before we hear that they came is known already: two "
    "events of Slack's, which may come either way round",
    "touch.put_off": "the walk of `test_leaks` puts off what it happens to find a button for",
    "touch: usage_wanted": "asked of the owner, on a day that hangs on weekends",
}
OUT_OF_REACH = {
    "channel.not_wanted": "a person gives a channel up while Slack is making it: the stories wait "
    "for one before they do the other; tests/services/test_provisioning.py",
    "outbox.dropped": "something waits to be said when the onboarding is closed: the stories wait "
    "until all is said; tests/services/test_closings.py",
    "touch: finished_early": "said on a morning after a plan was finished before its last day: the "
    "story is closed by then; tests/onboarding/review/test_wins.py",
    "touch: low_scores_wait": "goes to the owner when nobody takes up a low score for days: in the "
    "story it is taken up at once; tests/onboarding/review/test_low_scores.py",
    "touch: package_questions_wait": "goes to whoever of ours was asked; "
    "tests/onboarding/review/test_packages.py and tests/services/test_packages.py",
}
"""What no story sets in motion, and why; where it is tried instead."""


def every_kind() -> set[str]:
    """All that a service records about customers and the workspace, and all that the rules say."""
    return {*recorded(), *(f"{TOUCH}{kind}" for kind in _kinds_of_touches())}


def driven(database: Database, workspace: str) -> set[str]:
    """The kinds that have come about in a workspace."""
    with database.reading() as connection:
        rows = connection.execute(
            select(activity.c.kind, activity.c.data).where(activity.c.workspace_id == workspace)
        ).all()
    sent = {f"{TOUCH}{row.data['touch_kind']}" for row in rows if row.kind == "touch.sent"}
    return sent | {row.kind for row in rows}


def _kinds_of_touches() -> set[str]:
    """Of every message that a module of the review writes."""
    found = set()
    for module in pkgutil.walk_packages(onboarding.review.__path__, "onboarding.review."):
        for one in vars(import_module(module.name)).values():
            is_message = isclass(one) and issubclass(one, CustomerMessage | TeamMessage)
            if is_message and "kind" in one.model_fields:
                found.add(str(one.model_fields["kind"].default))
    return found
