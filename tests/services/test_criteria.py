"""What success means: proposed by us, agreed with the customer, measured, reached (A3, M1)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from onboarding.criteria import RecordKey
from onboarding.criteria_card import CriteriaCard, ValueLine
from onboarding.permissions import Action
from onboarding.refusals import (
    BuiltUpon,
    CriteriaChanged,
    CriterionGone,
    CriterionReached,
    MarksFirstValue,
    NotOnRecord,
    Refused,
    Unchanged,
)
from onboarding.success import MOST_CRITERIA, State, Typed
from onboarding.ticking import Reopened, Ticked
from onboarding.timeline import Entry, Names
from playbooks import timeline
from services.actor import Actor
from services.criteria import CriterionForm, Kept
from services.criteria_words import Said
from services.outcomes import Invalid, NotAllowed, Repeated
from storage import accounts, plans, record_schema, surfaces
from storage.database import Database
from storage.surfaces import Surface
from storage.transaction import begin, look
from tests.clock import SettableClock
from tests.services.criteria import (
    RETURNS,
    SHIPPED,
    asking_story,
    confirm,
    propose,
    seen,
    standing,
)
from tests.services.story import ARTHUR, BEN, CHANNEL, FINCH, HOST, MAYA, OLIVIA, Story

TOM = Actor("UTOM", FINCH, HOST)


@pytest.fixture
def story(database: Database, clock: SettableClock) -> Story:
    return asking_story(database, clock)


def plan(story: Story, account: str) -> Any:
    with look(story.database, HOST) as tx:
        found = accounts.by_id(tx, account)
        assert found is not None
        office = story.services.criteria.office
        return plans.load(tx, found, office.frozen.outline(tx, found.playbook_id))


def holds(story: Story, account: str) -> set[RecordKey]:
    return set(plan(story, account).standing.holds)


def is_done(story: Story, account: str, milestone: str = "goal") -> bool:
    return bool(plan(story, account).milestone(milestone).is_done)


def test_a_criterion_is_proposed_in_the_channel_for_the_customer_to_confirm(story: Story) -> None:
    account = story.with_channel()
    one = propose(story, account)
    [found] = standing(story, account)
    assert (found.id, found.state, found.first_value) == (one, State.PROPOSED, True)
    assert (found.baseline, found.target, found.unit) == (40, 95, "%")
    assert holds(story, account) == {RecordKey.CRITERIA_PROPOSED}
    [record] = story.activity("criterion.proposed")
    assert (record.actor, record.data["terms"]["target"]) == (OLIVIA.user, 95)
    [told] = story.messages("criterion_proposed")
    assert (told["baseline"], told["target"], told["changed"]) == ("40 %", "95 %", False)
    with look(story.database, HOST) as tx:
        surface = surfaces.of_account(tx, account, surfaces.CRITERIA)
    assert surface is not None
    assert [row.body for row in story.outbox(kind="surface") if row.body["surface"] == surface.id]


def test_what_is_proposed_before_there_is_a_channel_is_shown_once_there_is_one(
    story: Story,
) -> None:
    account = story.start()
    propose(story, account)
    assert story.messages("criterion_proposed") == []
    with look(story.database, HOST) as tx:
        assert surfaces.of_account(tx, account, surfaces.CRITERIA) is None
    story.make_channel(account)
    with look(story.database, HOST) as tx:
        shown = surfaces.of_account(tx, account, surfaces.CRITERIA)
    assert shown is not None
    work = story.services.surfaces.work(HOST, shown.id)
    assert work is not None
    assert (work.ts, len(getattr(work.view, "lines", ()))) == (None, 1)


def the_surface(story: Story, account: str) -> Surface:
    with look(story.database, HOST) as tx:
        found = surfaces.of_account(tx, account, surfaces.CRITERIA)
    assert found is not None
    return found


def test_only_the_plan_is_pinned_whatever_is_posted_anew(story: Story) -> None:
    account = story.with_channel()
    propose(story, account)
    surface = the_surface(story, account)
    row = next(r for r in story.outbox(kind="surface") if r.body["surface"] == surface.id)
    steps = len(story.outbox(kind="step"))
    story.services.surfaces.rendered(
        HOST, surface.id, surface.version, row_id=row.id, ts="200.1", reposted=True
    )
    assert the_surface(story, account).ts == "200.1"
    assert story.activity("surface.reposted") == []
    assert len(story.outbox(kind="step")) == steps


def test_in_a_new_channel_the_criteria_are_posted_anew_below_the_plan(story: Story) -> None:
    account = story.with_channel()
    propose(story, account)
    surface = the_surface(story, account)
    row = next(r for r in story.outbox(kind="surface") if r.body["surface"] == surface.id)
    story.services.surfaces.rendered(
        HOST, surface.id, surface.version, row_id=row.id, ts="200.1", reposted=True
    )
    with begin(story.database, HOST) as tx:
        surfaces.take_down(tx, account)
    assert the_surface(story, account).ts is None
    propose(story, account, RETURNS)  # nothing can be shown while there is no plan
    waiting = [r for r in story.outbox(kind="surface") if r.body["surface"] == surface.id]
    assert len(waiting) == 1


def test_what_was_typed_wrong_is_told_and_nothing_is_kept(story: Story) -> None:
    account = story.with_channel()
    outcome = story.services.criteria.propose(
        OLIVIA, account, replace(SHIPPED, target="more"), story.key()
    )
    assert isinstance(outcome, Invalid)
    assert outcome.problems.keys() == {"target"}
    assert standing(story, account) == ()


def test_a_form_sent_twice_proposes_once(story: Story) -> None:
    account, key = story.with_channel(), story.key()
    assert isinstance(story.services.criteria.propose(OLIVIA, account, SHIPPED, key), Kept)
    assert isinstance(story.services.criteria.propose(OLIVIA, account, SHIPPED, key), Repeated)
    assert len(standing(story, account)) == 1


def test_more_than_a_handful_is_refused(story: Story) -> None:
    account = story.with_channel()
    for _ in range(MOST_CRITERIA):
        propose(story, account)
    again = story.services.criteria.propose(OLIVIA, account, SHIPPED, story.key())
    assert isinstance(again, Invalid)
    assert isinstance(story.services.criteria.form(OLIVIA, account, None), Invalid)


def test_only_our_people_propose_and_only_the_customer_confirms(story: Story) -> None:
    account = story.with_channel()
    propose(story, account)
    for actor in (MAYA, BEN):
        refused = story.services.criteria.propose(actor, account, SHIPPED, story.key())
        assert isinstance(refused, NotAllowed)
        assert isinstance(story.services.criteria.list(actor, account), NotAllowed)
    for actor in (OLIVIA, BEN):
        assert isinstance(confirm(story, actor, account), NotAllowed)
    assert standing(story, account)[0].state is State.PROPOSED


def test_the_first_word_counts_and_is_on_record(story: Story, clock: SettableClock) -> None:
    account = story.with_channel()
    one, other = propose(story, account), propose(story, account, RETURNS)
    shown = seen(story, account)
    assert confirm(story, MAYA, account, shown) == Said()
    clock.move(minutes=5)
    assert confirm(story, TOM, account, shown) == Unchanged()
    assert {c.confirmed_by for c in standing(story, account)} == {MAYA.user}
    [record] = story.activity("criteria.confirmed")
    assert (record.actor, record.data["criteria"]) == (MAYA.user, [one, other])
    assert RecordKey.CRITERIA_CONFIRMED in holds(story, account)
    [told] = story.messages("criteria_confirmed")
    assert told["metrics"] == ["Orders out the same day", "Parcels that come back"]


def test_nobody_confirms_what_they_did_not_see(story: Story) -> None:
    account = story.with_channel()
    one = propose(story, account)
    shown = seen(story, account)
    story.services.criteria.change(
        OLIVIA, account, one, replace(SHIPPED, target="99 %"), story.key()
    )
    assert confirm(story, MAYA, account, shown) == Refused(CriteriaChanged())
    assert confirm(story, MAYA, account) == Said()


def test_changing_a_confirmed_one_makes_it_unconfirmed_with_before_and_after_on_record(
    story: Story,
) -> None:
    account = story.with_channel()
    one = propose(story, account)
    confirm(story, MAYA, account)
    changed = story.services.criteria.change(
        ARTHUR, account, one, replace(SHIPPED, target="90 %", first_value=True), story.key()
    )
    assert isinstance(changed, Kept)
    [found] = standing(story, account)
    assert (found.state, found.target, found.confirmed_by) == (State.PROPOSED, 90, None)
    [record] = story.activity("criterion.changed")
    assert (record.data["before"]["target"], record.data["after"]["target"]) == (95, 90)
    assert (record.actor, record.data["was_confirmed_by"]) == (ARTHUR.user, MAYA.user)
    assert holds(story, account) == {RecordKey.CRITERIA_PROPOSED}
    assert [told["changed"] for told in story.messages("criterion_proposed")] == [False, True]


def test_a_change_that_changes_nothing_takes_nobody_at_their_word_anew(story: Story) -> None:
    account = story.with_channel()
    one = propose(story, account)
    confirm(story, MAYA, account)
    same = story.services.criteria.change(OLIVIA, account, one, SHIPPED, key := story.key())
    assert isinstance(same, Invalid)  # and whoever meant to change something still has the form
    assert same.problems.keys() == {"statement"}
    assert standing(story, account)[0].state is State.CONFIRMED
    less = replace(SHIPPED, target="90 %")
    assert isinstance(story.services.criteria.change(OLIVIA, account, one, less, key), Kept)
    assert story.services.criteria.change(OLIVIA, account, one, less, key) == Repeated()


def test_exactly_one_marks_first_value_whoever_marks_another(story: Story) -> None:
    account = story.with_channel()
    propose(story, account)
    confirm(story, MAYA, account)
    other = propose(story, account, replace(RETURNS, first_value=True))
    marks = {c.id: (c.first_value, c.state) for c in standing(story, account)}
    assert [mark for mark, _ in marks.values()] == [False, True]
    assert marks[other][0]
    assert {state for _, state in marks.values()} == {State.PROPOSED}


def test_withdrawing_closes_the_gate_again_and_keeps_the_mark_on_those_that_stand(
    story: Story,
) -> None:
    account = story.with_channel()
    one, other = propose(story, account), propose(story, account, RETURNS)

    def withdraw(criterion: str) -> Any:
        return story.services.criteria.withdraw(OLIVIA, account, criterion, story.key())

    assert withdraw(one) == Refused(MarksFirstValue())
    assert isinstance(withdraw(other), Kept)
    assert withdraw(other) == Refused(CriterionGone())
    assert isinstance(withdraw(one), Kept)
    assert holds(story, account) == set()
    assert len(story.messages("criterion_withdrawn")) == 2
    found = story.services.criteria.form(OLIVIA, account, one)
    assert found == Refused(CriterionGone())


def test_the_customers_wish_reaches_the_owner_and_a_change_settles_it(story: Story) -> None:
    account = story.with_channel()
    one = propose(story, account)
    words = story.services.criteria_words
    assert words.wish(MAYA, CHANNEL, account, one, " 90 is enough. ", story.key()) == Said()
    [told] = story.messages("criterion_wished")
    assert (told["who"], told["text"], told["criterion"]) == (MAYA.user, "90 is enough.", one)
    assert story.messages("criterion_wish")
    [line] = getattr(story.services.criteria.list(OLIVIA, account), "lines")  # noqa: B009
    assert [wish.text for wish in line.wishes] == ["90 is enough."]
    found = story.services.criteria.form(OLIVIA, account, one)
    assert isinstance(found, CriterionForm)
    assert found.line is not None
    assert [wish.text for wish in found.line.wishes] == ["90 is enough."]
    story.services.criteria.change(
        OLIVIA, account, one, replace(SHIPPED, target="90 %"), story.key()
    )
    [wish] = story.rows(record_schema.criterion_wishes)
    assert wish.settled_by == OLIVIA.user


def test_a_wish_can_be_answered_in_the_channel_and_the_criterion_stays(story: Story) -> None:
    account = story.with_channel()
    one = propose(story, account)
    words = story.services.criteria_words
    answer = "We can measure this from May on."
    assert words.answer(OLIVIA, account, one, answer, story.key()) == Unchanged()
    words.wish(MAYA, CHANNEL, account, one, "Too high", story.key())
    assert isinstance(words.answer(MAYA, account, one, answer, story.key()), NotAllowed)
    assert words.answer(ARTHUR, account, one, answer, story.key()) == Said()
    [told] = story.messages("criterion_answered")
    assert (told["to"], told["by"], told["text"]) == (MAYA.user, ARTHUR.user, answer)
    [wish] = story.rows(record_schema.criterion_wishes)
    assert wish.settled_by == ARTHUR.user
    assert len(story.activity("criterion.answered")) == 1


@pytest.mark.parametrize("text", ["", "  ", "x" * 501])
def test_a_wish_without_words_or_with_too_many_is_told_so(story: Story, text: str) -> None:
    account = story.with_channel()
    one = propose(story, account)
    outcome = story.services.criteria_words.wish(MAYA, CHANNEL, account, one, text, story.key())
    assert isinstance(outcome, Invalid)


def test_both_sides_report_values_and_the_newest_is_shown(
    story: Story, clock: SettableClock
) -> None:
    account = story.with_channel()
    one = propose(story, account)

    def report(actor: Actor, value: str, channel: str = CHANNEL) -> Any:
        clock.move(hours=1)
        return story.services.criteria_words.report(
            actor, channel, account, one, value, "from the shop", story.key()
        )

    assert report(MAYA, "55 %") == Said()
    assert report(OLIVIA, "67,5", channel="") == Said()
    assert isinstance(report(OLIVIA, "67 h"), Invalid)
    assert isinstance(report(BEN, "1"), NotAllowed)
    [found] = standing(story, account)
    assert found.last is not None
    assert (found.last.value, found.last.by, found.progress) == (67.5, OLIVIA.user, 50)
    assert [row.data["value"] for row in story.activity("criterion.value")] == [55, 67.5]
    told = story.messages("value_reported")
    assert [(one["value"], one["percent"]) for one in told] == [("55 %", 27), ("67.5 %", 50)]
    words = [line(row) for row in story.activity("criterion.value")]
    assert words == [
        f"{MAYA.user} reported 55 % of “{SHIPPED.metric}”: “from the shop”",
        f"{OLIVIA.user} reported 67.5 % of “{SHIPPED.metric}”: “from the shop”",
    ]


def line(row: Any) -> str:
    """As the timeline says it."""
    entry = Entry(1, row.at, row.actor, None, row.kind, row.data)
    return timeline.told(entry, Names({}, {}, {}))


def test_whoever_reports_a_value_sees_the_way_so_far_A3(story: Story, clock: SettableClock) -> None:
    account = story.with_channel()
    one = propose(story, account)
    words = story.services.criteria_words
    for actor, value in ((MAYA, "55"), (OLIVIA, "67,5")):
        clock.move(days=1)
        assert words.report(actor, CHANNEL, account, one, value, "", story.key()) == Said()
    way = (
        ValueLine(55, MAYA.user, date(2026, 3, 3)),
        ValueLine(67.5, OLIVIA.user, date(2026, 3, 4)),
    )
    for card in (
        words.shown(MAYA, CHANNEL, account, Action.REPORT_VALUE),
        story.services.criteria.list(OLIVIA, account),
    ):
        assert isinstance(card, CriteriaCard)
        assert card.lines[0].values == way


def test_confirming_the_last_criterion_ticks_the_milestone_in_the_same_name(story: Story) -> None:
    account = story.with_channel()
    propose(story, account)
    story.tick(OLIVIA, "call")
    confirm(story, MAYA, account)
    assert is_done(story, account)
    [done] = [row for row in story.activity("milestone.done") if row.data["milestone"] == "goal"]
    assert (done.actor, done.data["because"]) == (MAYA.user, "criteria_confirmed")


def test_what_is_confirmed_before_the_plan_allows_it_is_ticked_as_soon_as_it_does(
    story: Story,
) -> None:
    account = story.with_channel()
    propose(story, account)
    confirm(story, TOM, account)
    assert not is_done(story, account)
    story.tick(OLIVIA, "call")
    assert is_done(story, account)
    assert plan(story, account).milestone("goal").done_by == TOM.user


def test_the_milestone_waits_for_criteria_and_ticking_it_confirms_them(story: Story) -> None:
    account = story.with_channel()
    story.tick(OLIVIA, "call")
    refused = story.tick(MAYA, "goal")
    assert isinstance(refused, Refused)
    assert isinstance(refused.reason, NotOnRecord)
    propose(story, account)
    assert isinstance(story.tick(MAYA, "goal"), Ticked)
    [found] = standing(story, account)
    assert (found.state, found.confirmed_by) == (State.CONFIRMED, MAYA.user)
    assert RecordKey.CRITERIA_CONFIRMED in holds(story, account)
    assert len(story.activity("milestone.done")) == 2


def test_undoing_the_milestone_takes_the_word_back(story: Story) -> None:
    account = story.with_channel()
    propose(story, account)
    story.tick(OLIVIA, "call")
    confirm(story, MAYA, account)
    assert isinstance(story.tick(TOM, "goal", done=False), Reopened)
    assert standing(story, account)[0].state is State.PROPOSED
    assert not is_done(story, account)
    [record] = story.activity("criteria.unconfirmed")
    assert record.actor == TOM.user
    assert isinstance(story.tick(MAYA, "goal"), Ticked)


def first_value(story: Story, account: str) -> str:
    """Everything up to first value is done; the id of the criterion that marks it."""
    one = propose(story, account)
    story.tick(OLIVIA, "call")
    confirm(story, MAYA, account)
    story.services.agreement.agree(MAYA, CHANNEL, story.key())
    for actor, milestone in (
        (MAYA, "login"),
        (OLIVIA, "settings"),
        (MAYA, "trained"),
        (MAYA, "live"),
    ):
        assert isinstance(story.tick(actor, milestone), Ticked), milestone
    return one


def test_first_value_is_reached_by_the_customers_tick_with_days_gross_and_net_M1(
    story: Story, clock: SettableClock
) -> None:
    account = story.with_channel()
    one = first_value(story, account)
    began = clock.now()
    with begin(story.database, HOST) as tx:
        signed_on = getattr(accounts.by_id(tx, account), "signed_on")  # noqa: B009
        tx.connection.execute(
            record_schema.metadata.tables["holds"]
            .insert()
            .values(
                workspace_id=HOST,
                account_id=account,
                id="h1",
                from_at=began,
                until_on=(began + timedelta(days=5)).date(),
                reason="The warehouse moves",
                by=OLIVIA.user,
            )
        )
    clock.move(days=20)
    story.services.criteria_words.report(MAYA, CHANNEL, account, one, "96 %", "", story.key())
    assert standing(story, account)[0].state is State.CONFIRMED
    assert isinstance(story.tick(MAYA, "value"), Ticked)
    [found] = standing(story, account)
    assert (found.state, found.reached_by) == (State.REACHED, MAYA.user)
    [record] = story.activity("first_value.reached")
    gross = (clock.now().date() - signed_on).days
    assert (record.data["gross_days"], record.data["net_days"]) == (gross, gross - 5)
    assert (record.data["criterion"], record.data["value"], record.data["target"]) == (one, 96, 95)
    refused = story.services.criteria.change(OLIVIA, account, one, RETURNS, story.key())
    assert refused == Refused(CriterionReached())


def test_undoing_first_value_reopens_the_criterion(story: Story) -> None:
    account = story.with_channel()
    first_value(story, account)
    story.tick(MAYA, "value")
    assert isinstance(story.tick(MAYA, "value", done=False), Reopened)
    assert standing(story, account)[0].state is State.CONFIRMED
    assert len(story.activity("first_value.reopened")) == 1
    refused = story.tick(MAYA, "call", done=False)
    assert isinstance(refused, Refused)
    assert not isinstance(refused.reason, BuiltUpon)  # it is ours


def test_the_mark_stays_with_first_value_once_it_is_reached(story: Story) -> None:
    account = story.with_channel()
    first_value(story, account)
    story.tick(MAYA, "value")
    moved = story.services.criteria.propose(
        OLIVIA, account, replace(RETURNS, first_value=True), story.key()
    )
    assert isinstance(moved, Invalid)
    assert moved.problems.keys() == {"first_value"}
    assert isinstance(story.services.criteria.propose(OLIVIA, account, RETURNS, story.key()), Kept)


def test_first_value_without_criteria_is_on_record_too(
    database: Database, clock: SettableClock
) -> None:
    story = asking_story(database, clock)
    account = story.with_channel()
    first_value(story, account)
    with begin(story.database, HOST) as tx:
        tx.connection.execute(
            record_schema.criteria.delete().where(record_schema.criteria.c.workspace_id == HOST)
        )
    story.tick(MAYA, "value")
    [record] = story.activity("first_value.reached")
    assert (record.account_id, record.data["criterion"]) == (account, None)


def test_the_form_begins_with_what_is_agreed(story: Story) -> None:
    account = story.with_channel()
    fresh = story.services.criteria.form(OLIVIA, account, None)
    assert isinstance(fresh, CriterionForm)
    assert (fresh.terms, fresh.is_only) == (None, True)
    one = propose(story, account)
    known = story.services.criteria.form(OLIVIA, account, one)
    assert isinstance(known, CriterionForm)
    assert known.terms is not None
    assert (known.terms.metric, known.is_only) == ("Orders out the same day", True)
    assert isinstance(story.services.criteria.form(OLIVIA, account, "0" * 32), NotAllowed)


def test_criteria_of_another_customer_are_out_of_reach(story: Story) -> None:
    account = story.with_channel()
    other = story.with_channel("C0OTHER", name="Brightwater")
    one = propose(story, other)
    words, criteria = story.services.criteria_words, story.services.criteria
    assert isinstance(words.wish(MAYA, CHANNEL, account, one, "x", story.key()), NotAllowed)
    assert isinstance(words.wish(MAYA, CHANNEL, other, one, "x", story.key()), NotAllowed)
    reported = words.report(MAYA, CHANNEL, account, one, "1", "", story.key())
    assert isinstance(reported, NotAllowed)
    typed: Typed = replace(SHIPPED, target="1 %")
    assert isinstance(criteria.change(OLIVIA, account, one, typed, story.key()), NotAllowed)
