"""The smallest blocks Slack takes, each with whatever a test puts in their place."""

from typing import Any

Json = dict[str, Any]


def plain(text: str = "x") -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "x") -> Json:
    return {"type": "mrkdwn", "text": text}


def section(**parts: Any) -> Json:
    return {"type": "section", "text": mrkdwn(), **parts}


def button(**parts: Any) -> Json:
    return {"type": "button", "text": plain(), "action_id": "a", **parts}


def option(number: int = 0, **parts: Any) -> Json:
    return {"text": plain(), "value": str(number), **parts}


def options(count: int) -> list[Json]:
    return [option(number) for number in range(count)]


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def select(**parts: Any) -> Json:
    return {"type": "static_select", "action_id": "a", "options": options(1), **parts}


def menu(kind: str, count: int) -> Json:
    """Checkboxes, radio buttons or an overflow menu of so many options."""
    return {"type": kind, "action_id": "a", "options": options(count)}


def text_input(**parts: Any) -> Json:
    return {"type": "plain_text_input", "action_id": "a", **parts}


def input_block(element: Json | None = None, **parts: Any) -> Json:
    return {"type": "input", "label": plain(), "element": element or text_input(), **parts}


def image(**parts: Any) -> Json:
    return {"type": "image", "image_url": "https://trellis.example/i.png", "alt_text": "x", **parts}


def rich_text(text: str = "x") -> Json:
    part = {"type": "text", "text": text}
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [part]}]}


def cell(text: str = "x") -> Json:
    return {"type": "raw_text", "text": text}


def table(rows: int = 1, columns: int = 1) -> Json:
    return {"type": "table", "rows": [[cell()] * columns for _ in range(rows)]}


def data_table(rows: int = 2, columns: int = 1, text: str = "x", **parts: Any) -> Json:
    cells = [
        [cell(text if row == 0 and column == 0 else "x") for column in range(columns)]
        for row in range(rows)
    ]
    return {"type": "data_table", "caption": "x", "rows": cells, **parts}


def pie(segments: int = 1, label: str = "x", value: float = 1) -> Json:
    parts = [{"label": label, "value": value}] * segments
    return chart({"type": "pie", "segments": parts})


def lines(
    *,
    series: int = 1,
    points: int = 1,
    name: str = "",
    label: str = "x",
    **axis: Any,
) -> Json:
    data = [{"label": label, "value": 1}] * points
    return chart(
        {
            "type": "line",
            "series": [{"name": name or str(number), "data": data} for number in range(series)],
            "axis_config": {"categories": [label] * points, **axis},
        }
    )


def chart(content: Json, title: str = "x") -> Json:
    return {"type": "data_visualization", "title": title, "chart": content}


def card(**parts: Any) -> Json:
    return {"type": "card", "title": plain(), **parts}


def container(children: int = 1, **parts: Any) -> Json:
    blocks = [section()] * children
    return {"type": "container", "title": plain(), "child_blocks": blocks, **parts}


def video(**parts: Any) -> Json:
    return {
        "type": "video",
        "alt_text": "x",
        "title": plain(),
        "video_url": "https://trellis.example/v",
        "thumbnail_url": "https://trellis.example/t.png",
        **parts,
    }


def feedback(**parts: Any) -> Json:
    thumb = {"text": plain(), "value": "x"}
    buttons = {"type": "feedback_buttons", "positive_button": thumb | parts}
    return {
        "type": "context_actions",
        "elements": [buttons | {"action_id": "a", "negative_button": thumb}],
    }


def icon_button(number: int = 0, **parts: Any) -> Json:
    return {
        "type": "icon_button",
        "icon": "trash",
        "text": plain(),
        "action_id": str(number),
    } | parts


def task_card(**parts: Any) -> Json:
    return {"type": "task_card", "task_id": "t", "title": "x", "status": "pending", **parts}


def alert(text: str = "x") -> Json:
    return {"type": "alert", "text": plain(text)}


def modal(*blocks: Json, **parts: Any) -> Json:
    shown = list(blocks) or [section()]
    return {"type": "modal", "title": plain(), "submit": plain(), "blocks": shown, **parts}


def home(*blocks: Json, **parts: Any) -> Json:
    return {"type": "home", "blocks": list(blocks) or [section()], **parts}
