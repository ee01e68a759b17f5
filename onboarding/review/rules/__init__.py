"""The rules: each says what it would like to say, and when. None knows of the others.

A rule sees an account at a moment and yields touches, due now or later. It keeps yielding a touch
for as long as that makes sense; whether it goes out is not for the rule to decide. An account is
left alone until the first of its touches is due; so where time alone, with nothing happening, makes
a rule say what it does not yield yet, it yields when to be asked again.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from onboarding.review.account import AccountState
from onboarding.review.rules.arriving import nobody_joined, welcome_follow_up
from onboarding.review.rules.check_ins import check_ins
from onboarding.review.rules.course import criteria_unconfirmed, drifting, executive_check_in
from onboarding.review.rules.departures import departed
from onboarding.review.rules.escalating import climb
from onboarding.review.rules.handing_over import brief_late, brief_owed, promises_due
from onboarding.review.rules.low_scores import low_scores_wait
from onboarding.review.rules.packages import package_questions_wait, package_waits
from onboarding.review.rules.people import single_threaded, who_came
from onboarding.review.rules.pulse import pulse
from onboarding.review.rules.questions import questions
from onboarding.review.rules.reminders import our_reminders, reminders
from onboarding.review.rules.resting import hold_over
from onboarding.review.rules.surveys import surveys
from onboarding.review.rules.usage import under_used, usage_wanted
from onboarding.review.rules.wins import wins
from onboarding.review.touch import Wish

Rule = Callable[[AccountState, datetime], Iterable[Wish]]

RULES: tuple[Rule, ...] = (
    climb,
    questions,
    nobody_joined,
    welcome_follow_up,
    hold_over,
    criteria_unconfirmed,
    drifting,
    executive_check_in,
    departed,
    single_threaded,
    who_came,
    brief_late,
    brief_owed,
    promises_due,
    low_scores_wait,
    usage_wanted,
    under_used,
    package_waits,
    package_questions_wait,
    wins,
    reminders,
    our_reminders,
    check_ins,
    pulse,
    surveys,
)
