"""Findings from both sides, by version of the playbook (F1, R9)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from onboarding.looking_back import (
    LONGEST_FINDING,
    LONGEST_TEXT,
    MOST_FINDINGS,
    Answer,
    Finding,
    Kind,
    PostMortem,
    Source,
    TypedPostMortem,
    answer_problems,
    by_version,
    check,
    findings_in,
)
from tests.onboarding.examples import NOW

ONE = Finding("guided", 2, Kind.CHANGE, Source.POST_MORTEM, "Ask earlier", "Finch", "U1", NOW)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ()),
        (" \n\n", ()),
        ("Ask earlier", ("Ask earlier",)),
        ("• Ask  earlier\n- Call\n* Ask earlier\n\n", ("Ask earlier", "Call")),
    ],
)
def test_each_line_is_a_finding(text: str, found: tuple[str, ...]) -> None:
    assert findings_in(text) == found


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        (TypedPostMortem(), {"summary"}),
        (TypedPostMortem("x" * (LONGEST_TEXT + 1)), {"summary"}),
        (TypedPostMortem("It was late.", change="x" * (LONGEST_FINDING + 1)), {"change"}),
        (
            TypedPostMortem("Late.", keep="\n".join(map(str, range(MOST_FINDINGS + 1)))),
            {"keep"},
        ),
    ],
)
def test_what_cannot_be_kept_is_told_at_its_field(typed: TypedPostMortem, wrong: set[str]) -> None:
    found = check(typed)
    assert isinstance(found, dict)
    assert found.keys() == wrong


def test_a_post_mortem_has_a_summary_and_as_many_findings_as_lines() -> None:
    assert check(TypedPostMortem(" Late. ", "the workshop", "ask earlier\ncall")) == PostMortem(
        "Late.",
        ((Kind.KEEP, "the workshop"), (Kind.CHANGE, "ask earlier"), (Kind.CHANGE, "call")),
    )


def test_an_answer_has_one_of_the_two_at_least() -> None:
    assert answer_problems(Answer(" ", "")).keys() == {"keep"}
    assert answer_problems(Answer("", "x" * (LONGEST_TEXT + 1))).keys() == {"change"}
    assert answer_problems(Answer("all", "")) == {}
    assert Answer(" all ", " ").findings == ((Kind.KEEP, "all"),)


def test_findings_stand_by_playbook_and_version_the_newest_first_R9() -> None:
    later = replace(ONE, text="Call", at=NOW + timedelta(days=1), customer="Water")
    keep = replace(ONE, kind=Kind.KEEP, text="The workshop")
    old = replace(ONE, version=1)
    other = replace(ONE, playbook="high-touch", version=7)
    found = by_version([old, ONE, keep, other, later])
    assert [(one.playbook, one.version) for one in found] == [
        ("guided", 2),
        ("guided", 1),
        ("high-touch", 7),
    ]
    assert found[0].change == (later, ONE)
    assert found[0].keep == (keep,)
    assert [one.customers for one in found] == [2, 1, 1]
    assert by_version([]) == ()
