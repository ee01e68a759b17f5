"""What a frozen playbook fixes of every plan that follows it, prepared once.

A click reads a plan whose milestones are, but for one, those that the click before it read; so
milestones are remembered by what is in their rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from onboarding.plan import Milestone, Stage
from onboarding.playbook import MilestoneTemplate, Playbook, StageTemplate

REMEMBERED = 20_000

Entries = tuple[str | None, date, date, datetime | None, str | None, datetime | None]
"""What an account adds to a milestone: assignee, baseline_on, due_on, done_at, done_by,
handed_on_at."""


@dataclass(frozen=True, eq=False, slots=True)  # compared by identity: a dictionary finds it at once
class Blank:
    """A milestone before an account has made its entries."""

    stage: StageTemplate
    template: MilestoneTemplate


class Outline:
    """The stages and blank milestones of a frozen playbook."""

    def __init__(self, playbook: Playbook) -> None:
        self._stages = tuple(
            (stage, tuple((template.key, Blank(stage, template)) for template in stage.milestones))
            for stage in playbook.stages
        )

    def fill(self, entries: Mapping[str, Entries]) -> tuple[Stage, ...]:
        """The stages of a plan with these entries, by milestone."""
        return tuple(
            Stage(
                key=stage.key,
                title=stage.title,
                goal=stage.goal,
                entry=stage.entry,
                exit=stage.exit,
                milestones=tuple([filled(blank, *entries[key]) for key, blank in blanks]),
            )
            for stage, blanks in self._stages
        )


@lru_cache(maxsize=REMEMBERED)
def filled(
    blank: Blank,
    assignee: str | None,
    baseline_on: date,
    due_on: date,
    done_at: datetime | None,
    done_by: str | None,
    handed_on_at: datetime | None,
) -> Milestone:
    """A milestone with the entries of an account."""
    template = blank.template
    return Milestone(
        key=template.key,
        title=template.title,
        why=template.why,
        stage=blank.stage.key,
        side=template.side,
        role=template.role.value,
        assignee=assignee,
        baseline_on=baseline_on,
        due_on=due_on,
        depends_on=template.depends_on,
        required=template.required,
        first_value=template.first_value,
        done_at=done_at,
        done_by=done_by,
        celebration=template.celebration,
        resources=template.resources,
        needs=template.needs,
        handed_on_at=handed_on_at,
    )
