"""What the review sees of accounts is what the services have written, read for many at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import event, insert

from onboarding.cadence import Lever
from onboarding.people import Role, Side
from onboarding.plan import BlockerKind
from onboarding.review import review
from onboarding.review.account import AccountState, Hold, Level, Question, Stall, StepTaken
from onboarding.review.touch import Door, Fate, PastTouch, Recipient
from onboarding.stall_causes import Cause
from storage import account_states, people, signs, stalls
from storage.database import Database
from storage.playbooks import FrozenPlaybooks
from storage.review_schema import holds, questions, touches
from storage.review_schema import stalls as stall_rows
from storage.transaction import Transaction, begin, look
from tests.clock import SettableClock
from tests.services.story import CHANNEL, CLARA, HOST, MAYA, OLIVIA, Story, member, open_story


@pytest.fixture
def story(database: Database, clock: SettableClock) -> Story:
    return open_story(database, clock)


def state(story: Story, account: str) -> AccountState:
    with look(story.database, HOST) as tx:
        found = account_states.one(tx, FrozenPlaybooks(), account)
    assert found is not None
    return found


def put(story: Story, table: Any, account: str, **values: Any) -> None:
    with begin(story.database, HOST) as tx:
        row = {"workspace_id": HOST, "account_id": account, **values}
        tx.connection.execute(insert(table).values(row))


def maya_joins(story: Story) -> None:
    story.services.channels.joined(HOST, CHANNEL, MAYA.user, MAYA.team, story.key())
    account = story.rows(stall_rows.metadata.tables["accounts"])[0].id
    facts = member(MAYA, "Maya Finch", "maya@hazelfinch.example")
    story.services.workspaces.learn(HOST, [replace(facts, time_zone="Asia/Kolkata")])
    story.services.channels.person_known(HOST, account, facts)


def test_an_account_is_read_as_its_form_and_its_people_have_made_it(story: Story) -> None:
    account = story.with_channel()
    maya_joins(story)
    story.tick(OLIVIA, "call")
    with begin(story.database, HOST) as tx:
        people.set_holders(tx, Role.LEADER, (CLARA.user,))

    found = state(story, account)

    assert (found.id, found.name, found.contract_value) == (account, "Hazel & Finch", 60_000)
    assert found.channel == CHANNEL
    assert found.opened_at == story.clock.now()
    assert found.signed_on == date(2026, 2, 27)
    assert found.calendar.country == "DE"
    call = found.plan.milestone("call")
    assert call is not None
    assert (call.done_at, call.done_by) == (story.clock.now(), OLIVIA.user)
    assert (found.team.owner, found.team.ae, found.team.csm) == ("UOLIVIA", "UARTHUR", "UCLARA")
    assert found.team.leaders == (CLARA.user,)
    assert found.team.zones[OLIVIA.user] == "Europe/Berlin"
    maya, tom = found.contacts
    assert (maya.user, maya.zone, maya.roles) == (MAYA.user, "Asia/Kolkata", ("champion",))
    assert maya.is_here
    assert not tom.is_here
    assert tom.email == "tom@hazelfinch.example"
    assert review(found, story.clock.now()).next_at is not None


def test_whoever_gave_a_sign_is_one_of_the_contacts_even_if_nobody_named_them(
    story: Story,
) -> None:
    account = story.with_channel()
    maya_joins(story)
    now = story.clock.now()
    with begin(story.database, HOST) as tx:
        signs.give(tx, account, MAYA.user, Side.CUSTOMER)
        signs.give(tx, account, "UNEW", Side.CUSTOMER)
        signs.come(tx, account, "USHY", Side.CUSTOMER)
        signs.give(tx, account, OLIVIA.user, Side.TEAM)

    contacts = state(story, account).contacts

    assert [(c.user, c.active_at, c.is_here) for c in contacts] == [
        (MAYA.user, now, True),
        (None, None, False),
        ("UNEW", now, True),
        ("USHY", None, True),
    ]


def test_holds_questions_touches_and_the_stall_are_read_as_they_were_written(
    story: Story,
) -> None:
    account, now = story.with_channel(), story.clock.now()
    hold = Hold(from_at=now, until_on=date(2026, 3, 9), reason="moving house")
    put(story, holds, account, id="h1", by=OLIVIA.user, **fields_of(hold))
    asked = Question(ts="1.1", asked_by=MAYA.user, asked_at=now, text="Which plan is ours?")
    put(story, questions, account, ts="1.0", asked_by="U", asked_at=now, text="?", answered_at=now)
    put(story, questions, account, **fields_of(asked))
    past = PastTouch("reminder:x", "reminder", Recipient(Door.CHANNEL), now, items=("goal",))
    put(story, touches, account, **row_of(past))
    steps = (StepTaken(Lever.NUDGE, now), StepTaken(Lever.OWNER, now, skipped="left out"))
    stall = Stall(
        id="2026-03-02",
        since=now,
        level=Level.STALLED,
        began_at=now,
        ladder=tuple(Lever),
        proposed=Cause.SLOW_VALUE,
        cause=Cause.SCOPE_CHANGE,
        steps=steps,
        taken_by=OLIVIA.user,
        taken_at=now,
    )
    put(
        story,
        stall_rows,
        account,
        **{**fields_of(stall), "ladder": list(stall.ladder), "steps": stalls.steps_as_data(steps)},
    )
    put(
        story,
        stall_rows,
        account,
        id="2026-02-01",
        level="watch",
        since=now,
        began_at=now,
        ladder=[],
        steps=[],
        proposed="slow_value",
        ended_at=now,
        resolved_by=OLIVIA.user,
    )

    found = state(story, account)

    assert found.holds == (hold,)
    assert found.questions == (asked,)
    assert found.history == (past,)
    assert found.stall == stall
    assert found.calmed_at == now


def test_reminders_of_long_ago_are_left_out_and_nothing_else(story: Story) -> None:
    account, now = story.with_channel(), story.clock.now()
    for kind in ("reminder", "our_reminder", "check_in"):
        past = PastTouch(f"{kind}:1", kind, Recipient(Door.CHANNEL), now)
        put(story, touches, account, **row_of(past))
    later = story.clock.move(days=40)
    put_off = PastTouch(
        "reminder:2", "reminder", Recipient(Door.CHANNEL), now, Fate.SNOOZED, again_at=later
    )
    put(story, touches, account, **row_of(put_off))

    assert [past.key for past in state(story, account).history] == ["check_in:1", "reminder:2"]


def test_blockers_and_dates_moved_back_are_counted(story: Story) -> None:
    account = story.with_channel()
    story.services.blockers.raise_(
        OLIVIA, CHANNEL, "call", BlockerKind.TECHNICAL, "No access", None, story.key()
    )
    for day in (20, 25, 18):  # later, later, earlier
        story.services.milestones.redate(OLIVIA, account, "goal", date(2026, 3, day), story.key())

    found = state(story, account)

    assert [blocker.what for blocker in found.plan.open_blockers] == ["No access"]
    assert found.redated_by_customer == 2


def test_an_account_without_a_channel_is_not_reviewed_and_no_other_workspace_is_seen(
    story: Story,
) -> None:
    waiting, ready = story.start(), story.with_channel(name="Other")
    frozen = FrozenPlaybooks()
    with look(story.database, HOST) as tx:
        assert list(account_states.load(tx, frozen, [waiting, ready])) == [ready]
    with look(story.database, "TELSE") as tx:
        assert account_states.load(tx, frozen, [ready]) == {}


def test_the_number_of_statements_does_not_depend_on_the_number_of_accounts(story: Story) -> None:
    ids = [story.with_channel(f"G{n}", name=f"Customer {n}") for n in range(4)]
    frozen = FrozenPlaybooks()
    with look(story.database, HOST) as tx:
        account_states.load(tx, frozen, ids[:1])  # the playbook is read once
        with counted(tx) as one:
            account_states.load(tx, frozen, ids[:1])
        with counted(tx) as many:
            found = account_states.load(tx, frozen, ids)
    assert list(found) == ids
    assert len(one) == len(many)


@contextmanager
def counted(tx: Transaction) -> Iterator[list[str]]:
    """The statements of a block."""
    statements: list[str] = []

    def note(conn: Any, cursor: Any, statement: str, *rest: Any) -> None:
        statements.append(statement)

    event.listen(tx.connection, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(tx.connection, "before_cursor_execute", note)


def fields_of(value: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


def row_of(past: PastTouch) -> dict[str, Any]:
    return {
        "key": past.key,
        "kind": past.kind,
        "rule": "C2",
        "door": past.to.door.value,
        "recipient": past.to.user,
        "fate": past.fate.value,
        "at": past.at,
        "again_at": past.again_at,
        "asked_for": list(past.items),
    }
