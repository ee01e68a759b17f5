"""The criteria by which a stage is entered and left (R1), as a playbook writes them."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

StageKey = Literal["kickoff", "configuration", "training", "go-live", "validation"]
STAGE_ORDER: tuple[StageKey, ...] = (
    "kickoff",
    "configuration",
    "training",
    "go-live",
    "validation",
)

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]


class Part(BaseModel):
    """A part of a playbook: frozen, and nothing in it that we do not know.

    Written out again, it reads as it does in YAML.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        str_strip_whitespace=True,
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
    )


class StageDone(Part):
    """Holds once a stage, and every stage before it, is done: `{stage_done: kickoff}`."""

    stage: StageKey = Field(alias="stage_done")


class MilestoneDone(Part):
    """Holds once a milestone is ticked: `{milestone_done: first-login}`."""

    milestone: Slug = Field(alias="milestone_done")


class PlanAgreed(Part):
    """Holds once the customer has agreed to the plan (A4): `{plan_agreed: true}`."""

    plan_agreed: Literal[True] = True


class NoOpenBlockers(Part):
    """Holds while nothing in its stage or before it is blocked: `{no_open_blockers: true}`."""

    no_open_blockers: Literal[True] = True


_KEYS: dict[type[BaseModel], str] = {
    StageDone: "stage_done",
    MilestoneDone: "milestone_done",
    PlanAgreed: "plan_agreed",
    NoOpenBlockers: "no_open_blockers",
}


def _key(value: Any) -> str | None:
    """Which criterion is meant: the single key of its mapping names it."""
    if isinstance(value, BaseModel):
        return _KEYS.get(type(value))
    if isinstance(value, dict) and len(value) == 1:
        return str(next(iter(value)))
    return None


Criterion = Annotated[
    Annotated[StageDone, Tag("stage_done")]
    | Annotated[MilestoneDone, Tag("milestone_done")]
    | Annotated[PlanAgreed, Tag("plan_agreed")]
    | Annotated[NoOpenBlockers, Tag("no_open_blockers")],
    Discriminator(
        _key,
        custom_error_type="criterion",
        custom_error_message="must be one of {stage_done: …}, {milestone_done: …}, "
        "{plan_agreed: true}, {no_open_blockers: true}",
    ),
]
