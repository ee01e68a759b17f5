"""From a playbook and a signature to a dated plan (A4, R2)."""

from collections.abc import Mapping
from datetime import date

from onboarding.people import Role, Side
from onboarding.plan import Milestone, Plan, Stage
from onboarding.playbook import MilestoneTemplate, Playbook, StageTemplate
from onboarding.workdays import WorkCalendar


def draw_up(
    playbook: Playbook,
    signed_on: date,
    calendar: WorkCalendar,
    assignees: Mapping[str, str],
) -> Plan:
    """The plan of a new account: no milestone lacks an owner, a date or a goal (A4).

    `signed_on` is a local date; every milestone falls on its target working day after it.
    `assignees` maps the value of a role to a Slack user id. A role of ours that nobody holds falls
    to the owner; a customer's role that nobody holds yet stays with the role. Raises ValueError
    where `assignees` has no owner.
    """
    if Role.OWNER.value not in assignees:
        raise ValueError("A plan needs an owner on our side.")
    return Plan(
        stages=tuple(_stage(stage, signed_on, calendar, assignees) for stage in playbook.stages),
        agreed_at=None,
    )


def _stage(
    template: StageTemplate, signed_on: date, calendar: WorkCalendar, assignees: Mapping[str, str]
) -> Stage:
    def milestone(of: MilestoneTemplate) -> Milestone:
        planned_on = calendar.add(signed_on, of.target_day)
        nobody = assignees[Role.OWNER.value] if of.side is Side.TEAM else None
        return Milestone(
            key=of.key,
            title=of.title,
            why=of.why,
            stage=template.key,
            side=of.side,
            role=of.role.value,
            assignee=assignees.get(of.role.value, nobody),
            baseline_on=planned_on,
            due_on=planned_on,
            depends_on=of.depends_on,
            required=of.required,
            first_value=of.first_value,
            done_at=None,
            done_by=None,
            celebration=of.celebration,
            resources=of.resources,
            needs=of.needs,
        )

    return Stage(
        key=template.key,
        title=template.title,
        goal=template.goal,
        entry=template.entry,
        exit=template.exit,
        milestones=tuple(milestone(of) for of in template.milestones),
    )
