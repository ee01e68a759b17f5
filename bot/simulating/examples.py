"""Touches to which a simulation may not come, answers above all: a preview shows them too."""

from collections.abc import Iterator
from datetime import date

from onboarding.messages.sides import CustomerMessage
from onboarding.messages.surveys import SurveyThanks
from onboarding.messages.touches import (
    CheckInAnswered,
    FinishedEarly,
    PlanRests,
    PlanResumes,
    PulseThanks,
    SponsorNote,
)
from onboarding.review.sponsor_note import NoteFacts
from onboarding.simulation import OUTCOME, OWNER
from playbooks import drafts

_MAYA = "Maya Finch"


def seldom_said() -> Iterator[tuple[str, CustomerMessage]]:
    """One of each kind, with the row it comes from."""
    yield "C1", CheckInAnswered(answer="need_help", by=_MAYA, owner=OWNER)
    yield "F1", PulseThanks(account="", touch="", by=_MAYA, owner=OWNER, low=False)
    yield "F1", SurveyThanks(account="", touch="", by=_MAYA, owner=OWNER, low=False)
    yield "C9", PlanRests(by=OWNER, owner=OWNER, until_on=date(2027, 4, 6))
    yield "C9", PlanResumes(by=OWNER, owner=OWNER, next_step="First sign-in")
    yield "C4", _sponsor_note()
    yield "C5", FinishedEarly(days_early=3, outcome=OUTCOME)


def _sponsor_note() -> SponsorNote:
    draft = drafts.sponsor_note(
        NoteFacts(
            first_name="Tom",
            customer="Hazel & Finch",
            outcome=OUTCOME,
            done=2,
            total=15,
            first_value_on=date(2027, 4, 1),
            first_value_late=False,
            step="First sign-in",
            asks="time",
        ),
        {},
    )
    return SponsorNote(subject=draft.subject, text=draft.text, owner=OWNER, owner_name=OWNER)
