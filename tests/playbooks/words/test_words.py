"""Words: a template for every message, sound before anything is sent."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

from onboarding.messages.alerts import HoldOver, SingleThreaded, SponsorNoteDue
from onboarding.messages.criteria import CriterionProposed
from onboarding.messages.customer import (
    AnyCustomerMessage,
    Celebration,
    DateChange,
    PlanChanged,
    RefusedInThread,
    Welcome,
)
from onboarding.messages.handoff import BriefChanged, BriefLate
from onboarding.messages.package import PackageNews
from onboarding.messages.people import RoleGiven
from onboarding.messages.team import AnyTeamMessage, DeadLetter, InvitationNews
from onboarding.messages.touches import CheckIn, FinishedEarly, FirstValueReached, StageCompleted
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


def test_the_click_that_reaches_first_value_is_answered_as_such_C5(words: Words) -> None:
    text = words.for_customer(celebration("First invoice run", first_value=True))
    assert text == "🏆 *First value!* <@U0MAYA> just ticked “First invoice run”. You are in."


def first_value(**given: Any) -> FirstValueReached:
    known: dict[str, Any] = {
        "milestone": "First invoice run",
        "done_by": "U0MAYA",
        "days_early": 2,
        "also": ("Go-live", "Validation"),
        "finished": False,
        "outcome": "Invoices <in a day>",
    }
    return FirstValueReached(**known | given)


def test_first_value_is_celebrated_with_the_customers_own_words_C5(words: Words) -> None:
    text = words.for_customer(first_value())
    assert text.startswith(
        "🏆 *First value is reached, 2 working days ahead of plan:* “First invoice run”. "
        "Thank you, <@U0MAYA>,"
    )
    assert "> Invoices &lt;in a day&gt;" in text
    assert text.endswith("*Go-live and Validation* are complete, too.")


@pytest.mark.parametrize(
    ("given", "said", "unsaid"),
    [
        ({"days_early": 0}, "*First value is reached:*", "ahead"),
        ({"days_early": 1}, "reached, 1 working day ahead", "days ahead"),
        ({"also": ("Go-live",)}, "*Go-live* is complete, too.", "whole plan"),
        ({"also": ()}, "Take a moment to enjoy it", "complete"),
        ({"finished": True}, "With it the whole plan is done.", "complete, too"),
    ],
)
def test_first_value_says_what_came_with_it_C5(
    words: Words, given: dict[str, Any], said: str, unsaid: str
) -> None:
    text = words.for_customer(first_value(**given))
    assert said in text
    assert unsaid not in text


def stage_completed(**given: Any) -> StageCompleted:
    known: dict[str, Any] = {
        "stage": "Kickoff",
        "also": (),
        "next_stage": "Configuration",
        "next_goal": "Set up the way you work.",
        "days_early": 1,
        "outcome": "Invoices in a day",
    }
    return StageCompleted(**known | given)


def test_a_completed_stage_says_what_comes_next_C5(words: Words) -> None:
    text = words.for_customer(stage_completed())
    assert "*Kickoff is complete, 1 working day ahead of plan.*" in text
    assert "*Now: Configuration.* Set up the way you work." in text


@pytest.mark.parametrize(
    ("also", "said"),
    [
        ((), "*Training is complete.*"),
        (("Configuration",), "*Configuration and Training are complete.*"),
        (("Kickoff", "R & D"), "*Kickoff, R &amp; D and Training are complete.*"),
    ],
)
def test_stages_that_were_completed_together_are_named_together_C5(
    words: Words, also: tuple[str, ...], said: str
) -> None:
    text = words.for_customer(stage_completed(stage="Training", also=also, days_early=0))
    assert said in text


def test_the_last_stage_and_an_early_finish_say_what_they_set_out_for_C5(words: Words) -> None:
    last = words.for_customer(stage_completed(next_stage=None, next_goal=None))
    early = words.for_customer(FinishedEarly(days_early=3, outcome="Invoices in a day"))
    assert "That was the last stage of our plan." in last
    assert "*The whole plan is done, 3 working days ahead of its end.*" in early
    assert all("> Invoices in a day" in text for text in (last, early))


@pytest.mark.parametrize(
    ("how", "said", "unsaid"),
    [
        ("slack", "make it yours, and send it.", "hand"),
        ("email", "send it (by email: they are not in the channel).", "hand"),
        ("by_hand", "send it *by hand*: they are not in the channel", "by email"),
        ("nobody", "I know no way to reach Tom", "by email"),
    ],
)
def test_the_owner_is_told_how_the_sponsors_note_will_go_C4(
    words: Words, how: str, said: str, unsaid: str
) -> None:
    due = SponsorNoteDue.model_validate(
        {
            "account": "a1",
            "touch": "sponsor:1",
            "stall": "1",
            "customer": "Hazel",
            "channel": None,
            "sponsor": "Tom",
            "how": how,
            "idle_days": 8,
            "cause": "Weak sponsorship",
        }
    )
    text = words.for_team(due)
    assert said in text
    assert unsaid not in text


@pytest.mark.parametrize(
    ("previous", "said"),
    [
        (None, "named you Onboarding manager.\n"),
        ("U0ARTHUR", "named you Onboarding manager, in the place of <@U0ARTHUR>.\n"),
        ("U0OLIVIA", "named you Onboarding manager, and hands over to you.\n"),
    ],
)
def test_whoever_hands_over_is_not_said_to_be_replaced_by_somebody_else_R10(
    words: Words, previous: str | None, said: str
) -> None:
    given = {
        "account": "a1",
        "customer": "Hazel",
        "channel": None,
        "roles": ["Onboarding manager"],
        "by": "U0OLIVIA",
        "previous": previous,
        "outcome": "Faster",
        "stage": None,
        "following": None,
        "late": 0,
        "overload": None,
    }
    assert f"<@U0OLIVIA> {said}" in words.for_team(RoleGiven.model_validate(given))


@pytest.mark.parametrize(
    ("by", "days", "said"),
    [
        ("U0CLARA", 0, "accepted the handoff and looks after them from here on."),
        ("U0LEADER", 0, "accepted the handoff. <@U0CLARA> looks after them from here on."),
        ("U0CLARA", 1, "1 working day after it was offered, and looks after them from here on."),
        ("U0LEADER", 2, "2 working days after it was offered. <@U0CLARA> looks after them"),
    ],
)
def test_whoever_accepts_a_handoff_is_named_once_A7(
    words: Words, by: str, days: int, said: str
) -> None:
    news = {
        "account": "a1",
        "customer": "Hazel",
        "channel": None,
        "news": "accepted",
        "by": by,
        "csm": "U0CLARA",
        "days": days,
        "questions": 0,
    }
    assert said in words.for_team(PackageNews.model_validate(news))


def test_what_is_missing_in_a_brief_is_quoted_for_its_names_hold_commas_A1(words: Words) -> None:
    late = {
        "account": "a1",
        "touch": "brief_late",
        "customer": "Hazel",
        "channel": None,
        "teller": "U0ARTHUR",
        "days": 4,
        "missing": ["Who matters, and how they stand to us", "Known risks"],
    }
    said = words.for_team(BriefLate.model_validate(late))
    assert "Missing: “Who matters, and how they stand to us” and “Known risks”." in said


@pytest.mark.parametrize(
    ("renewal_on", "said"),
    [
        (date(2027, 10, 5), "• The renewal date is Tue 5 Oct 2027 now."),
        (None, "• The renewal date was taken out."),
    ],
)
def test_a_new_renewal_date_is_told_with_what_else_changed_in_the_brief_A1(
    words: Words, renewal_on: date | None, said: str
) -> None:
    changed = BriefChanged(
        account="a1",
        customer="Hazel",
        channel=None,
        by="U0ARTHUR",
        parts=(),
        promises=(),
        missing=(),
        renewal_changed=True,
        renewal_on=renewal_on,
    )
    assert words.for_team(changed).splitlines() == [
        "✏️ <@U0ARTHUR> changed the brief on *Hazel*.",
        "",
        said,
    ]


def test_the_day_of_a_criterion_has_its_year_for_it_may_be_far_A3(words: Words) -> None:
    proposed = CriterionProposed(
        by="U0OLIVIA",
        changed=False,
        statement="We close early",
        metric="Days",
        baseline=None,
        target="5",
        due_on=date(2027, 1, 18),
        first_value=False,
    )
    assert "to 5 by Mon 18 Jan 2027\n" in words.for_customer(proposed)


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


def test_a_check_in_with_nothing_ahead_does_not_announce_what_comes_next_C1(words: Words) -> None:
    said = words.for_customer(
        CheckIn(account="a1", touch="t1", owner="U0OLIVIA", done=(), theirs=(), ours=())
    )
    assert "what comes next" not in said
    assert "Nothing waits for anybody at the moment." in said


def test_the_end_of_a_pause_quotes_why_it_rested_C9(words: Words) -> None:
    over = HoldOver(
        account="a1", touch="t1", customer="H", channel=None, reason="Summer break.\nAll of August."
    )
    said = words.for_team(over)
    assert said.endswith("It rested because:\n> Summer break.\n> All of August.")


@pytest.mark.parametrize(
    ("days", "when"),
    [(1, "on the last working day only"), (10, "in the last 10 working days only")],
)
def test_one_day_is_the_last_and_not_the_last_one_G3(words: Words, days: int, when: str) -> None:
    hangs = SingleThreaded(
        account="a1",
        touch="t1",
        customer="H",
        channel=None,
        contact="U0MAYA",
        days=days,
        candidates=(),
        missing_roles=(),
    )
    assert f"{when} <@U0MAYA> gave a sign." in words.for_team(hangs)
