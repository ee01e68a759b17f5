"""The page about playbooks says what the program does."""

import re
from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel

from onboarding.asked_for import (
    Brief,
    BriefField,
    Discovery,
    DiscoveryQuestion,
    GoLiveItem,
    Survey,
    SurveyQuestion,
    Surveys,
)
from onboarding.cadence import (
    Budget,
    Cadence,
    CheckIns,
    CriteriaCheck,
    Escalation,
    Lever,
    Quiet,
    Reminders,
    Rung,
    UsageCheck,
    WorkingHours,
)
from onboarding.criteria import MilestoneDone, NoOpenBlockers, PlanAgreed, RecordKey, StageDone
from onboarding.people import Role, StakeholderRole
from onboarding.playbook import (
    Audience,
    MilestoneTemplate,
    Owners,
    Playbook,
    Resource,
    ResourceFormat,
    StageTemplate,
    Window,
)
from onboarding.stall_causes import Cause
from playbooks.drafts import DRAFTS, SPONSOR_NOTE
from playbooks.load import shipped_playbooks
from playbooks.words import TOUCHES

PAGE = (Path(__file__).parents[2] / "docs" / "playbooks.md").read_text("utf-8")
PARTS: list[type[BaseModel]] = [
    Playbook,
    Window,
    StageTemplate,
    Owners,
    MilestoneTemplate,
    Resource,
    StageDone,
    MilestoneDone,
    PlanAgreed,
    NoOpenBlockers,
    Cadence,
    WorkingHours,
    Budget,
    CheckIns,
    Reminders,
    CriteriaCheck,
    UsageCheck,
    Quiet,
    Escalation,
    Rung,
    Brief,
    Discovery,
    DiscoveryQuestion,
    GoLiveItem,
    Surveys,
    SurveyQuestion,
]
IDS = ("kind", "account", "touch")
"""What every touch carries for its buttons, and nobody says."""


@pytest.mark.parametrize("part", PARTS)
def test_every_field_of_a_playbook_is_documented(part: type[BaseModel]) -> None:
    for name, field in part.model_fields.items():
        assert re.search(rf"`{field.alias or name}\b", PAGE), field.alias or name


def test_every_word_a_field_may_hold_is_documented() -> None:
    for word in (
        *Role,
        *StakeholderRole,
        *ResourceFormat,
        *Audience,
        *Lever,
        *Cause,
        *BriefField,
        *Survey,
    ):
        assert f"`{word}`" in PAGE


def test_every_part_of_the_record_that_a_gate_may_ask_for_is_documented() -> None:
    for key in RecordKey:
        assert f"| `{key}: true` |" in PAGE


def test_the_defaults_of_the_cadence_are_documented_as_they_are() -> None:
    written = PAGE.split("\ncadence:\n  hours", 1)[1].split("```", 1)[0]
    shown = Cadence.model_validate(yaml.safe_load(f"  hours{written}"))
    assert shown.criteria is not None
    assert shown.usage == UsageCheck()
    assert shown.model_copy(update={"criteria": None, "usage": None}) == Cadence()


@pytest.mark.parametrize("kind", TOUCHES)
def test_everything_a_touch_may_say_is_documented(kind: str) -> None:
    section = PAGE.split("## `messages`", 1)[1]
    row = next(line for line in section.splitlines() if line.startswith(f"| `{kind}` |"))
    said = re.findall(r"`(\w+)`", row)[1:]
    assert said == [name for name in TOUCHES[kind].model_fields if name not in IDS]


def test_everything_a_draft_may_say_is_documented() -> None:
    row = next(line for line in PAGE.splitlines() if line.startswith(f"| `{SPONSOR_NOTE}` |"))
    assert re.findall(r"`(\w+)`", row)[1:] == list(DRAFTS[SPONSOR_NOTE].model_fields)
    assert all(f"| `{kind}` |" in PAGE for kind in DRAFTS)


def test_the_figures_of_what_is_shipped_are_those_of_the_files() -> None:
    for track, playbook in shipped_playbooks().items():
        row = next(line for line in PAGE.splitlines() if f"| `playbooks/{track}.yaml` |" in line)
        (first_value,) = (m for m in playbook.milestones if m.first_value)
        assert [int(number) for number in re.findall(r"\d+", row)] == [
            len(playbook.milestones),
            first_value.target_day,
            playbook.window.planned_days,
            playbook.window.drift_days,
        ]
