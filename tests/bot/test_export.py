"""`milepost export` (X1)."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select
from typer.testing import CliRunner, Result

from bot.cli import main
from bot.exporting import as_html
from onboarding.notes import NoteForm, NoteKind, Said
from onboarding.timeline import Entry, Names
from services.exports import Export
from storage.database import Database
from storage.export import ACCOUNT_TABLES, OF_NO_ACCOUNT, PEOPLE
from storage.record_schema import metadata
from storage.schema import SlackId
from tests.clock import SettableClock
from tests.services.quiet import maya_is_here
from tests.services.story import CHANNEL, HOST, MAYA, OLIVIA, Story, open_story


def milepost(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.fixture
def story(
    database: Database, clock: SettableClock, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> Story:
    monkeypatch.setenv("DATABASE_URL", database_url)
    story = open_story(database, clock)
    account = story.with_channel()
    maya_is_here(story, account)
    story.tick(OLIVIA, "call")
    said = Said(CHANNEL, "1772442000.000100", MAYA.user, datetime(2026, 3, 2, 9, tzinfo=UTC))
    note = NoteForm(NoteKind.RISK, "Tom <b>leaves</b>", None, None)
    story.services.notes.take(OLIVIA, account, said, note, story.key())
    story.with_channel("C0OTHER", name="Brightwater")
    return story


def test_every_table_is_either_of_an_account_or_known_to_be_of_none_X1() -> None:
    exported = {table.name for table in ACCOUNT_TABLES} | {"accounts"}
    assert exported | OF_NO_ACCOUNT == set(metadata.tables)
    assert not exported & OF_NO_ACCOUNT


def test_every_column_that_holds_a_person_is_known_X1() -> None:
    """So that the names of all people go with an export."""
    not_people = {"workspace_id", "team_id", "channel_id", "bot_id", "lead", "authority"}
    not_people |= {"team_channel_id", "exposed_channel_id", "bot_user_id", "invite_id"}
    columns = {
        column.name
        for table in metadata.tables.values()
        for column in table.columns
        if column.type is SlackId or str(column.type) == "VARCHAR(32)"
    }
    found = {name for name in columns if name.endswith("_by") or name in ("by", "actor", "user_id")}
    assert found - not_people <= PEOPLE
    assert {"owner", "csm", "assignee"} <= PEOPLE & columns


def test_the_json_holds_every_row_of_the_customer_and_of_no_other_X1(story: Story) -> None:
    done = milepost("export", "--account", "hazel")
    assert done.exit_code == 0, done.output
    data: dict[str, Any] = json.loads(done.stdout)
    account = data["account"]
    assert (data["format"], data["version"], data["workspace"]) == ("milepost-account", 1, HOST)
    assert datetime.fromisoformat(data["exported_at"]).tzinfo is not None
    assert data["tables"]["accounts"][0]["name"] == "Hazel & Finch"
    assert "Brightwater" not in done.stdout
    with story.database.reading() as connection:
        for table in ACCOUNT_TABLES:
            held = connection.execute(
                select(table).where(table.c.workspace_id == HOST, table.c.account_id == account)
            ).all()
            assert len(data["tables"][table.name]) == len(held), table.name
    [risk] = data["tables"]["notes"]
    assert risk["said_at"] == "2026-03-02T09:00:00+00:00"
    date.fromisoformat(data["tables"]["milestones"][0]["due_on"])
    names = {row["name"] for row in data["tables"]["members"]}
    assert "Olivia Hart" in names
    assert [row.kind for row in story.activity("record.exported")] == ["record.exported"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_page_tells_the_timeline_in_names_and_escapes_what_was_typed_X1(story: Story) -> None:
    done = milepost("export", "--account", "Hazel & Finch", "--format", "html")
    assert done.exit_code == 0
    page = done.stdout
    assert "<h1>Hazel &amp; Finch</h1>" in page
    assert (
        f"{OLIVIA.user} recorded a risk" in page
    )  # ids of real people hold a digit, and get names
    assert "<b>leaves</b>" not in page
    assert "Tom &lt;b&gt;leaves&lt;/b&gt;" in page
    for outside in ("http://", "https://slack", "<script", "<link", "@import"):
        assert outside not in page


def test_the_page_calls_the_channel_by_its_name_and_its_own_time_by_the_minute_X1() -> None:
    at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    account = {"channel_id": "C0FINCH", "channel_name": "onb-<finch>"}
    export = Export(
        account="a",
        name="Finch",
        zone="Europe/Paris",
        data={"exported_at": "2026-03-02T09:05:06.123456+00:00", "tables": {"accounts": [account]}},
        timeline=tuple(
            Entry(1, at, "U0MAYA", origin, "plan.agreed", {}) for origin in ("C0FINCH", "C0ELSE")
        ),
        names=Names({}, {}, {}),
        people={"U0MAYA": "Maya"},
    )
    page = as_html(export)
    assert "Maya agreed to the plan <small>in #onb-&lt;finch&gt;</small>" in page
    assert "<small>in #C0ELSE</small>" in page
    assert "Exported 2026-03-02 09:05 UTC." in page


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_all_customers_are_a_line_each_X1(story: Story) -> None:
    done = milepost("export", "--all")
    assert done.exit_code == 0
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["tables"]["accounts"][0]["name"] for line in lines] == [
        "Brightwater",
        "Hazel & Finch",
    ]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "asked",
    [(), ("--all", "--account", "hazel"), ("--all", "--format", "html"), ("--account", "Acme")],
)
def test_what_cannot_be_exported_is_told_and_ends_with_2(
    story: Story, asked: tuple[str, ...]
) -> None:
    refused = milepost("export", *asked)
    assert refused.exit_code == 2
    assert refused.stderr
    assert refused.stdout == ""


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_erasing_is_a_dry_run_until_one_says_yes_X1(story: Story) -> None:
    dry = milepost("erase", "account", "hazel")
    assert dry.exit_code == 0
    assert "Nothing was changed" in dry.stdout
    assert "stakeholders" in dry.stdout
    assert milepost("erase", "account", "hazel").stdout == dry.stdout
    assert dry.stdout.startswith("Hazel & Finch\n")
    in_part = milepost("erase", "account", "hazel", "--yes")
    assert in_part.exit_code == 2
    assert "Nothing was changed. Is it “Hazel & Finch”?" in in_part.stderr
    whole = ("erase", "account", "hazel & finch", "--yes")
    assert "Nothing was changed" not in milepost(*whole).stdout
    assert milepost(*whole).exit_code == 2
    [line] = story.activity("record.erased")
    assert (line.origin, line.actor) == ("command_line", None)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_whoever_erases_a_person_reads_whom_that_means_X1(story: Story) -> None:
    dry = milepost("erase", "person", MAYA.user)
    assert dry.exit_code == 0
    assert dry.stdout.startswith("Maya Finch · maya@")
    assert MAYA.user in dry.stdout.splitlines()[0]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_whom_we_do_not_know_and_whom_we_employ_is_not_erased_X1(story: Story) -> None:
    for who, why in (("nobody@example.com", "Nobody is known"), (OLIVIA.user, "our own people")):
        refused = milepost("erase", "person", who, "--yes")
        assert refused.exit_code == 2
        assert why in refused.stderr
