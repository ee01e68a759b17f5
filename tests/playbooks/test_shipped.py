from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import playbooks
from onboarding.agreement import Agreed, agree
from onboarding.asked_for import BriefField
from onboarding.criteria import RecordKey
from onboarding.discovery import unanswered
from onboarding.drawing_up import draw_up
from onboarding.people import Role, Side, StakeholderRole
from onboarding.plan import Plan, Standing
from onboarding.playbook import Audience, Playbook, ResourceFormat
from onboarding.ticking import Tick, Ticked, tick
from onboarding.tracks import Track
from onboarding.workdays import WorkCalendar
from playbooks.load import load_playbook, shipped_playbooks
from tests.onboarding.examples import NOW, the

SHIPPED = shipped_playbooks()
GERMANY = WorkCalendar("DE", "Europe/Berlin")
every_track = pytest.mark.parametrize("playbook", SHIPPED.values(), ids=list(SHIPPED))


def plan_of(playbook: Playbook) -> Plan:
    """With a record that is complete: what is tested here is the plan."""
    plan = draw_up(playbook, date(2025, 3, 3), GERMANY, {"owner": "UOWNER"})
    return replace(plan, standing=Standing(dict.fromkeys(RecordKey, NOW)))


@every_track
def test_success_cannot_be_agreed_before_it_is_written_down_A3(playbook: Playbook) -> None:
    check = playbook.cadence.criteria
    assert check is not None
    milestone = the(plan_of(playbook), check.milestone)
    assert [one.what for one in milestone.needs] == [RecordKey.CRITERIA_PROPOSED]
    assert milestone.side is Side.CUSTOMER


@every_track
def test_the_customers_own_words_are_asked_for_whatever_sales_told_A2_C3(
    playbook: Playbook,
) -> None:
    quotable = {one.key for one in playbook.discovery.questions if one.quotable}
    others = {one.key for one in playbook.discovery.questions} - quotable
    [first, *_] = unanswered(playbook.discovery, set(BriefField), others)
    assert first.endswith("(in their own words)")


@every_track
def test_what_stands_in_the_way_is_asked_once_whoever_tells_it_A2_R6(playbook: Playbook) -> None:
    keys = {one.key for one in playbook.discovery.questions}
    [about_risks] = [
        one for one in playbook.discovery.questions if one.answered_by is BriefField.RISKS
    ]
    others = keys - {about_risks.key}
    assert unanswered(playbook.discovery, set(), others) == (about_risks.ask,)
    assert unanswered(playbook.discovery, {BriefField.RISKS}, others) == ()


@every_track
def test_whoever_sold_introduces_them_and_somebody_leads_there_before_it_begins_A1_R6(
    playbook: Playbook,
) -> None:
    kickoff = playbook.stages[0].milestones
    [introduction] = [m for m in kickoff if m.role is Role.AE]
    assert (introduction.required, introduction.target_day) == (True, 2)
    assert not introduction.needs  # also where the brief is late
    needed = {need.what for m in kickoff for need in m.needs}
    assert {RecordKey.BRIEF_COMPLETE, RecordKey.READY} <= needed


def test_every_track_has_its_playbook_R3() -> None:
    assert list(SHIPPED) == list(Track)
    assert all(playbook.track is track for track, playbook in SHIPPED.items())


def test_every_yaml_file_in_the_folder_is_a_playbook_that_loads_R9() -> None:
    folder = Path(playbooks.__file__).parent
    found = {load_playbook(path).key for path in folder.glob("*.yaml")}
    assert found == {playbook.key for playbook in SHIPPED.values()}


@pytest.mark.parametrize(
    ("track", "fewest", "most", "first_value_working_day"),
    [
        (Track.LOW_TOUCH, 8, 11, 15),
        (Track.GUIDED, 14, 18, 22),
        (Track.HIGH_TOUCH, 22, 28, 60),
    ],
)
def test_a_track_is_as_long_as_its_customers_need_R2(
    track: Track, fewest: int, most: int, first_value_working_day: int
) -> None:
    milestones = SHIPPED[track].milestones
    assert fewest <= len(milestones) <= most
    (first_value,) = (m for m in milestones if m.first_value)
    assert first_value.target_day <= first_value_working_day


@pytest.mark.parametrize(
    ("track", "planned", "drift"),
    [
        (Track.LOW_TOUCH, range(10, 46), range(30, 91)),
        (Track.GUIDED, range(30, 91), range(60, 121)),
        (Track.HIGH_TOUCH, range(90, 121), range(120, 121)),
    ],
)
def test_windows_are_those_of_the_trade_R4(track: Track, planned: range, drift: range) -> None:
    assert SHIPPED[track].window.planned_days in planned
    assert SHIPPED[track].window.drift_days in drift


@every_track
def test_the_adoption_moments_of_the_trade_are_all_there_R2(playbook: Playbook) -> None:
    moments = {m.key: m for m in playbook.milestones}
    assert {"first-login", "core-settings", "first-value"} <= moments.keys()
    assert {"key-users-trained", "pilot-group-trained"} & moments.keys()
    assert moments["first-value"].first_value
    assert all(m.target_day > 0 for m in playbook.milestones)


@every_track
def test_each_stage_has_owners_and_gates_R1(playbook: Playbook) -> None:
    for stage in playbook.stages:
        assert isinstance(stage.owners.team, Role)
        assert isinstance(stage.owners.customer, StakeholderRole)
        assert stage.exit or stage.key == "go-live"
        assert stage.entry or stage.key == "kickoff"


@every_track
def test_the_customer_agrees_before_the_kickoff_is_done_A4(playbook: Playbook) -> None:
    kickoff = plan_of(playbook).stages[0]
    keys = [m.key for m in kickoff.milestones]
    plan = plan_of(playbook)
    for key in keys:
        outcome = tick(plan, Tick(key, done=True), the(plan, key).side, "U", NOW)
        assert isinstance(outcome, Ticked), outcome
        plan = outcome.plan
    assert plan.done_stages == ()
    agreed = agree(plan, NOW)
    assert isinstance(agreed, Agreed)
    assert [stage.key for stage in agreed.stages_completed] == ["kickoff"]


@every_track
def test_both_sides_have_work_to_do_A4(playbook: Playbook) -> None:
    sides = Counter(m.side for m in playbook.milestones)
    assert min(sides[Side.TEAM], sides[Side.CUSTOMER]) >= 3


@every_track
def test_no_milestone_lacks_owner_date_or_goal_A4(playbook: Playbook) -> None:
    for milestone in plan_of(playbook).milestones:
        assert milestone.role
        assert milestone.why
        assert milestone.due_on > date(2025, 3, 3)
        assert milestone.side is Side.CUSTOMER or milestone.assignee == "UOWNER"


@every_track
def test_a_plan_followed_in_order_of_its_dates_is_finished_without_a_refusal_R1(
    playbook: Playbook,
) -> None:
    agreed = agree(plan_of(playbook), NOW)
    assert isinstance(agreed, Agreed)
    # the record is complete whenever something asks for it
    plan = replace(agreed.plan, standing=Standing(dict.fromkeys(RecordKey, NOW)))
    for milestone in sorted(plan.milestones, key=lambda m: m.due_on):
        outcome = tick(plan, Tick(milestone.key, done=True), milestone.side, "U", NOW)
        assert isinstance(outcome, Ticked), f"{milestone.key}: {outcome}"
        plan = outcome.plan
    assert plan.is_finished


@every_track
def test_training_offers_self_service_and_live_C6(playbook: Playbook) -> None:
    training = next(stage for stage in playbook.stages if stage.key == "training")
    for milestone in training.milestones:
        formats = {resource.format for resource in milestone.resources}
        assert ResourceFormat.LIVE_SESSION in formats
        assert formats - {ResourceFormat.LIVE_SESSION}


@every_track
def test_every_format_and_every_audience_is_served_C6_C7(playbook: Playbook) -> None:
    resources = [resource for m in playbook.milestones for resource in m.resources]
    assert {resource.format for resource in resources} == set(ResourceFormat)
    assert {resource.audience for resource in resources} == set(Audience)


@every_track
def test_links_are_placeholders_to_be_replaced(playbook: Playbook) -> None:
    urls = [resource.url for m in playbook.milestones for resource in m.resources]
    assert all(url.startswith("https://help.example.com/") for url in urls)


def test_no_two_milestones_are_celebrated_in_the_same_words_C5() -> None:
    said = Counter(m.celebration for playbook in SHIPPED.values() for m in playbook.milestones)
    assert [line for line, times in said.items() if times > 1] == []


def test_high_touch_begins_with_governance_R7() -> None:
    kickoff = SHIPPED[Track.HIGH_TOUCH].stages[0]
    assert {"project-lead-named", "governance-agreed", "sponsor-met"} <= {
        m.key for m in kickoff.milestones
    }
