"""What helps with the plan, as one person sees it (C6, C7)."""

from collections.abc import Iterator

from blocks import kit
from blocks.kit import Block
from blocks.kit.limits import TEXT
from onboarding.material import MaterialView, StepMaterial
from onboarding.playbook import Audience, Resource
from playbooks.mrkdwn import escape
from playbooks.phrases import day, plural

CALLBACK = "material"
NOTHING = "No guide or session belongs to this plan. Ask in the channel: somebody will show you."
_MOST = 20
"""Milestones: what does not fit is counted."""
_LINKS = 5  # of each part of a milestone
_TITLE = 150
_FOR = {
    Audience.ADMINISTRATOR: "Chosen for those who set it up.",
    Audience.END_USER: "Chosen for those who work with it every day.",
    Audience.EXECUTIVE: "Chosen for those who decide: the short of it.",
}


def render(view: MaterialView) -> kit.View:
    """The view: a form without anything to fill in."""
    blocks = [kit.section(NOTHING)] if not view.steps else list(_blocks(view))
    return kit.modal(CALLBACK, "What helps", blocks, close="Close")


def _blocks(view: MaterialView) -> Iterator[Block]:
    if view.audience is not None:
        yield kit.context([_FOR[view.audience]])
    for step in view.steps[:_MOST]:
        yield kit.section(kit.clip("\n".join(_lines(step, view)), TEXT))
    if len(view.steps) > _MOST:
        yield kit.context([f"and {plural(len(view.steps) - _MOST, 'more step')}"])


def _lines(step: StepMaterial, view: MaterialView) -> Iterator[str]:
    title = kit.clip(escape(step.title), _TITLE)
    yield f"✅ *{title}*" if step.is_done else f"*{title}*, by {day(step.due_on, view.today)}"
    for resource in step.yours[:_LINKS]:
        yield f"📎 {line(resource, named=view.audience is None)}"
    if step.others:
        yield "_For your colleagues_"
    for resource in step.others[:_LINKS]:
        yield f"📎 {line(resource, named=True)}"


def line(resource: Resource, *, named: bool) -> str:
    """A link with its format; `named`: and for whom it is."""
    whom = f", {resource.audience.label}" if named and resource.audience.label else ""
    return f"{kit.link(resource.url, resource.title)} ({resource.format.label}{whom})"
