"""A1: what of the sales brief is missing, and what of a page cannot be kept."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.asked_for import BriefField
from onboarding.brief import (
    LONGEST,
    LONGEST_COMMITMENT,
    BriefPage,
    Commitment,
    Told,
    TypedPage,
    asking,
    problems,
)
from onboarding.criteria import RecordKey
from onboarding.plan import Gate, Plan, gate_key
from onboarding.settling import Settled, let_pass, settle
from tests.onboarding.examples import NOW, a_plan, playbook_data, with_done

COMMITMENT = Commitment(None, "A connector to their scales", "UARTHUR", date(2025, 4, 1))
TEXTS: dict[BriefField, str] = {
    field: "…" for field in BriefField if field is not BriefField.COMMITMENTS
}


def waiting() -> Plan:
    """The plan of the stories, whose call waits for the brief."""
    data = playbook_data()
    data["stages"][0]["milestones"][0]["needs"] = [{"brief_complete": True}]
    return a_plan(data)


def test_every_field_stands_on_exactly_one_page() -> None:
    assert sorted(field for page in BriefPage for field in page.fields) == sorted(BriefField)
    assert [page.following for page in BriefPage] == [*list(BriefPage)[1:], None]


def test_that_there_are_no_commitments_is_an_answer_A1() -> None:
    required = tuple(BriefField)
    assert Told(TEXTS).missing(required) == (BriefField.COMMITMENTS,)
    assert Told(TEXTS, has_none=True).missing(required) == ()
    assert Told(TEXTS, commitments=(COMMITMENT,)).missing(required) == ()


@given(
    st.dictionaries(st.sampled_from(BriefField), st.sampled_from(["", " \n", "text"])),
    st.lists(st.sampled_from(BriefField), unique=True),
    st.booleans(),
)
def test_what_is_missing_is_required_and_blank_and_keeps_its_order(
    texts: dict[BriefField, str], required: list[BriefField], has_none: bool
) -> None:
    told = Told(texts, has_none=has_none)
    missing = told.missing(required)
    assert [field for field in required if field in missing] == list(missing)
    for field in required:
        assert (field in missing) is not told.has(field)


@pytest.mark.parametrize(
    ("commitment", "fields"),
    [
        (COMMITMENT, set()),
        (Commitment(None, "", "", None), set()),
        (replace(COMMITMENT, owner=""), {"r.owner"}),
        (replace(COMMITMENT, due_on=None), {"r.due_on"}),
        (replace(COMMITMENT, text="x" * (LONGEST_COMMITMENT + 1)), {"r.text"}),
    ],
)
def test_a_commitment_has_an_owner_and_a_day_A1(commitment: Commitment, fields: set[str]) -> None:
    typed = TypedPage(BriefPage.COMMITMENTS, {}, (("r", commitment),))
    assert problems(typed).keys() == fields


@pytest.mark.parametrize(
    ("given_", "fields"),
    [
        ({"texts": {BriefField.GOALS: "x" * LONGEST}}, set()),
        ({"texts": {BriefField.GOALS: "x" * (LONGEST + 1)}}, {"goals"}),
        ({"texts": {}, "has_none": True}, set()),
        (
            {"texts": {}, "has_none": True, "commitments": (("r", COMMITMENT),)},
            {"no_commitments"},
        ),
    ],
)
def test_a_page_is_refused_at_its_fields(given_: dict[str, Any], fields: set[str]) -> None:
    assert problems(TypedPage(BriefPage.WHY, **given_)).keys() == fields


def test_the_brief_is_asked_for_until_nothing_waits_for_it_A1() -> None:
    plan = waiting()
    assert [milestone.key for milestone in asking(plan)] == ["call"]
    assert asking(a_plan()) == ()
    told = settle(plan, {RecordKey.BRIEF_COMPLETE: True}, NOW)
    assert isinstance(told, Settled)
    assert asking(told.plan) == ()
    assert asking(with_done(told.plan, "call")) == ()
    passed = let_pass(plan, gate_key(Gate.NEEDS, "call"), NOW)
    assert isinstance(passed, Settled)
    assert asking(passed.plan) == ()
