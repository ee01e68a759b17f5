from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from pydantic import ValidationError

from onboarding.criteria import STAGE_ORDER, MilestoneDone, PlanAgreed, StageDone
from onboarding.playbook import Playbook, ResourceFormat
from onboarding.playbook_rules import UnsoundPlaybookError, faults
from tests.onboarding.examples import milestone_data, playbook_data, playbooks

Data = dict[str, Any]
KICKOFF, CONFIGURATION, TRAINING, GO_LIVE, VALIDATION = range(5)


def milestone(data: Data, stage: int, place: int = 0) -> Data:
    found: Data = data["stages"][stage]["milestones"][place]
    return found


def faults_after(change: Callable[[Data], object]) -> list[tuple[str, str]]:
    """The faults of the example playbook after a change: field and message."""
    data = playbook_data()
    change(data)
    with pytest.raises(ValidationError) as caught:
        Playbook.model_validate(data)
    (detail,) = caught.value.errors()
    unsound = detail["ctx"]["error"]
    assert isinstance(unsound, UnsoundPlaybookError)
    return [(".".join(map(str, fault.field)), fault.message) for fault in unsound.faults]


def test_a_playbook_has_the_five_stages_in_order_with_owners_and_gates_R1() -> None:
    playbook = Playbook.model_validate(playbook_data())
    assert tuple(stage.key for stage in playbook.stages) == STAGE_ORDER
    assert playbook.stages[0].exit == (PlanAgreed(),)
    assert playbook.stages[1].entry == (StageDone(stage="kickoff"),)
    assert playbook.stages[4].exit == (MilestoneDone(milestone="value"),)
    assert all(stage.owners.team and stage.owners.customer for stage in playbook.stages)


def test_stages_missing_or_out_of_order_are_refused_R1() -> None:
    order = "must be exactly, and in this order: " + ", ".join(STAGE_ORDER)
    assert faults_after(lambda data: data["stages"].pop()) == [("stages", order)]
    assert faults_after(lambda data: data["stages"].reverse()) == [("stages", order)]
    twice = faults_after(lambda data: data["stages"].insert(0, data["stages"][0]))
    assert ("stages", order) in twice


@settings(deadline=None, max_examples=50)
@given(playbooks())
def test_what_an_account_keeps_of_its_playbook_reads_back_the_same_R9(playbook: Playbook) -> None:
    assert Playbook.model_validate(playbook.model_dump(mode="json")) == playbook
    assert Playbook.model_validate_json(playbook.model_dump_json()) == playbook
    assert faults(playbook) == ()


def test_a_playbook_cannot_be_changed_R9() -> None:
    playbook = Playbook.model_validate(playbook_data())
    with pytest.raises(ValidationError, match="frozen"):
        playbook.version = 4  # type: ignore[misc]


CASES: dict[str, tuple[Callable[[Data], object], str, str]] = {
    "unknown dependency": (
        lambda d: milestone(d, VALIDATION).update(depends_on=["live", "nowhere"]),
        "stages.4.milestones.0.depends_on.1",
        "there is no milestone 'nowhere'",
    ),
    "dependency in a later stage": (
        lambda d: milestone(d, KICKOFF, 1).update(depends_on=["login"], target_day=9),
        "stages.0.milestones.1.depends_on.0",
        "'login' belongs to a later stage",
    ),
    "due before what it waits for": (
        lambda d: milestone(d, CONFIGURATION, 1).update(target_day=7),
        "stages.1.milestones.1.depends_on.0",
        "'login' is due on working day 8, after 'settings' on working day 7",
    ),
    "waits for itself": (
        lambda d: milestone(d, KICKOFF).update(depends_on=["call"]),
        "stages.0.milestones.0.depends_on.0",
        "'call' and 'call' wait for each other",
    ),
    "first value too late": (
        lambda d: milestone(d, VALIDATION).update(target_day=23),
        "stages.4.milestones.0.target_day",
        "working day 23 is about calendar day 31, after window.first_value_days, 30",
    ),
    "milestone after the planned end": (
        lambda d: (
            d["window"].update(planned_days=30, first_value_days=30)
            or d["stages"][4]["milestones"].append(milestone_data("late", target_day=25))
        ),
        "stages.4.milestones.1.target_day",
        "working day 25 is about calendar day 35, after window.planned_days, 30",
    ),
    "planned before first value": (
        lambda d: d["window"].update(planned_days=29),
        "window.planned_days",
        "29 is before first_value_days, 30",
    ),
    "drift before planned": (
        lambda d: d["window"].update(drift_days=59),
        "window.drift_days",
        "59 is before planned_days, 60",
    ),
    "our milestone, their role": (
        lambda d: milestone(d, KICKOFF).update(role="champion"),
        "stages.0.milestones.0.role",
        "'champion' is not one of our roles, but the side is team",
    ),
    "their milestone, our role": (
        lambda d: milestone(d, KICKOFF, 1).update(role="csm"),
        "stages.0.milestones.1.role",
        "'csm' is not a stakeholder role, but the side is customer",
    ),
    "gate on a stage that comes later": (
        lambda d: d["stages"][TRAINING].update(entry=[{"stage_done": "training"}]),
        "stages.2.entry.0",
        "'training' is not before 'training'",
    ),
    "gate on a milestone nobody has": (
        lambda d: d["stages"][TRAINING].update(exit=[{"milestone_done": "nowhere"}]),
        "stages.2.exit.0",
        "there is no milestone 'nowhere'",
    ),
    "gate on a milestone behind it": (
        lambda d: d["stages"][TRAINING].update(entry=[{"milestone_done": "trained"}]),
        "stages.2.entry.0",
        "'trained' cannot be done before this gate opens",
    ),
    "no first value": (
        lambda d: milestone(d, VALIDATION).update(first_value=False),
        "stages",
        "exactly one milestone must have first_value: true; none has",
    ),
    "first value on our side": (
        lambda d: milestone(d, VALIDATION).update(side="team", role="owner"),
        "stages.4.milestones.0.side",
        "first value is confirmed by the customer",
    ),
    "first value optional": (
        lambda d: milestone(d, VALIDATION).update(required=False),
        "stages.4.milestones.0.required",
        "first value cannot be optional",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_playbook_that_does_not_fit_together_says_where_and_why(case: str) -> None:
    change, field, message = CASES[case]
    assert faults_after(change) == [(field, message)]


def test_milestones_that_wait_for_each_other_are_each_named() -> None:
    def change(data: Data) -> None:
        milestone(data, CONFIGURATION).update(depends_on=["settings"], target_day=10)

    assert faults_after(change) == [
        ("stages.1.milestones.0.depends_on.0", "'login' and 'settings' wait for each other"),
        ("stages.1.milestones.1.depends_on.0", "'settings' and 'login' wait for each other"),
    ]


def test_a_key_used_twice_is_shown_at_both_places() -> None:
    found = faults_after(lambda data: milestone(data, CONFIGURATION).update(key="call"))
    assert [field for field, _ in found] == [
        "stages.0.milestones.0.key",
        "stages.1.milestones.0.key",
    ]


def test_two_first_values_are_shown_at_both_places() -> None:
    found = faults_after(lambda data: milestone(data, GO_LIVE).update(first_value=True))
    assert [field for field, _ in found] == [
        "stages.3.milestones.0.first_value",
        "stages.4.milestones.0.first_value",
    ]


@pytest.mark.parametrize(("spare", "fits"), [(92, True), (93, False)])
def test_a_playbook_has_at_most_a_hundred_milestones(spare: int, fits: bool) -> None:
    data = playbook_data()
    data["stages"][0]["milestones"] += [milestone_data(f"extra-{n}") for n in range(spare)]
    if fits:
        assert len(Playbook.model_validate(data).milestones) == 100
    else:
        with pytest.raises(ValidationError, match="has 101 milestones; at most 100 are possible"):
            Playbook.model_validate(data)


@pytest.mark.parametrize(
    ("formats", "message"),
    [
        ([], "a training milestone needs a self-service and a live resource"),
        (["live-session"], "a training milestone needs a self-service resource"),
        (["short-video"], "a training milestone needs a live resource"),
        (["in-app", "knowledge-base"], "a training milestone needs a live resource"),
        (["in-app", "live-session"], None),
    ],
)
def test_training_offers_self_service_and_live_C6(formats: list[str], message: str | None) -> None:
    data = playbook_data()
    url = "https://help.example.com/learn"
    milestone(data, TRAINING)["resources"] = [
        {"format": name, "title": "Learn it", "url": url, "audience": "administrator"}
        for name in formats
    ]
    if message is None:
        found = Playbook.model_validate(data).stages[TRAINING].milestones[0].resources
        assert [resource.format.value for resource in found] == formats
    else:
        with pytest.raises(ValidationError, match=message):
            Playbook.model_validate(data)


def test_every_format_has_a_label_of_its_own_C6() -> None:
    assert len({kind.label for kind in ResourceFormat}) == 5


@pytest.mark.parametrize(("field", "longest"), [("title", 120), ("why", 200), ("celebration", 300)])
def test_texts_fit_into_slack(field: str, longest: int) -> None:
    data = playbook_data()
    milestone(data, KICKOFF)[field] = "x" * longest
    Playbook.model_validate(data)
    milestone(data, KICKOFF)[field] = "x" * (longest + 1)
    with pytest.raises(ValidationError, match=f"at most {longest} characters"):
        Playbook.model_validate(data)


@pytest.mark.parametrize("key", ["First Login", "first_login", "-first", "", "x" * 61])
def test_a_key_is_a_slug(key: str) -> None:
    data = playbook_data()
    milestone(data, KICKOFF, 1)["key"] = key
    with pytest.raises(ValidationError):
        Playbook.model_validate(data)
