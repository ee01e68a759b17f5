"""Every form and page of `blocks/forms`, at its fullest and in every script: Slack takes it.

The functions are found, not listed: a new one is tried by itself, or says here what it needs.
"""

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any, get_type_hints

import pytest

import blocks.forms
from blocks import stakeholder_map
from blocks.forms import gate, hold
from blocks.kit import View
from onboarding.amounts import LONGEST_UNIT
from onboarding.asked_for import Survey, SurveyQuestion
from onboarding.closing import ChannelAfter, Circumstances
from onboarding.criteria import NoOpenBlockers
from onboarding.criteria_card import CriteriaCard
from onboarding.gate_passing import ClosedGate
from onboarding.gates import OpenCriterion
from onboarding.intake import MOST_CONTACTS, IntakeForm, RawContact
from onboarding.package_offer import LONGEST_QUESTION, MOST_QUESTIONS, Tasks, TypedQuestion
from onboarding.people import Role, Side, StakeholderRole
from onboarding.plan import Milestone
from onboarding.plan_ahead import PlanAhead
from onboarding.stakeholders import MOST_PEOPLE, StakeholderMap
from onboarding.subscriptions import Subscription
from onboarding.success import LONGEST_METRIC, LONGEST_STATEMENT, MOST_CRITERIA, Terms
from onboarding.surveys import LONGEST_WORDS
from onboarding.timeline import PAGE, Entry, TimelineView
from onboarding.tracks import Cutoffs
from playbooks.words import Words, shipped_words
from tests.blocks.forms.largest import Largest
from tests.blocks.oracles import assert_slack_takes, assert_slack_takes_view

SCRIPTS = {
    "escaped": "&<>",
    "arabic, right to left": "مرحبا \u202e",
    "thai": "ที่นี่",
    "emoji": "👩\u200d🚀",
    "combining, with blanks": "e\u0301\u0323 \n\t",
}


def pages() -> Iterator[tuple[str, Callable[..., View]]]:
    """Every public function of `blocks/forms` that says it answers with a view."""
    for module in pkgutil.iter_modules(blocks.forms.__path__):
        found = importlib.import_module(f"blocks.forms.{module.name}")
        for node in ast.parse(inspect.getsource(found)).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                answers = ast.unparse(node.returns) if node.returns else ""
                if answers in ("View", "kit.View"):
                    yield f"{module.name}.{node.name}", getattr(found, node.name)


PAGES = dict(pages())


class Line:
    """Of the list of what comes later."""

    def __init__(self, largest: Largest) -> None:
        self.key: str = largest.of(str, "key")
        self.title = largest.text(120)
        self.by: str = largest.of(str, "by")
        self.on = largest.made(Entry, data={}).at.date()


def few(largest: Largest, most: int) -> Largest:
    """The same script, with fewer in each list."""
    return Largest(largest.text(12), most)


def gates(largest: Largest) -> list[ClosedGate]:
    return [largest.made(ClosedGate) for _ in range(30)]


def answered(largest: Largest) -> dict[str, Any]:
    """One of the criteria is chosen."""
    card = few(largest, MOST_CRITERIA).made(CriteriaCard)
    return {"card": card, "chosen": card.lines[0].id}


def ending(largest: Largest) -> dict[str, Any]:
    """So much is open that it is listed and counted."""
    stuck = tuple(
        largest.made(Milestone, side=Side.CUSTOMER, role=StakeholderRole.CONTACT.value)
        for _ in range(30)
    )
    open_points = (OpenCriterion(NoOpenBlockers(), Side.TEAM, Role.OWNER.value, stuck),) * 20
    return {"about": Circumstances(open_points, tuple(ChannelAfter))}


def filled_in(largest: Largest) -> IntakeForm:
    """The form of a new customer, with every contact it takes."""
    contact = RawContact(largest.text(80), f"{'a' * 240}@example.com", "champion")
    form: IntakeForm = largest.made(
        IntakeForm,
        contacts=(contact,) * MOST_CONTACTS,
        contract_value="1000000",
        signed_on="2026-09-30",
        track="guided",
        country="DE",
        time_zone="Europe/Berlin",
        sharing="adopt",
        name=largest.text(80),
        outcome=largest.text(500),
    )
    return form


SPECIAL: dict[str, Callable[[Largest], dict[str, Any]]] = {
    "closing.render": ending,
    "criteria.overview": lambda of: {"card": few(of, MOST_CRITERIA).made(CriteriaCard)},
    "criteria.render": lambda of: {
        "terms": of.made(
            Terms,
            statement=of.text(LONGEST_STATEMENT),
            metric=of.text(LONGEST_METRIC),
            unit=of.text(LONGEST_UNIT),
        )
    },
    "criterion_words.answer": answered,
    "criterion_words.value": lambda of: {"card": few(of, MOST_CRITERIA).made(CriteriaCard)},
    "departure.render": lambda of: {"roles": [role.label for role in StakeholderRole]},
    "digest.render": lambda of: {
        "subscription": of.made(Subscription, weekday=6, zone="America/Argentina/ComodRivadavia")
    },
    "gate.in_the_way": lambda of: {"gates": gates(few(of, 3)), "heading": gate.REFUSED},
    "gate.render": lambda of: {"gate": few(of, 10).made(ClosedGate)},
    "hold.render": lambda of: {"reason": of.text(hold.LONGEST)},
    "kickoff.render": lambda _: {"page": "ready"},
    "later.render": lambda of: {"moved": [Line(of) for _ in range(60)]},
    "new_customer.render": lambda of: {"cutoffs": Cutoffs(), "form": filled_in(of)},
    "timeline.render": lambda of: {"view": few(of, PAGE).made(TimelineView)},
    "package_answers.returning": lambda of: {
        "typed": [
            (f"question.{number}", TypedQuestion(of.text(LONGEST_QUESTION), of.of(str, "owner")))
            for number in range(MOST_QUESTIONS)
        ]
    },
    "package_answers.answering": lambda of: {"tasks": few(of, MOST_QUESTIONS).made(Tasks)},
    "survey_words.render": lambda of: {
        "scored": [
            (of.made(SurveyQuestion, survey=survey), survey.highest, of.text(LONGEST_WORDS))
            for survey in Survey
        ]
    },
    "plan_ahead.render": lambda of: {"ahead": few(of, 12).made(PlanAhead)},
}
"""What a page needs that its types do not say: a choice that is there, a cap of our own rules."""


def arguments(page: str, largest: Largest) -> dict[str, Any]:
    """What a page is called with, at its largest."""
    function = PAGES[page]
    given = SPECIAL[page](largest) if page in SPECIAL else {}
    hints = get_type_hints(function)
    for name in inspect.signature(function).parameters:
        if name not in given:
            is_words = hints[name] is Words
            given[name] = shipped_words() if is_words else largest.of(hints[name], name)
    return given


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("page", PAGES)
def test_slack_takes_every_form_at_its_fullest_in_every_script(page: str, script: str) -> None:
    largest = Largest(SCRIPTS[script])
    assert_slack_takes_view(PAGES[page](**arguments(page, largest)))


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_map_of_a_hundred_people_with_every_part_fits_a_message_and_a_page_A5(
    script: str,
) -> None:
    largest = Largest(SCRIPTS[script], MOST_PEOPLE)
    users = tuple(largest.of(str, "user") for _ in range(10))
    view = largest.made(StakeholderMap, team=dict.fromkeys(Role, users))
    assert_slack_takes_view(stakeholder_map.modal(view))
    assert_slack_takes(stakeholder_map.page(view))


def test_the_pages_are_found() -> None:
    assert {"brief.render", "person.render", "our_roles.render", "note.listed"} <= PAGES.keys()
