"""One milestone in the checklist: its lines, its button, and what holds it up."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from blocks import actions, kit
from blocks.kit import Block, Element, limits
from blocks.values import MilestoneTick, ResolveBlocker
from onboarding.people import Side
from onboarding.views import BlockerLine, ChecklistItem, ResourceLine
from playbooks.mrkdwn import escape, person
from playbooks.phrases import day, titles

BLOCKER_ROOM = 350  # characters of one blocker at most, as Slack counts them: after escaping
_TITLE = 200
_NAME = 60
_WHY = 300
_WAITS = 400
_WHAT = 200
_LABEL = 75  # of a button, for screen readers


@dataclass(frozen=True, slots=True)
class Setting:
    """What a milestone's lines need to know of the checklist around them."""

    account: str
    customer: str
    host: str
    today: date
    measured: str | None = None  # how far first value's criterion has come


def milestone(item: ChecklistItem, setting: Setting, room: int) -> Block:
    """A section of at most `room` characters; what does not fit is left out from the end."""
    return kit.section(_fitting(item, setting, room), accessory=_button(item, setting))


def blocker(line: BlockerLine, item: ChecklistItem, setting: Setting) -> Block:
    """What holds the milestone up, with the button that says it no longer does."""
    what = f"🧱 *Stuck:* {kit.clip(escape(line.what), _WHAT)}"
    details = blocker_details(line, setting.today)
    return kit.section(
        kit.clip(f"{what}\n{details}", BLOCKER_ROOM),
        accessory=kit.button(
            "Sorted",
            actions.suffixed(actions.RESOLVE, line.id),
            value=ResolveBlocker(account=setting.account, blocker=line.id).dump(),
            accessibility_label=_label("Sorted", item.title),
        ),
    )


def _fitting(item: ChecklistItem, setting: Setting, room: int) -> str:
    text = _title(item)
    for line in _details(item, setting):
        if len(text) + 1 + len(line) <= room:
            text = f"{text}\n{line}"
    return text


def _title(item: ChecklistItem) -> str:
    mark = "✅" if item.done_on else "⏭️" if item.later else "⬜"
    star = "   🏆 _first value_" if item.first_value else ""
    optional = "" if item.required else "   _optional_"
    return f"{mark} *{kit.clip(escape(item.title), _TITLE)}*{star}{optional}"


def _details(item: ChecklistItem, setting: Setting) -> Iterator[str]:
    """The lines below the title, the most important first."""
    yield f"{owner(item, setting.customer, setting.host)} · {dates(item, setting.today)}"
    if item.done_on:
        return
    if item.waits_for and not item.later:
        yield kit.clip(f"⏳ Waits for {titles(item.waits_for)}", _WAITS)
    yield f"_{kit.clip(escape(item.why), _WHY)}_"
    for resource in item.resources:
        yield f"📎 {_resource(resource)}"


def owner(item: ChecklistItem, customer: str, host: str) -> str:
    """Whose it is: the company, the person where there is one, the role."""
    side = kit.clip(escape(customer if item.side is Side.CUSTOMER else host), _NAME)
    if item.assignee is None:
        return f"*{side}* ({escape(item.role)})"
    return f"*{side}:* {person(item.assignee)} ({escape(item.role)})"


def dates(item: ChecklistItem, today: date) -> str:
    """When it was done, or is due; a date that moved stands beside the first one."""
    if item.done_on is not None:
        by = f" by {person(item.done_by)}" if item.done_by else ""
        return f"done {day(item.done_on, today)}{by}"
    if item.later:
        return "comes after the onboarding"
    moved = item.due_on != item.baseline_on
    first_planned = f" (first planned for {day(item.baseline_on, today)})" if moved else ""
    if item.late:
        return f"🕰️ was due {day(item.due_on, today)}{first_planned}: let's do it or find a new date"
    return f"due *{day(item.due_on, today)}*{first_planned}"


def _resource(resource: ResourceLine) -> str:
    whom = f", {escape(resource.audience)}" if resource.audience else ""
    return f"{kit.link(resource.url, resource.title)} ({escape(resource.format)}{whom})"


def blocker_details(line: BlockerLine, today: date) -> str:
    """The kind of a blocker, who said so and when, and who could help."""
    said = f"{escape(line.kind)} · {person(line.raised_by)}, {day(line.raised_on, today)}"
    if line.helper is None:
        return said
    return f"{said} · could help: {kit.clip(person(line.helper), _NAME)}"


def _button(item: ChecklistItem, setting: Setting) -> Element | None:
    if item.can_tick:
        return _tick(item, setting.account, "Mark done", done=True, sure=_sure(item, setting))
    if item.can_undo:
        return _tick(item, setting.account, "Undo", done=False)
    return None


def _sure(item: ChecklistItem, setting: Setting) -> Element | None:
    """First value is asked for with the last value that is known: it is their word (M1)."""
    if not item.first_value or setting.measured is None:
        return None
    return kit.confirm(
        "Is this the result you wanted?",
        kit.clip(setting.measured, limits.CONFIRM_TEXT),
        "Yes, it is reached",
        "Not yet",
    )


def _tick(
    item: ChecklistItem, account: str, text: str, *, done: bool, sure: Element | None = None
) -> Element:
    return kit.button(
        text,
        actions.suffixed(actions.TICK, item.key),
        value=MilestoneTick(account=account, milestone=item.key, done=done).dump(),
        accessibility_label=_label(text, item.title),
        confirm=sure,
    )


def _label(text: str, title: str) -> str:
    return kit.clip(f"{text}: {title}", _LABEL)
