"""The shape of a playbook: stages, gates and milestone templates (R1, R2, R9).

Everything is frozen, and a `Playbook` that exists is sound: what cannot be seen field by field is
checked by `onboarding.playbook_rules`. An account keeps the playbook it started with as
`playbook.model_dump(mode="json")`; `Playbook.model_validate` reads that back.
"""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from onboarding.asked_for import Brief, Discovery, GoLiveItem, Surveys
from onboarding.cadence import Cadence
from onboarding.criteria import Criterion, OnRecord, Part, Slug, StageKey
from onboarding.people import Role, Side, StakeholderRole
from onboarding.playbook_rules import UnsoundPlaybookError, faults
from onboarding.tracks import Track

Url = Annotated[str, Field(pattern=r"^https?://[^\s<>|]+$", max_length=1000)]


class ResourceFormat(StrEnum):
    """How a resource teaches (C6)."""

    STEP_BY_STEP = "step-by-step"
    KNOWLEDGE_BASE = "knowledge-base"
    SHORT_VIDEO = "short-video"
    LIVE_SESSION = "live-session"
    IN_APP = "in-app"

    @property
    def label(self) -> str:
        """The format as people read it."""
        return _FORMAT_LABELS[self]

    @property
    def is_live(self) -> bool:
        """Whether a person teaches, rather than the customer at its own pace."""
        return self is ResourceFormat.LIVE_SESSION


_FORMAT_LABELS = {
    ResourceFormat.STEP_BY_STEP: "Step by step",
    ResourceFormat.KNOWLEDGE_BASE: "Article",
    ResourceFormat.SHORT_VIDEO: "Short video",
    ResourceFormat.LIVE_SESSION: "Live session",
    ResourceFormat.IN_APP: "In the product",
}


class Audience(StrEnum):
    """Whom a resource speaks to (C7)."""

    ADMINISTRATOR = "administrator"
    END_USER = "end_user"
    EXECUTIVE = "executive"

    @property
    def label(self) -> str:
        """For whom it is; "" for what everybody understands."""
        return "" if self is Audience.END_USER else f"for {self.value}s"


class Resource(Part):
    """Something to learn from, in one format for one audience (C6, C7)."""

    format: ResourceFormat
    title: str = Field(min_length=1, max_length=120)
    url: Url
    audience: Audience = Audience.END_USER


class MilestoneTemplate(Part):
    """An adoption moment (R2); `target_day` counts working days after the signature."""

    key: Slug
    title: str = Field(min_length=1, max_length=120)
    why: str = Field(min_length=1, max_length=200)
    side: Side
    role: Role | StakeholderRole
    target_day: int = Field(ge=0, le=260)
    depends_on: tuple[Slug, ...] = ()
    needs: tuple[OnRecord, ...] = ()
    """What must be on record before it can be ticked: the kickoff needs the brief (A1)."""
    required: bool = True
    first_value: bool = False
    celebration: str = Field(min_length=1, max_length=300)
    resources: tuple[Resource, ...] = ()


class Owners(Part):
    """Who answers for a stage, on each side (R1)."""

    team: Role
    customer: StakeholderRole


class StageTemplate(Part):
    """One of the five stages: its goal, its gates and its milestones (R1)."""

    key: StageKey
    title: str = Field(min_length=1, max_length=60)
    goal: str = Field(min_length=1, max_length=200)
    owners: Owners
    entry: tuple[Criterion, ...] = ()
    exit: tuple[Criterion, ...] = ()
    milestones: tuple[MilestoneTemplate, ...] = Field(min_length=1)


class Window(Part):
    """How long this should take, in calendar days after the signature (R4)."""

    first_value_days: int = Field(ge=1, le=365)
    planned_days: int = Field(ge=1, le=365)
    drift_days: int = Field(ge=1, le=365)


class Playbook(Part):
    """A versioned way to carry a customer from signature to first value (R9).

    Raises pydantic's ValidationError; for what spans fields, its one error carries an
    `onboarding.playbook_rules.UnsoundPlaybookError` with every fault and where it is.
    """

    key: Slug
    version: int = Field(ge=1)
    title: str = Field(min_length=1, max_length=60)
    track: Track
    summary: str = Field(min_length=1, max_length=300)
    window: Window
    cadence: Cadence = Cadence()
    brief: Brief = Brief()
    discovery: Discovery = Discovery()
    go_live: Annotated[tuple[GoLiveItem, ...], Field(max_length=40)] = ()
    surveys: Surveys = Surveys()
    messages: dict[str, Annotated[str, Field(min_length=1, max_length=3000)]] = Field(
        default_factory=dict
    )
    """Templates of touches and drafts, by kind, in place of the ones we ship (C9)."""
    stages: tuple[StageTemplate, ...]

    @property
    def milestones(self) -> tuple[MilestoneTemplate, ...]:
        """Every milestone, in the order of the stages."""
        return tuple(milestone for stage in self.stages for milestone in stage.milestones)

    @model_validator(mode="after")
    def _is_sound(self) -> Self:
        found = faults(self)
        if found:
            raise UnsoundPlaybookError(found)
        return self
