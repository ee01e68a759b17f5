"""The criteria by which a stage is entered and left (R1), as a playbook writes them."""

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    model_serializer,
    model_validator,
)

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


class RecordKey(StrEnum):
    """A part of the record that a gate can ask for."""

    BRIEF_COMPLETE = "brief_complete"
    """Sales has told what the playbook asks for (A1)."""
    READY = "ready"
    """The customer has named who leads on its side, and what stands in the way is listed (R6)."""
    CRITERIA_PROPOSED = "criteria_proposed"
    """Success criteria stand there to be confirmed, and exactly one marks first value (A3)."""
    CRITERIA_CONFIRMED = "criteria_confirmed"
    """The customer has confirmed every one of them (A3)."""
    GOVERNANCE_NAMED = "governance_named"
    """Structure, escalation path, one contact with authority and the executives' rhythm (R7)."""
    GO_LIVE_LIST_CLOSED = "go_live_list_closed"
    """Nothing on the go-live checklist is open (A6)."""
    USED = "used"
    """The last report since go-live: enough people use it, and all that was set up (G5)."""
    PACKAGE_ACCEPTED = "package_accepted"
    """The customer success manager has accepted the package (A7)."""


class OnRecord(Part):
    """Holds while a part of the record is complete: `{brief_complete: true}`."""

    what: RecordKey

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:
        if isinstance(value, dict) and "what" not in value and len(value) == 1:
            ((key, holds),) = value.items()
            if holds is not True:
                raise ValueError(f"'{key}' can only be true")
            return {"what": key}
        return value

    @model_serializer
    def _written(self) -> dict[str, bool]:
        return {self.what.value: True}


_KEYS: dict[type[BaseModel], str] = {
    StageDone: "stage_done",
    MilestoneDone: "milestone_done",
    PlanAgreed: "plan_agreed",
    NoOpenBlockers: "no_open_blockers",
    OnRecord: "on_record",
}


def _key(value: Any) -> str | None:
    """Which criterion is meant: the single key of its mapping names it."""
    if isinstance(value, BaseModel):
        return _KEYS.get(type(value))
    if isinstance(value, dict) and len(value) == 1:
        key = str(next(iter(value)))
        return "on_record" if key in set(RecordKey) else key
    return None


Criterion = Annotated[
    Annotated[StageDone, Tag("stage_done")]
    | Annotated[MilestoneDone, Tag("milestone_done")]
    | Annotated[PlanAgreed, Tag("plan_agreed")]
    | Annotated[NoOpenBlockers, Tag("no_open_blockers")]
    | Annotated[OnRecord, Tag("on_record")],
    Discriminator(
        _key,
        custom_error_type="criterion",
        custom_error_message="must be one of {stage_done: …}, {milestone_done: …}, "
        "{plan_agreed: true}, {no_open_blockers: true}, "
        + ", ".join(f"{{{key}: true}}" for key in RecordKey),
    ),
]
