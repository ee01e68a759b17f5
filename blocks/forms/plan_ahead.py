"""The plan of a customer, and what will be sent in the next two weeks: for our people only (C9)."""

from collections.abc import Iterator, Sequence
from datetime import date

from blocks import actions, kit
from blocks.kit import Block, View
from blocks.progress import bar, figures
from blocks.values import TouchChoice
from onboarding.messages.alerts import Escalated
from onboarding.messages.sides import CustomerMessage
from onboarding.plan_ahead import ComingTouch, PlanAhead
from onboarding.review.forecast import DAYS
from onboarding.review.touch import Door
from onboarding.views import ChecklistView, StageLine
from playbooks.mrkdwn import escape, person
from playbooks.phrases import day, span
from playbooks.words import Words

CALLBACK = "plan_ahead"
SHOWN = 30
"""Touches with buttons: the rest is counted."""
_WORDS = 600
_NAME = 150
_GAPS = 5
_CARD = "A card: what stalled, since when and why, what was tried, who owns it."
_PLACES = {
    Door.CHANNEL: "in their channel",
    Door.THREAD: "below the plan in their channel",
    Door.TEAM_CHANNEL: "in our team channel",
}


def render(ahead: PlanAhead, words: Words, *, note: str | None = None) -> View:
    """The view; `note` says what a click did not do."""
    plan, items = ahead.plan, ahead.coming
    blocks = [
        *([kit.context(f"⚠️ {note}")] if note else []),
        kit.section(_plan(plan)),
        *([kit.section(_gaps(ahead.gaps))] if ahead.gaps else []),
        kit.divider(),
        kit.section(_heading(len(items), ahead.is_reviewed)),
    ]
    for place, item in enumerate(items[:SHOWN]):
        blocks += _item(plan, place, item, words)
    if len(items) > SHOWN:
        blocks.append(kit.context(f"and {len(items) - SHOWN} more"))
    return kit.modal(CALLBACK, "The plan ahead", blocks, close="Close")


def said(item: ComingTouch, words: Words) -> str:
    """The words of a touch: the playbook's own, where it has some."""
    if isinstance(item.message, CustomerMessage):
        return words.for_customer(item.message, item.template)
    if isinstance(item.message, Escalated):
        return _CARD
    return words.for_team(item.message)


def _plan(plan: ChecklistView) -> str:
    name = kit.clip(escape(plan.customer), _NAME)
    first_value = day(plan.first_value_on, plan.today)
    reached = "reached" if plan.first_value_done else f"planned for {first_value}"
    done = f"{bar(plan.done, plan.total)}  *{figures(plan.done, plan.total)}*"
    return "\n".join(
        [
            f"*{name}*",
            f"{done} · first value {reached}",
            *_stages(plan.stages, plan.today),
        ]
    )


def _stages(stages: Sequence[StageLine], today: date) -> Iterator[str]:
    signs = {"done": "✅", "current": "▶️"}
    for stage in stages:
        when = span(stage.starts_on, stage.ends_on, today)
        sign = signs.get(stage.state, "▫️")
        title = kit.clip(escape(stage.title), _NAME)
        yield f"{sign} {title} · {when} · {stage.done} of {stage.total}"


def _gaps(gaps: Sequence[str]) -> str:
    """What nobody has found out yet: the plan may hang on it."""
    shown = [f"• {kit.clip(escape(gap), _NAME)}" for gap in gaps[:_GAPS]]
    if len(gaps) > _GAPS:
        shown.append(f"• and {len(gaps) - _GAPS} more: `/onboard kickoff` has them all")
    return "\n".join(["*To be found out*", *shown])


def _heading(count: int, is_reviewed: bool) -> str:
    if not is_reviewed:
        return "*Nothing is sent yet:* the channel is not ready, or the onboarding is closed."
    if not count:
        return f"*The next {DAYS} days:* nothing is to be sent."
    return (
        f"*The next {DAYS} days*, if nobody does anything until then. Times are local to whoever "
        "gets it."
    )


def _item(plan: ChecklistView, place: int, item: ComingTouch, words: Words) -> list[Block]:
    value = TouchChoice(account=plan.account, touch=item.key).dump()
    where = _PLACES.get(item.door) or f"to {person(item.to or '')}"
    when = f"{day(item.local.date(), plan.today)}, {item.local:%H:%M}"
    head = f"*{when}* · {where}"
    text = kit.clip(said(item, words), _WORDS)
    buttons = [kit.button("Skip", actions.suffixed(actions.SKIP, str(place)), value=value)]
    if item.can_go_now:
        now = actions.suffixed(actions.SEND_NOW, str(place))
        buttons.insert(0, kit.button("Send now", now, value=value))
    return [kit.section(f"{head}\n{text}"), kit.actions(buttons)]
