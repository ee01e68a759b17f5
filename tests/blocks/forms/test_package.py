"""A7: the package is usable at the limits: the longest names, a hundred people, every script."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from blocks import customer_messages, team_messages
from blocks.forms import package, package_answers
from onboarding.asked_for import DiscoveryQuestion
from onboarding.discovery import Asked
from onboarding.discovery import Said as Answer
from onboarding.governance import Charter
from onboarding.messages.package import CsmIntroduced, PackageOffered
from onboarding.notes import NoteKind
from onboarding.package import Package, PackageView
from onboarding.package_composing import Facts, Papers, compose
from onboarding.package_offer import (
    LONGEST_QUESTION,
    MOST_QUESTIONS,
    Offer,
    OfferState,
    Question,
    Returning,
    Tasks,
    TypedQuestion,
)
from onboarding.readiness import ReadinessTold
from onboarding.success import Reported
from playbooks.package import in_short, parts
from playbooks.words import shipped_words
from services.package_news import CHARACTERS, LINES
from tests.blocks.oracles import assert_slack_takes, assert_slack_takes_view
from tests.onboarding.review.accounts import at, day, maya
from tests.onboarding.test_package import (
    ENDED,
    KICKOFF,
    LESSON,
    PAPERS,
    an_old_account,
    note,
    promise,
)

TEXTS = ["&<>" * 1_000, "山田" * 1_500, "🎉" * 1_500, "أهلا " * 600]
LONG_NAME = "Hazel & Finch <Holdings> " * 8


def extreme(text: str) -> Package:
    contacts = tuple(maya(id=f"S{n}", name=f"{n} {text[:200]}") for n in range(100))
    account = an_old_account(name=LONG_NAME, outcome=text, contacts=contacts)
    papers: Papers = replace(
        PAPERS,
        told=dict.fromkeys(PAPERS.told, text),
        people={f"S{n}": Facts(text[:150], "champions_us", text[:1_000]) for n in range(100)},
        promises=tuple(promise(f"{n} {text[:500]}", None) for n in range(20)),
        notes=tuple(
            note(kind, f"{n} {text}", settled_on=day(4), settled_by="U0OLIVIA", answer=text)
            for kind in NoteKind
            for n in range(20)
        ),
        values={"C1": (Reported(1_234_567.891, at(day(4)), "U0MAYA", text[:300]),) * 400},
        kickoff=replace(
            KICKOFF,
            asked=(
                Asked(
                    DiscoveryQuestion(key="k", ask="x" * 150),
                    told=None,
                    said=Answer(text, "U0OLIVIA", day(2)),
                ),
            )
            * 20,
            charter=Charter(text[:1_000], text[:1_000], "S3", 60, "U0OLIVIA", day(2)),
        ),
        readiness=[
            ReadinessTold("S1", f"{n} {text}"[:3_000], "U0OLIVIA", at(day(n))) for n in range(20)
        ],
        rated=tuple(
            rated.model_copy(update={"words": text[:1_000], "ask": "x" * 200})
            for rated in tuple(PAPERS.rated) * 100
        ),
        went_on=tuple(
            one.model_copy(update={"reason": text, "missing": (text,) * 20})
            for one in tuple(PAPERS.went_on) * 20
        ),
        ended=ENDED.model_copy(update={"words": text, "post_mortem": text}),
        lessons=tuple(LESSON.model_copy(update={"text": text[:600]}) for _ in range(40)),
    )
    return compose(account, papers, at(day(5)))


def view(made: Package, **given: Any) -> PackageView:
    known: dict[str, Any] = {
        "account": "a" * 32,
        "package": made,
        "csm": None,
        "offer": None,
        "days": 0,
        "may_answer": True,
        "today": date(2025, 3, 10),
    }
    return PackageView(**known | given)


def questions(text: str) -> tuple[Question, ...]:
    asked = text[:LONGEST_QUESTION]
    return tuple(
        Question(f"{n:032}", asked, f"U0NR{n}", "U0CLARA", at(day(3)))
        for n in range(MOST_QUESTIONS)
    )


@pytest.mark.parametrize("text", TEXTS, ids=["entities", "wide", "emoji", "rtl"])
def test_the_form_and_the_message_hold_the_longest_record_A7(text: str) -> None:
    made = extreme(text)
    returned = Offer(
        1,
        OfferState.RETURNED,
        "U0CLARA",
        "U0OLIVIA",
        at(day(2)),
        at(day(3)),
        questions(text),
    )
    for offer in (None, replace(returned, state=OfferState.OFFERED), returned):
        assert_slack_takes_view(package.render(view(made, offer=offer)))
    whole = parts(made)
    uncounted = tuple(one.model_copy(update={"lines": one.lines[: LINES + 1]}) for one in whole)
    for found in (whole, uncounted):
        message = PackageOffered(
            account="a" * 32,
            number=2,
            customer=LONG_NAME,
            channel="C0FINCH",
            by="U0OLIVIA",
            parts=in_short(found, lines=LINES, characters=CHARACTERS),
            answers=(),
        )
        assert_slack_takes(team_messages.render(message, shipped_words()))


@pytest.mark.parametrize("text", TEXTS, ids=["entities", "wide", "emoji", "rtl"])
def test_the_forms_of_questions_hold_as_many_as_there_may_be_A7(text: str) -> None:
    about = Returning("a" * 32, 1, LONG_NAME, "U0OLIVIA")
    rows = [
        (f"question.{n}", TypedQuestion(text[:LONGEST_QUESTION], "U0OLIVIA"))
        for n in range(MOST_QUESTIONS)
    ]
    full = package_answers.returning(about, rows, rows=MOST_QUESTIONS + 1)
    assert_slack_takes_view(full)
    assert sum(block["type"] == "input" for block in full["blocks"]) == 2 * MOST_QUESTIONS
    tasks = Tasks("a" * 32, LONG_NAME, questions(text))
    assert_slack_takes_view(package_answers.answering(tasks, "U0NR1"))
    assert_slack_takes_view(package_answers.answering(replace(tasks, questions=()), "U0NR1"))


def test_the_customer_reads_its_own_goal_and_two_names_A7() -> None:
    introduced = CsmIntroduced(
        customer="Hazel & Finch", csm="U0CLARA", owner="U0OLIVIA", outcome="Same day"
    )
    message = customer_messages.render(introduced, shipped_words())
    assert_slack_takes(message)
    assert "meet <@U0CLARA>" in message["text"]
    assert "> Same day" in message["text"]
