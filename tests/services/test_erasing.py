"""Erasing a person or a customer: afterwards nothing in any table tells of them (X1)."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from onboarding.closing import Ending, TypedClosing
from onboarding.intake import RawContact
from onboarding.looking_back import Answer
from onboarding.notes import NoteForm, NoteKind, Said
from onboarding.plan import BlockerKind
from onboarding.stall_causes import Cause
from playbooks.mrkdwn import person
from services.closings import Closed
from services.retrospectives import Thanked
from storage import surfaces
from storage.erasing import NAMELESS_CUSTOMER, NAMELESS_PERSON
from storage.notes import note_id
from storage.record_schema import metadata
from storage.redacting import Traces
from storage.schema import accounts, activity, milestones, stakeholders
from storage.schema import surfaces as surface_rows
from storage.transaction import begin
from tests.services.quiet import maya_is_here
from tests.services.story import BEN, CHANNEL, HOST, MAYA, OLIVIA, WATER, Story, member

STUCK = "Our firewall üåñ lets nobody in, says the marmot."
NOTED = "The marmot will leave in May."
ANSWERED = "A marmot."  # too short to be looked for wherever it is quoted
TRACES = (MAYA.user, "Maya Finch", "maya@hazelfinch.example", "marmot")


def everything(story: Story) -> dict[str, str]:
    """All rows of all tables as text, by table."""
    with story.database.reading() as connection:
        return {
            table.name: json.dumps(
                [
                    [value if isinstance(value, dict | list) else str(value) for value in row]
                    for row in connection.execute(
                        select(table).execution_options(every_workspace=True)
                    )
                ],
                ensure_ascii=False,
            )
            for table in metadata.sorted_tables
        }


def where(story: Story, *needles: str) -> dict[str, list[str]]:
    held = everything(story)
    return {
        needle: found
        for needle in needles
        if (found := [name for name, rows in held.items() if needle.casefold() in rows.casefold()])
    }


@pytest.fixture
def account(story: Story) -> str:
    """A customer of whom much is known, and another that must stay as it is."""
    account = story.with_channel()
    story.services.workspaces.learn(
        HOST, [member(MAYA, "Maya Finch", "maya@hazelfinch.example"), member(BEN, "Ben Water")]
    )
    maya_is_here(story, account)
    story.tick(OLIVIA, "call")
    story.services.blockers.raise_(
        MAYA, CHANNEL, "goal", BlockerKind.ACCESS, STUCK, "Maya Finch", story.key()
    )
    said = Said(CHANNEL, "1772442000.000100", MAYA.user, datetime(2026, 3, 2, 9, tzinfo=UTC))
    for kind in (NoteKind.RISK, NoteKind.PROMISE, NoteKind.QUESTION):
        note = NoteForm(kind, NOTED, OLIVIA.user, date(2026, 4, 1))
        story.services.notes.take(OLIVIA, account, said, note, story.key())
    asked = note_id(said, NoteKind.QUESTION)
    assert story.services.notes.settle(OLIVIA, account, asked, story.key(), ANSWERED) is None
    other = story.start(
        name="Brightwater",
        outcome="Clean water in every house.",
        contacts=(RawContact("Ben Water", "ben@brightwater.example", "champion"),),
    )
    story.make_channel(other, "C0OTHER")
    story.services.channels.shared(HOST, "C0OTHER", WATER, story.key())
    story.services.blockers.raise_(
        OLIVIA, "C0OTHER", "goal", BlockerKind.ACCESS, "Brightwater waits", None, story.key()
    )
    story.clock.move(days=15)
    story.services.reviewing.tick()
    story.services.digests.send_due(HOST)
    return account


def test_after_erasing_a_person_no_row_tells_of_them_X1(story: Story, account: str) -> None:
    assert where(story, *TRACES).keys() == set(TRACES)
    before = len(story.rows(activity))
    erased = story.services.erasing.person(HOST, "maya@HazelFinch.example", really=True)
    assert erased is not None
    assert where(story, *TRACES) == {}
    lines = story.rows(activity)
    assert len(lines) == before + 1  # no line is gone, and this one came
    assert (lines[-1].kind, lines[-1].data) == ("record.erased", {"what": "person"})
    [who] = [row for row in story.rows(stakeholders) if row.name == NAMELESS_PERSON]
    assert who.roles == ["champion"]
    assert who.email is None


def test_nobody_counts_on_whoever_was_erased_and_the_owner_is_asked_who_takes_over_A5(
    story: Story, account: str
) -> None:
    story.services.erasing.person(HOST, MAYA.user, really=True)
    [who] = [row for row in story.rows(stakeholders) if row.name == NAMELESS_PERSON]
    assert who.left_at == story.clock.now()
    story.services.reviewing.tick()
    asked = [row.data["touch"] for row in story.activity("touch.sent")]
    assert len([key for key in asked if key.startswith(f"stakeholder_left:{who.id}:")]) == 1


def stale(story: Story) -> set[tuple[str, str]]:
    """The surfaces that show something old, by account and kind."""
    rows = story.rows(surface_rows)
    return {(row.account_id, row.kind) for row in rows if row.version > row.rendered}


def test_after_erasing_a_person_what_is_kept_current_is_shown_without_them_X1(
    story: Story, account: str
) -> None:
    with begin(story.database, HOST) as tx:
        for row in story.rows(surface_rows):
            surfaces.rendered(tx, row.id, row.version, ts=f"1.{row.version}")
    story.services.erasing.person(HOST, MAYA.user, really=False)
    assert stale(story) == set()
    story.services.erasing.person(HOST, MAYA.user, really=True)
    assert stale(story) >= {(account, "checklist"), (account, "team_card")}
    owners = {owner for owner, _ in stale(story)}
    assert owners == {account}  # the other customer's are as they were


def test_who_was_erased_is_somebody_to_whoever_reads_what_they_did_X1(
    story: Story, account: str
) -> None:
    story.services.erasing.person(HOST, MAYA.user, really=True)
    actors = [row.actor or "" for row in story.activity("blocker.raised")]
    assert sorted(person(actor) for actor in actors) == [OLIVIA.user, "somebody"]


def test_what_somebody_said_looking_back_goes_with_them_X1(story: Story, account: str) -> None:
    ending = TypedClosing(Ending.ABANDONED, Cause.SCOPE_CHANGE, "They were bought.")
    assert isinstance(story.services.closings.close(OLIVIA, account, ending, "end"), Closed)
    said = Answer("The workshops with the marmot", "Fewer forms for a marmot")
    assert isinstance(
        story.services.retrospectives.answer(MAYA, account, said, story.key()), Thanked
    )
    assert "findings" in where(story, "marmot")["marmot"]
    story.services.erasing.person(HOST, MAYA.user, really=True)
    assert where(story, *TRACES) == {}
    assert "They were bought." in everything(story)["closings"]


def test_what_others_did_stays_as_it_was_X1(story: Story, account: str) -> None:
    story.services.erasing.person(HOST, MAYA.user, really=True)
    held = everything(story)
    assert "Brightwater waits" in held["blockers"]
    assert "Tom Hazel" in held["stakeholders"]
    assert "Hazel & Finch" in held["accounts"]
    assert OLIVIA.user in held["activity"]
    [done] = story.activity("milestone.done")
    assert (done.actor, done.data["milestone"]) == (OLIVIA.user, "call")


def test_after_erasing_a_customer_no_row_tells_of_it_X1(story: Story, account: str) -> None:
    traces = (*TRACES, "Hazel & Finch", "hazel-finch", "Tom Hazel", "Every order leaves")
    before = len(story.rows(activity))
    steps = {(row.account_id, row.key): (row.due_on, row.done_at) for row in story.rows(milestones)}
    story.services.erasing.account(HOST, account, really=True)
    assert where(story, *traces) == {}
    assert len(story.rows(activity)) == before + 1
    kept = story.rows(milestones)
    assert {(row.account_id, row.key): (row.due_on, row.done_at) for row in kept} == steps
    [row] = [row for row in story.rows(accounts) if row.id == account]
    assert (row.name, row.channel_id, row.next_review_at) == (NAMELESS_CUSTOMER, None, None)
    assert row.closed_at is not None
    assert "Brightwater" in everything(story)["accounts"]
    assert story.services.reviewing.tick() >= 0  # nobody trips over what is gone


def test_a_dry_run_counts_the_same_rows_and_changes_nothing_X1(story: Story, account: str) -> None:
    before = everything(story)
    dry = story.services.erasing.person(HOST, "Maya Finch", really=False)
    whole = story.services.erasing.account(HOST, account, really=False)
    assert everything(story) == before
    assert dry == story.services.erasing.person(HOST, "Maya Finch", really=True)
    assert whole is not None
    assert whole.rows["stakeholders"] == 2


@pytest.mark.parametrize("change", ["UPDATE activity SET kind = 'x'", "DELETE FROM activity"])
@pytest.mark.parametrize("really", [True, False])
def test_the_record_is_append_only_again_afterwards_X1(
    story: Story, account: str, change: str, really: bool
) -> None:
    story.services.erasing.person(HOST, MAYA.user, really=really)
    with (
        pytest.raises(DBAPIError, match="activity is append-only"),
        story.database.writing() as connection,
    ):
        connection.execute(text(change))


def test_nobody_of_ours_and_nobody_unknown_is_erased_X1(story: Story, account: str) -> None:
    before = everything(story)
    with pytest.raises(ValueError, match="our own people"):
        story.services.erasing.person(HOST, OLIVIA.user, really=True)
    assert story.services.erasing.person(HOST, "nobody@example.com", really=True) is None
    assert story.services.erasing.person(HOST, "Maya", really=True) is None  # half a name
    assert everything(story) == before


def test_a_short_name_takes_nothing_out_of_other_words_X1() -> None:
    traces = Traces({"U1": "erased-1"}, ["Al"])
    facts: Any = {"by": "U1", "what": "Al also said", "note": "Also ALWAYS al.", "n": 1}
    assert traces.redacted(facts) == {
        "by": "erased-1",
        "what": "[erased]",
        "note": "Also ALWAYS [erased].",
        "n": 1,
    }
