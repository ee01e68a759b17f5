"""C8: what counts as a question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.asking import is_question


@pytest.mark.parametrize(
    "text",
    [
        "Which plan is ours?",
        "Hello. Can you send the file?  Thanks!",
        "What is this?!",
        "ok?",
        "Wie geht das？",
        "كيف نبدأ؟",
        "See https://example.com/a?b=c. Is that right?",
        "Is `retry?` what I should set?",
        "> they wrote this\nIs it true?",
    ],
)
def test_a_sentence_that_ends_in_a_question_mark_is_one_C8(text: str) -> None:
    assert is_question(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Done.",
        "?",
        "???",
        "12?",
        "https://example.com/search?q=plan",
        "`is_ready?`",
        "```\nif done?\n```",
        "> Which plan is ours?",
        "We wonder which plan is ours.",
    ],
)
def test_a_mark_elsewhere_makes_no_question_C8(text: str) -> None:
    assert not is_question(text)


@given(st.text(max_size=300))
def test_whatever_people_write_is_looked_at(text: str) -> None:
    assert is_question(text) in (True, False)
    if not any(mark in text for mark in "?？؟"):
        assert not is_question(text)
