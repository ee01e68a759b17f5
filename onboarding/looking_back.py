"""Looking back at an onboarding: with the customer, and among ourselves (F1, R9)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import groupby

LONGEST_TEXT = 3_000
LONGEST_FINDING = 600
MOST_FINDINGS = 20
"""Lines of a kind in one post-mortem."""

TOLD = (
    "account.started",
    "brief.completed",
    "gate.passed",
    "plan.agreed",
    "plan.redated",
    "criteria.confirmed",
    "stage.completed",
    "stage.reopened",
    "first_value.reached",
    "blocker.raised",
    "blocker.resolved",
    "hold.began",
    "hold.ended",
    "stall.began",
    "stall.cause",
    "stall.ended",
    "sponsor_note.sent",
    "member.left",
    "promise.not_kept",
    "account.reopened",
    "account.closed",
)
"""The kinds of lines that tell how an onboarding went."""
MOST_TOLD = 30


class Kind(StrEnum):
    """What a finding asks for."""

    KEEP = "keep"
    CHANGE = "change"


class Source(StrEnum):
    """Whose finding it is: the customer's, in its own words, or ours."""

    RETROSPECTIVE = "retrospective"
    POST_MORTEM = "post_mortem"


@dataclass(frozen=True, slots=True)
class Finding:
    """What is to be kept or to be done differently next time; `by` is a Slack user id, `at` UTC."""

    playbook: str  # key
    version: int
    kind: Kind
    source: Source
    text: str
    customer: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class VersionFindings:
    """The findings about one version of a playbook: what to improve first, the newest first."""

    playbook: str
    version: int
    change: tuple[Finding, ...]
    keep: tuple[Finding, ...]

    @property
    def customers(self) -> int:
        """From how many customers they are."""
        return len({finding.customer for finding in (*self.change, *self.keep)})


@dataclass(frozen=True, slots=True)
class TypedPostMortem:
    """What was typed: in `keep` and `change` each line is a finding."""

    summary: str = ""
    keep: str = ""
    change: str = ""


@dataclass(frozen=True, slots=True)
class PostMortem:
    """A post-mortem as it is put on record."""

    summary: str
    findings: tuple[tuple[Kind, str], ...]


def check(typed: TypedPostMortem) -> PostMortem | dict[str, str]:
    """The post-mortem; or what is wrong, by field."""
    problems: dict[str, str] = {}
    summary = typed.summary.strip()
    if not summary:
        problems["summary"] = "Please say in a few sentences what happened."
    elif len(summary) > LONGEST_TEXT:
        problems["summary"] = f"Please keep it under {LONGEST_TEXT:,} characters."
    found: list[tuple[Kind, str]] = []
    for kind, text in ((Kind.KEEP, typed.keep), (Kind.CHANGE, typed.change)):
        lines = findings_in(text)
        if len(lines) > MOST_FINDINGS:
            problems[kind.value] = f"Please keep it to {MOST_FINDINGS} lines."
        elif any(len(line) > LONGEST_FINDING for line in lines):
            problems[kind.value] = f"Please keep each line under {LONGEST_FINDING} characters."
        found += [(kind, line) for line in lines]
    return problems or PostMortem(summary, tuple(found))


def findings_in(text: str) -> tuple[str, ...]:
    """A finding a line; marks of a list at its beginning fall away, as do empty and double ones."""
    lines = (" ".join(line.split()).lstrip("•-–* ").strip() for line in text.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))


def by_version(findings: Iterable[Finding]) -> tuple[VersionFindings, ...]:
    """Findings by playbook and version: playbooks by name, of each the newest version first."""
    ordered = sorted(findings, key=lambda one: (one.playbook, -one.version, -one.at.timestamp()))
    return tuple(
        VersionFindings(
            playbook,
            version,
            change=tuple(one for one in of_version if one.kind is Kind.CHANGE),
            keep=tuple(one for one in of_version if one.kind is Kind.KEEP),
        )
        for (playbook, version), group in groupby(
            ordered, key=lambda one: (one.playbook, one.version)
        )
        if (of_version := list(group))
    )


@dataclass(frozen=True, slots=True)
class Answer:
    """What one person of the customer's says: what to keep, what to change; one may be empty."""

    keep: str = ""
    change: str = ""

    @property
    def findings(self) -> tuple[tuple[Kind, str], ...]:
        """In the person's own words."""
        both = ((Kind.KEEP, self.keep.strip()), (Kind.CHANGE, self.change.strip()))
        return tuple((kind, text) for kind, text in both if text)


def answer_problems(answer: Answer) -> dict[str, str]:
    """What is wrong with an answer, by field."""
    if not answer.findings:
        return {"keep": "Please write a few words to one of the two, or just close this."}
    return {
        kind.value: f"Please keep it under {LONGEST_TEXT:,} characters."
        for kind, text in answer.findings
        if len(text) > LONGEST_TEXT
    }
