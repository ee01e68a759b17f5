"""Ticking, undoing, dating and giving milestones: what people may do, and what comes of it."""

import threading
from datetime import date

import pytest

from onboarding.intake import RawContact
from onboarding.refusals import (
    BuiltUpon,
    GateClosed,
    OtherSide,
    Refused,
    Unchanged,
    UnknownMilestone,
    WaitsFor,
)
from onboarding.ticking import Reopened, Ticked
from services.actor import Actor
from services.outcomes import Invalid, NotAllowed, Repeated
from storage.schema import milestones, surfaces
from storage.surfaces import CHECKLIST
from tests.services.story import (
    ARTHUR,
    BEN,
    CHANNEL,
    FINCH,
    GWEN,
    HOST,
    MAYA,
    OLIVIA,
    WATER,
    Story,
    member,
)

BENS_CONTACT = RawContact("Ben Water", "ben@brightwater.example", "champion")


def done(story: Story) -> set[str]:
    return {row.key for row in story.rows(milestones) if row.done_at is not None}


def test_a_customer_ticks_a_milestone_of_its_side_A4_R2(story: Story) -> None:
    account = story.with_channel()
    story.tick(OLIVIA, "call")

    outcome = story.tick(MAYA, "goal")

    assert isinstance(outcome, Ticked)
    assert done(story) == {"call", "goal"}
    [_, row] = story.activity("milestone.done")
    assert (row.actor, row.account_id, row.data["milestone"]) == (MAYA.user, account, "goal")
    assert row.data["side"] == "customer"


def test_many_changes_ask_for_one_update_of_the_checklist(story: Story) -> None:
    story.with_channel()
    before = len(story.outbox(kind="surface"))

    story.tick(OLIVIA, "call")
    story.tick(MAYA, "goal")
    story.tick(MAYA, "goal", done=False)

    assert len(story.outbox(kind="surface")) == before + 1
    [surface] = [one for one in story.rows(surfaces) if one.kind == CHECKLIST]
    assert surface.version == surface.rendered + 3


def test_a_change_while_the_checklist_is_on_its_way_asks_for_another_update(story: Story) -> None:
    account = story.with_channel()
    story.tick(OLIVIA, "call")
    [row] = story.outbox(kind="surface")
    work = story.services.surfaces.work(HOST, row.body["surface"])
    assert work is not None

    story.tick(MAYA, "goal")
    story.services.surfaces.rendered(
        HOST, work.surface.id, work.version, row_id=row.id, channel_id=CHANNEL, ts="100.1"
    )

    waiting = [r for r in story.outbox(kind="surface", account=account) if r.state == "pending"]
    assert len(waiting) == 1


def test_a_milestone_is_celebrated_once_however_often_it_is_undone_C5(story: Story) -> None:
    story.with_channel()
    for wanted in (True, False, True):
        story.tick(OLIVIA, "call", done=wanted)

    assert len(story.messages("celebration")) == 1
    assert done(story) == {"call"}


def test_a_repeated_delivery_changes_nothing(story: Story) -> None:
    story.with_channel()
    assert isinstance(story.tick(OLIVIA, "call", key="retry"), Ticked)
    story.tick(OLIVIA, "call", done=False)

    assert story.tick(OLIVIA, "call", key="retry") == Repeated()
    assert done(story) == set()


def test_a_double_click_ticks_once(story: Story) -> None:
    story.with_channel()
    first, second = story.tick(OLIVIA, "call"), story.tick(OLIVIA, "call")

    assert isinstance(first, Ticked)
    assert isinstance(second, Unchanged)
    assert len(story.activity("milestone.done")) == 1


def test_two_people_who_click_at_once_tick_once(story: Story) -> None:
    story.with_channel()
    outcomes: list[object] = []
    together = threading.Barrier(2)

    def click(actor: Actor) -> None:
        together.wait()
        outcomes.append(story.tick(actor, "call"))

    threads = [threading.Thread(target=click, args=[actor]) for actor in (OLIVIA, ARTHUR)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Ticked", "Unchanged"]
    assert len(story.activity("milestone.done")) == 1
    assert len(story.messages("celebration")) == 1


def test_a_click_on_a_stale_message_sets_the_state_it_shows_and_toggles_nothing(
    story: Story,
) -> None:
    story.with_channel()
    story.tick(OLIVIA, "call")

    stale = story.tick(ARTHUR, "call")  # his message still showed "Mark done"

    assert isinstance(stale, Unchanged)
    assert done(story) == {"call"}


@pytest.mark.parametrize(
    ("actor", "why"),
    [
        (BEN, "other_customer"),
        (Actor("UNOBODY", "TELSEWHERE", HOST), "stranger"),
        (GWEN, "stranger"),
        (Actor("UNEW", HOST, HOST), "unknown"),
    ],
)
def test_who_has_no_part_in_the_account_changes_nothing(
    story: Story, actor: Actor, why: str
) -> None:
    story.with_channel()
    story.with_channel("GWATER", name="Brightwater", contacts=(BENS_CONTACT,))
    story.services.channels.shared(HOST, "GWATER", WATER, story.key())

    assert story.tick(actor, "call") == NotAllowed(why)  # type: ignore[arg-type]
    assert done(story) == set()


def test_a_guest_of_ours_who_is_listed_is_the_customers(story: Story) -> None:
    account = story.with_channel()
    facts = member(GWEN, "Gwen Guest", "tom@hazelfinch.example", is_guest=True)
    story.services.channels.person_known(HOST, account, facts)
    story.tick(OLIVIA, "call")

    assert isinstance(story.tick(GWEN, "goal"), Ticked)
    assert story.activity("milestone.done")[-1].data["side"] == "customer"


def test_slack_is_asked_about_a_member_it_has_not_told_us_of(story: Story) -> None:
    story.with_channel()
    newcomer = Actor("UNEW", HOST, HOST)
    story.tick(newcomer, "call")
    assert [row.body["user"] for row in story.outbox(kind="learn")] == ["UNEW"]

    story.services.workspaces.learn(HOST, [member(newcomer, "Nils New")])

    assert isinstance(story.tick(newcomer, "call"), Ticked)


def test_a_customer_whose_workspace_was_disconnected_is_a_stranger(story: Story) -> None:
    story.with_channel()
    story.tick(OLIVIA, "call")
    story.services.channels.unshared(HOST, CHANNEL, FINCH, story.key())

    assert isinstance(story.tick(MAYA, "goal"), NotAllowed)


def test_a_value_of_another_account_is_refused_as_forged(story: Story) -> None:
    story.with_channel()
    other = story.start(name="Brightwater")

    assert story.tick(OLIVIA, "call", account=other) == NotAllowed("forged")
    assert done(story) == set()


def test_a_click_in_a_channel_of_no_account_is_refused(story: Story) -> None:
    story.with_channel()
    assert story.tick(OLIVIA, "call", channel="GNONE") == NotAllowed("unknown_channel")


def test_each_side_ticks_its_own_R1(story: Story) -> None:
    story.with_channel()
    ours, theirs = story.tick(MAYA, "call"), story.tick(OLIVIA, "goal")

    for outcome in (ours, theirs):
        assert isinstance(outcome, Refused)
        assert isinstance(outcome.reason, OtherSide)
    assert done(story) == set()


def test_dependencies_gates_and_unknown_keys_refuse_with_the_reason_R1(story: Story) -> None:
    story.with_channel()

    def reason(outcome: object) -> object:
        assert isinstance(outcome, Refused)
        return outcome.reason

    assert isinstance(reason(story.tick(MAYA, "goal")), WaitsFor)
    assert isinstance(reason(story.tick(MAYA, "login")), GateClosed)
    assert isinstance(reason(story.tick(MAYA, "nonsense")), UnknownMilestone)
    story.tick(OLIVIA, "call")
    story.tick(MAYA, "goal")
    assert isinstance(reason(story.tick(OLIVIA, "call", done=False)), BuiltUpon)


def test_undo_opens_a_milestone_again_and_is_on_record(story: Story) -> None:
    story.with_channel()
    story.tick(OLIVIA, "call")

    assert isinstance(story.tick(ARTHUR, "call", done=False), Reopened)
    assert done(story) == set()
    [row] = story.activity("milestone.reopened")
    assert row.actor == ARTHUR.user


def test_a_new_date_shifts_what_waits_for_it_and_leaves_the_baseline(story: Story) -> None:
    account = story.with_channel()
    before = {row.key: row for row in story.rows(milestones)}
    later = date(2026, 3, 20)

    preview = story.services.milestones.redate_preview(OLIVIA, account, "call", later)
    outcome = story.services.milestones.redate(OLIVIA, account, "call", later, story.key())

    after = {row.key: row for row in story.rows(milestones)}
    assert after["call"].due_on == later
    assert after["goal"].due_on > before["goal"].due_on
    assert all(after[key].baseline_on == before[key].baseline_on for key in before)
    [announced] = story.messages("plan_changed")
    assert [change["milestone"] for change in announced["changes"]] == [
        "Milestone call",
        "Milestone goal",
    ]
    assert [shift[0] for shift in preview.shifts] == ["Milestone goal"]  # type: ignore[union-attr]
    assert len(outcome.shifts) == 2  # type: ignore[union-attr]


def test_a_customer_may_not_change_dates_or_owners_R10(story: Story) -> None:
    account = story.with_channel()
    milestones_service = story.services.milestones
    later = date(2026, 3, 20)

    assert milestones_service.redate(MAYA, account, "call", later, story.key()) == NotAllowed(
        "not_your_side"
    )
    assert milestones_service.reassign(MAYA, account, "call", MAYA.user, story.key()) == NotAllowed(
        "not_your_side"
    )


def test_a_milestone_is_given_to_somebody_and_the_channel_is_told_C1(story: Story) -> None:
    account = story.with_channel()
    story.services.milestones.reassign(OLIVIA, account, "call", ARTHUR.user, story.key())

    assert {r.key: r.assignee for r in story.rows(milestones)}["call"] == ARTHUR.user
    [announced] = story.messages("plan_changed")
    assert (announced["milestone"], announced["assignee"]) == ("Milestone call", ARTHUR.user)


@pytest.mark.parametrize(
    ("milestone", "assignee"),
    [("call", MAYA.user), ("call", BEN.user), ("call", "UBOT"), ("goal", ARTHUR.user)],
)
def test_a_milestone_is_given_only_to_people_of_the_side_that_owns_it_R10(
    story: Story, milestone: str, assignee: str
) -> None:
    account = story.with_channel()
    bot = Actor("UBOT", HOST, HOST)
    story.services.workspaces.learn(
        HOST,
        [member(MAYA, "Maya"), member(BEN, "Ben"), member(bot, "Milepost", is_bot=True)],
    )

    outcome = story.services.milestones.reassign(OLIVIA, account, milestone, assignee, story.key())

    assert isinstance(outcome, Invalid)
    assert list(outcome.problems) == ["assignee"]
    story.services.milestones.reassign(OLIVIA, account, "goal", MAYA.user, story.key())
    assert {r.key: r.assignee for r in story.rows(milestones)}["goal"] == MAYA.user
