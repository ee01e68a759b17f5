"""Words: a template for every message, sound before anything is sent."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

from onboarding.messages.customer import (
    AnyCustomerMessage,
    Celebration,
    DateChange,
    PlanChanged,
    RefusedInThread,
    StageCompleted,
    Welcome,
)
from onboarding.messages.team import AnyTeamMessage, DeadLetter, InvitationNews
from playbooks.load import shipped_playbooks
from playbooks.samples import samples
from playbooks.words import SHIPPED, TOPIC_LIMIT, Words, WordsError, shipped_words


@pytest.fixture(scope="module")
def words() -> Words:
    return shipped_words()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped templates, to be spoiled."""
    return shutil.copytree(SHIPPED, tmp_path / "messages")


def every_sample(words: Words) -> Iterator[tuple[Any, str]]:
    for message_type in get_args(get_args(AnyCustomerMessage)[0]):
        yield from ((sample, words.for_customer(sample)) for sample in samples(message_type))
    for message_type in get_args(get_args(AnyTeamMessage)[0]):
        yield from ((sample, words.for_team(sample)) for sample in samples(message_type))


def problems(folder: Path) -> tuple[str, ...]:
    with pytest.raises(WordsError) as refused:
        Words(folder)
    return refused.value.problems


def test_whatever_people_wrote_is_escaped_in_every_message(words: Words) -> None:
    for sample, text in every_sample(words):
        if not isinstance(sample, RefusedInThread):  # its sentence is mrkdwn already
            assert "<Sons>" not in text, sample
            assert "Ada & " not in text, sample
        assert "&amp;amp;" not in text, sample
        assert "\n\n\n" not in text
        assert "None" not in text
        assert "_escaped" not in text


def test_no_message_is_a_bare_follow_up(words: Words) -> None:
    for _, text in every_sample(words):
        assert "just following up" not in text.lower()
        assert "just checking in" not in text.lower()


def test_a_missing_template_is_found_when_the_words_are_loaded(folder: Path) -> None:
    (folder / "customer" / "welcome.j2").unlink()
    assert problems(folder) == ("customer/welcome.j2: missing",)


def test_a_template_for_no_message_is_found(folder: Path) -> None:
    (folder / "team" / "wellcome.j2").write_text("Hello")
    assert problems(folder) == ("team/wellcome.j2: there is no message of this kind",)


def test_a_mistake_in_the_template_language_is_named_with_its_line(folder: Path) -> None:
    (folder / "team" / "dead_letter.j2").write_text("A\n{% if customer %}B\n{{ what }\n")
    [problem] = problems(folder)
    assert problem.startswith("team/dead_letter.j2, line 3: ")


@pytest.mark.parametrize(
    ("template", "complaint"),
    [
        ("Welcome {{ custommer }}", "'custommer' is undefined"),
        ("Welcome {{ customer }}, worth {{ contract_value }}", "'contract_value' is undefined"),
        ("Welcome {{ customer }} {{ csm }}", "may be missing"),
        ("{% if csm %}Welcome{% endif %}", "says nothing"),
        ("{{ customer.__class__.__mro__ }}", "unsafe"),
        ("{{ customer | nonsense }}", "nonsense"),
        ("{{ customer | day }}", "weekday"),
    ],
)
def test_a_template_that_cannot_say_every_sample_is_refused(
    folder: Path, template: str, complaint: str
) -> None:
    (folder / "customer" / "welcome.j2").write_text(template)
    [problem] = problems(folder)
    assert problem.startswith("customer/welcome.j2")
    assert complaint in problem


def test_every_problem_is_named_at_once(folder: Path) -> None:
    (folder / "customer" / "welcome.j2").unlink()
    (folder / "team" / "account_started.j2").write_text("")
    (folder / "channel" / "topic.j2").unlink()
    assert [problem.partition(":")[0] for problem in problems(folder)] == [
        "customer/welcome.j2",
        "team/account_started.j2",
        "channel/topic.j2",
    ]


def test_the_doors_are_told_apart(words: Words) -> None:
    news = InvitationNews(
        account="a1", step=None, customer="H", person="M", news="accepted", channel=None
    )
    with pytest.raises(TypeError, match="InvitationNews is not for customers"):
        words.for_customer(news)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="Celebration is not for our team"):
        words.for_team(celebration("First login"))  # type: ignore[arg-type]


def celebration(milestone: str, **changes: Any) -> Celebration:
    facts: dict[str, Any] = {"milestone": milestone, "line": "You are in.", "done_by": "U0MAYA"}
    return Celebration(**facts | changes)


def test_no_two_celebrations_of_a_shipped_playbook_read_the_same_C5(words: Words) -> None:
    for playbook in shipped_playbooks().values():
        said = [
            words.for_customer(celebration(m.title, line=m.celebration))
            for m in playbook.milestones
        ]
        assert len(set(said)) == len(said)
        assert all("<@U0MAYA>" in text for text in said)
        openings = {text.split("“")[0] for text in said}
        assert len(openings) >= 3, f"{playbook.key}: always the same opening"


def test_first_value_is_celebrated_with_the_customers_own_words_C5(words: Words) -> None:
    text = words.for_customer(
        celebration("First invoice run", first_value=True, outcome="Invoices <in a day>")
    )
    assert text.startswith("🏆 *First value!* <@U0MAYA> just ticked “First invoice run”.")
    assert "> Invoices &lt;in a day&gt;" in text


def test_a_completed_stage_says_what_comes_next_C5(words: Words) -> None:
    text = words.for_customer(
        StageCompleted(
            stage="Kickoff",
            next_stage="Configuration",
            next_goal="Set up the way you work.",
            days_early=1,
            outcome="Invoices in a day",
        )
    )
    assert "*Kickoff is complete, 1 working day ahead of plan.*" in text
    assert "*Now: Configuration.* Set up the way you work." in text


def test_a_change_of_dates_names_each_with_its_cause_C1(words: Words) -> None:
    moved = DateChange(milestone="Data in", before=date(2026, 12, 30), after=date(2027, 1, 5))
    pushed = DateChange(
        milestone="Training",
        before=date(2026, 3, 5),
        after=date(2026, 3, 9),
        because_of="Data in",
    )
    text = words.for_customer(PlanChanged(changed_by="U0OLIVIA", changes=(moved, pushed)))
    assert "• “Data in”: Wed 30 Dec 2026 → *Tue 5 Jan 2027*\n" in text
    assert "• “Training”: Thu 5 Mar → *Mon 9 Mar* (it follows “Data in”)" in text


def test_the_welcome_names_owner_and_goal_and_does_not_name_one_person_twice(words: Words) -> None:
    welcome = Welcome(
        customer="Hazel & Finch",
        outcome="Invoices in a day",
        owner="U0OLIVIA",
        csm="U0OLIVIA",
        first_milestones=("A", "B", "C", "D"),
        first_value_on=date(2026, 3, 23),
    )
    text = words.for_customer(welcome)
    assert text.count("<@U0OLIVIA>") == 1
    assert "> Invoices in a day" in text
    assert "• C\n" in text
    assert "• D" not in text


def test_a_value_cannot_begin_a_line_of_its_own(words: Words) -> None:
    letter = DeadLetter(
        customer="Acme\n\n*Milepost* says", what="welcome", error="x", outbox_id=7, channel=None
    )
    assert "*Acme *Milepost* says*: I could not deliver" in words.for_team(letter)


@pytest.mark.parametrize("outcome", ["Invoices in a day", "&" * 3_000, "x" * 3_000, "a\nb"])
@pytest.mark.parametrize("customer", ["Hazel & Finch", "<" * 500])
def test_topic_and_purpose_fit_their_limit_and_cut_no_entity(
    words: Words, customer: str, outcome: str
) -> None:
    for text in (words.topic(customer, outcome), words.purpose(customer, outcome)):
        assert 0 < len(text) <= TOPIC_LIMIT
        rest = text.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "")
        assert not set(rest) & set("&<>\n")
    assert words.topic("Acme", "Go live") == "Acme: Go live"
