"""`milepost playbook findings` (R9)."""

import json

import pytest
from typer.testing import CliRunner, Result

from bot.cli import main
from onboarding.looking_back import Answer
from storage.database import Database
from tests.clock import SettableClock
from tests.services.story import MAYA, Story, open_story
from tests.services.test_closings import WELL, close, everything_is_done
from tests.services.test_looking_back import answers, writes


def milepost(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.fixture
def story(
    database: Database, clock: SettableClock, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> Story:
    monkeypatch.setenv("DATABASE_URL", database_url)
    return open_story(database, clock)


def test_findings_are_printed_by_version_in_words_and_as_json_R9(story: Story) -> None:
    assert "Nothing has been found about any playbook" in milepost("playbook", "findings").stdout
    account = story.with_channel()
    everything_is_done(story)
    close(story, account, WELL)
    answers(story, account, Answer("The workshops", "Fewer\nforms"), MAYA)
    other = story.with_channel("C0OTHER", name="Brightwater")
    close(story, other)
    writes(story, other)
    told = milepost("playbook", "findings", "story")
    assert told.exit_code == 0
    assert "── story 3 · from 2 customers\nWhat to improve\n" in told.stdout
    assert "  • Fewer forms (Hazel & Finch, in their own words)" in told.stdout
    assert "  • ask who decides (Brightwater, post-mortem)" in told.stdout
    [version] = json.loads(milepost("playbook", "findings", "--json").stdout)
    assert (version["playbook"], version["version"], version["customers"]) == ("story", 3, 2)
    assert {one["text"] for one in version["keep"]} == {"The workshops", "the workshop"}
    assert json.loads(milepost("playbook", "findings", "guided", "--json").stdout) == []


def test_a_playbook_that_nobody_knows_is_a_question_wrongly_asked(story: Story) -> None:
    told = milepost("playbook", "findings", "giuded")
    assert told.exit_code == 2
    assert "There is no playbook “giuded”" in told.stderr
    assert "guided, high-touch, low-touch" in told.stderr
