"""The checklist: one message per account that both companies read and tick.

It fits Slack's limits for any plan of up to 100 milestones: at most a page of one stage is
unfolded, every text of people's is cut, and what remains of the room is shared by the milestones.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from blocks import actions, kit
from blocks.kit import Block, Element, Message
from blocks.milestone import BLOCKER_ROOM, Setting, blocker, milestone
from blocks.progress import bar, figures
from blocks.values import AgreePlan, OneAccount, OpenChange, OpenStuck, PageTurn
from onboarding.views import ChecklistView, Page, StageLine
from playbooks.mrkdwn import escape, person, quoted
from playbooks.phrases import day, plural, span

_HEADER = 150
_GOAL = 900  # characters of the customer's own words, escaped
_STAGE_TITLE = 120
_STAGE_GOAL = 400
_ROOM = 9_000  # characters that the milestones of a page and their blockers share
_ITEM_ROOM = 2_000  # and one milestone at most
_BLOCKERS = 8  # shown with a button on one page; more are counted
_TEXT = 12_000  # of the fallback


def checklist(view: ChecklistView) -> Message:
    """The message, and as its text the same facts for notifications and screen readers."""
    blocks = [
        kit.header(kit.clip(f"{' '.join(view.customer.split())}: our plan", _HEADER)),
        kit.section(_goal(view)),
        kit.section(_progress(view)),
        kit.divider(),
        *_stages(view),
        kit.divider(),
        *_buttons(view),
    ]
    return kit.message(blocks, _text(blocks))


def _goal(view: ChecklistView) -> str:
    return f"*What {_name(view)} wants to reach*\n{kit.clip(quoted(view.outcome), _GOAL)}"


def _progress(view: ChecklistView) -> str:
    lines = [f"{bar(view.done, view.total)}  *{figures(view.done, view.total)}*"]
    if view.first_value_done:
        lines.append("🏆 First value reached")
    else:
        lines.append(f"🏆 First value planned for *{day(view.first_value_on, view.today)}*")
    if view.agreed_on is not None or not view.closed:
        lines.append(_agreement(view))
    if view.finished:
        lines.append("🎉 *Everything in this plan is done. Thank you, all of you!*")
    elif view.closed:
        lines.append("🏁 This plan is closed; it stays here to be read")
    return "\n".join(lines)


def _agreement(view: ChecklistView) -> str:
    if view.agreed_on is None:
        return f"🤝 Not agreed yet: {_name(view)}, have a look, and agree below if it suits you"
    by = f" by {person(view.agreed_by)}" if view.agreed_by else ""
    return f"🤝 Agreed {day(view.agreed_on, view.today)}{by}"


def _stages(view: ChecklistView) -> Iterator[Block]:
    """Each stage a line, in order; the one on the page is unfolded in its place."""
    place = next(n for n, stage in enumerate(view.stages) if stage.key == view.page.stage.key)
    yield from _folded(view.stages[:place], view.today)
    yield kit.section(_page_title(view.page, view.today))
    yield from _items(view)
    yield from _folded(view.stages[place + 1 :], view.today)


def _folded(stages: Sequence[StageLine], today: date) -> Iterator[Block]:
    if stages:
        yield kit.section("\n".join(_stage(stage, today) for stage in stages))


def _stage(stage: StageLine, today: date) -> str:
    title = f"*{kit.clip(escape(stage.title), _STAGE_TITLE)}*"
    match stage.state:
        case "done":
            on = f", done {day(stage.completed_on, today)}" if stage.completed_on else ""
            return f"✓ {title} · {stage.done} of {stage.total}{on}"
        case "current":
            until = "until" if stage.ends_on >= today else "planned until"
            return (
                f"▸ {title} · {stage.done} of {stage.total} · now, {until} "
                f"{day(stage.ends_on, today)}"
            )
        case _:
            total = plural(stage.total, "milestone")
            steps = f"{stage.done} of {stage.total}" if stage.done else total
            return f"○ {title} · {steps} · {span(stage.starts_on, stage.ends_on, today)}"


def _page_title(page: Page, today: date) -> str:
    part = f" · page {page.number} of {page.of}" if page.of > 1 else ""
    goal = kit.clip(escape(page.goal), _STAGE_GOAL)
    closed = page.stage.state == "coming" and not any(item.can_tick for item in page.items)
    opens = "\n⏳ Opens once what comes before it is done" if closed else ""
    return f"{_stage(page.stage, today)}{part}\n_{goal}_{opens}"


def _items(view: ChecklistView) -> Iterator[Block]:
    """What one milestone leaves of its share of the room goes to those after it."""
    setting = Setting(view.account, view.customer, view.host, view.today, view.measured)
    items = view.page.items
    blockers = _BLOCKERS
    room = _ROOM - BLOCKER_ROOM * min(_BLOCKERS, sum(len(item.blockers) for item in items))
    for place, item in enumerate(items):
        block = milestone(item, setting, min(_ITEM_ROOM, room // (len(items) - place)))
        room -= len(block["text"]["text"])
        yield block
        shown = item.blockers[:blockers]
        blockers -= len(shown)
        yield from (blocker(line, item, setting) for line in shown)
        if len(item.blockers) > len(shown):
            hidden = len(item.blockers) - len(shown)
            yield kit.context(f"🧱 and {plural(hidden, 'more blocker')}")


def _buttons(view: ChecklistView) -> Iterator[Block]:
    turning = [
        _turn(view, "before", "‹ Back", view.page.before),
        _turn(view, "after", "Next ›", view.page.after),
    ]
    pages = [button for button in turning if button is not None]
    if pages:
        yield kit.actions(pages, block_id="pages")
    doing = [] if view.closed else list(_doing(view))
    if doing:
        yield kit.actions(doing, block_id="plan")


def _doing(view: ChecklistView) -> Iterator[Element]:
    if not view.finished:
        yield kit.button(
            "We're stuck",
            actions.STUCK,
            value=OpenStuck(account=view.account).dump(),
            accessibility_label="We're stuck: say what holds us up",
        )
    if view.agreed_on is None:
        yield kit.button(
            "Agree to this plan",
            actions.AGREE,
            value=AgreePlan(account=view.account).dump(),
            style="primary",
            accessibility_label="Agree to this plan: for the customer",
        )
    if view.has_material:
        yield kit.button(
            "What helps",
            actions.MATERIAL,
            value=OneAccount(account=view.account).dump(),
            accessibility_label="What helps: guides and sessions chosen for you",
        )
    if not view.finished:
        yield kit.button(
            "Change dates or owners",
            actions.CHANGE,
            value=OpenChange(account=view.account).dump(),
            accessibility_label="Change dates or owners: for the onboarding team",
        )


def _turn(view: ChecklistView, which: str, text: str, page: str | None) -> Element | None:
    if page is None:
        return None
    return kit.button(
        text,
        actions.suffixed(actions.PAGE, which),
        value=PageTurn(account=view.account, page=page).dump(),
        accessibility_label=f"Show the milestones {which} these",
    )


def _name(view: ChecklistView) -> str:
    return kit.clip(escape(view.customer), 200)


def _text(blocks: Sequence[Block]) -> str:
    """What the blocks say, without the buttons."""
    return kit.clip("\n".join(line for block in blocks for line in _said(block)), _TEXT)


def _said(block: Block) -> Iterator[str]:
    match block["type"]:
        case "header":
            yield escape(block["text"]["text"])  # plain there, mrkdwn here
        case "section":
            yield block["text"]["text"]
        case "context":
            yield from (element["text"] for element in block["elements"])
