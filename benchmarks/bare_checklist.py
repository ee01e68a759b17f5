"""The floor of rendering: the checklist's shape in dict literals and f-strings.

Nothing is measured, cut or refused: a long title, an unescaped `<` too many or a 51st block would
go to Slack as they are, and be refused there.
"""

import json
from typing import Any

from blocks import actions
from onboarding.people import Side
from onboarding.views import ChecklistItem, ChecklistView, StageLine
from playbooks.mrkdwn import escape, person, quoted
from playbooks.phrases import day, span

Json = dict[str, Any]


def bare_checklist(view: ChecklistView) -> Json:
    """The message that `blocks.checklist` makes of a view without blockers, as far as its shape."""
    customer, shown = escape(view.customer), view.page.stage
    place = next(n for n, stage in enumerate(view.stages) if stage.key == shown.key)
    done = "▓" * (10 * view.done // view.total)
    blocks: list[Json] = [
        {"type": "header", "text": plain(f"{view.customer}: our plan")},
        section(f"*What {customer} wants to reach*\n{quoted(view.outcome)}"),
        section(
            f"{done}{'░' * (10 - len(done))}  *{view.done} of {view.total}*\n"
            f"🏆 First value planned for *{day(view.first_value_on, view.today)}*\n"
            f"🤝 Not agreed yet: {customer}, have a look, and agree below if it suits you"
        ),
        {"type": "divider"},
        section("\n".join(stage_line(view, stage) for stage in view.stages[:place])),
        section(f"{stage_line(view, shown)}\n_{escape(view.page.goal)}_"),
        *(milestone(view, item) for item in view.page.items),
        section("\n".join(stage_line(view, stage) for stage in view.stages[place + 1 :])),
        {"type": "divider"},
        {
            "type": "actions",
            "block_id": "pages",
            "elements": [
                turn(view, "before", "‹ Back", view.page.before),
                turn(view, "after", "Next ›", view.page.after),
            ],
        },
        {
            "type": "actions",
            "block_id": "plan",
            "elements": [
                button("We're stuck", actions.STUCK, {"account": view.account}),
                button("Agree to this plan", actions.AGREE, {"account": view.account})
                | {"style": "primary"},
                button("Change dates or owners", actions.CHANGE, {"account": view.account}),
            ],
        },
    ]
    said = [block["text"]["text"] for block in blocks if "text" in block]
    return {"blocks": blocks, "text": "\n".join(said)}


def milestone(view: ChecklistView, item: ChecklistItem) -> Json:
    side = escape(view.customer) if item.side is Side.CUSTOMER else escape(view.host)
    due = day(item.due_on, view.today)
    lines = [
        f"{'✅' if item.done_on else '⬜'} *{escape(item.title)}*",
        f"*{side}:* {person(item.assignee or '')} ({escape(item.role)}) · due *{due}*",
        f"_{escape(item.why)}_",
        *(f"📎 <{r.url}|{escape(r.title)}> ({escape(r.format)})" for r in item.resources),
    ]
    value = {"account": view.account, "milestone": item.key, "done": True}
    block = section("\n".join(lines))
    block["accessory"] = button("Mark done", f"{actions.TICK}:{item.key}", value, item.title)
    return block


def stage_line(view: ChecklistView, stage: StageLine) -> str:
    dates = span(stage.starts_on, stage.ends_on, view.today)
    return f"○ *{escape(stage.title)}* · {stage.done} of {stage.total} · {dates}"


def section(text: str) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text, "emoji": True}


def turn(view: ChecklistView, which: str, text: str, page: str | None) -> Json:
    value = {"account": view.account, "page": page}
    return button(text, f"{actions.PAGE}:{which}", value)


def button(text: str, action_id: str, value: Json, about: str = "this plan") -> Json:
    return {
        "type": "button",
        "text": plain(text),
        "action_id": action_id,
        "value": json.dumps(value),
        "accessibility_label": f"{text}: {about}",
    }
