"""Drafts are templates too: checked before anybody is to send one, a playbook's own like ours."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

import playbooks
from bot.cli import main
from onboarding.review.sponsor_note import NoteFacts
from playbooks.drafts import DRAFTS, SPONSOR_NOTE, SPONSOR_NOTE_SUBJECT, problem_of, sponsor_note
from playbooks.words import Words, WordsError

BOOKS = Path(playbooks.__path__[0])
FACTS = NoteFacts(
    first_name="Tom",
    customer="Hazel & Finch",
    outcome="Every order leaves\nthe house.",
    done=1,
    total=14,
    first_value_on=date(2026, 3, 20),
    first_value_late=False,
    step="First login",
    asks="time",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped templates, to be spoiled."""
    return shutil.copytree(BOOKS / "messages", tmp_path / "messages")


def problems(folder: Path) -> tuple[str, ...]:
    with pytest.raises(WordsError) as refused:
        Words(folder)
    return refused.value.problems


@pytest.mark.parametrize("kind", DRAFTS)
@pytest.mark.parametrize(
    ("template", "complaint"),
    [
        ("Hello {{ first_nam }}", "'first_nam' is undefined"),
        ("Hello {{ first_name }}", "may be missing"),
        ("{% if step %}Please do {{ step }}{% endif %}", "says nothing"),
        ("{% if %}", "line 1 of the template"),
        ("{{ customer.__class__.__mro__ }}", "unsafe"),
        ("{{ customer | person }}", "person"),
    ],
)
def test_a_draft_that_cannot_say_every_sample_is_refused_when_it_is_loaded_C9(
    folder: Path, kind: str, template: str, complaint: str
) -> None:
    (folder / "drafts" / f"{kind}.j2").write_text(template)
    [problem] = problems(folder)
    assert problem.startswith(f"drafts/{kind}.j2: ")
    assert complaint in problem
    own = problem_of(kind, template)
    assert own is not None
    assert complaint in own


def test_a_draft_that_is_missing_or_left_over_is_named(folder: Path) -> None:
    drafts = folder / "drafts"
    (drafts / f"{SPONSOR_NOTE}.j2").rename(drafts / "sponsor_letter.j2")
    assert problems(folder) == (
        "drafts/sponsor_letter.j2: there is no draft of this kind",
        f"drafts/{SPONSOR_NOTE}.j2: missing",
    )


def test_a_playbooks_own_draft_stands_in_for_ours_and_ours_for_what_it_leaves_out_C9() -> None:
    own = {SPONSOR_NOTE: "{{ customer }} & {{ outcome }}: {{ done | plural('step') }}"}
    drafted = sponsor_note(FACTS, own)
    assert drafted.text == "Hazel & Finch & Every order leaves the house.: 1 step"
    assert drafted.subject == sponsor_note(FACTS, {}).subject
    subject = {SPONSOR_NOTE_SUBJECT: "  One thing,\n{{ first_name or 'hello' }}"}
    assert sponsor_note(FACTS, subject).subject == "One thing, Tom"


def with_words(folder: Path, messages: dict[str, str]) -> Path:
    playbook: dict[str, Any] = yaml.safe_load((BOOKS / "guided.yaml").read_text())
    path = folder / "ours.yaml"
    path.write_text(yaml.safe_dump(playbook | {"messages": messages}))
    return path


def test_playbook_check_says_what_is_wrong_with_its_own_draft_C9(tmp_path: Path) -> None:
    path = with_words(tmp_path, {SPONSOR_NOTE: "Hello {{ first_name }}"})
    done = CliRunner().invoke(main, ["playbook", "check", str(path)])
    assert done.exit_code == 2
    assert f"messages.{SPONSOR_NOTE}" in done.output
    assert "may be missing" in done.output


def test_playbook_preview_shows_the_drafts_in_the_playbooks_words_C9(tmp_path: Path) -> None:
    path = with_words(tmp_path, {SPONSOR_NOTE_SUBJECT: "A word about {{ customer }}"})
    asked = ["playbook", "preview", str(path)]
    subject = CliRunner().invoke(main, [*asked, "--kind", SPONSOR_NOTE_SUBJECT])
    assert (subject.exit_code, subject.output.strip()) == (
        0,
        f"── {SPONSOR_NOTE_SUBJECT} · C4 (the playbook's own words)\nA word about Hazel & Finch",
    )
    text = CliRunner().invoke(main, [*asked, "--kind", SPONSOR_NOTE])
    assert f"── {SPONSOR_NOTE} · C4\nHello Tom," in text.output
