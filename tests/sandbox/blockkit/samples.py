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


EVERY_BLOCK: dict[str, Json] = {
    "section": section(),
    "divider": {"type": "divider"},
    "header": {"type": "header", "text": plain()},
    "image": image(),
    "context": {"type": "context", "elements": [mrkdwn(), plain(), image()]},
    "actions": actions(button()),
    "input": input_block(),
    "rich_text": rich_text(),
    "video": video(),
    "card": card(),
    "carousel": {"type": "carousel", "elements": [card()]},
    "container": container(),
    "alert": alert(),
    "context_actions": feedback(),
    "data_table": data_table(),
    "data_visualization": lines(),
    "file": {"type": "file", "external_id": "f", "source": "remote"},
    "markdown": {"type": "markdown", "text": "x"},
    "plan": {"type": "plan", "title": "x", "tasks": [task_card(details=rich_text())]},
    "table": table(),
    "task_card": task_card(),
}

EVERY_ELEMENT: dict[str, Json] = {
    "button": button(style="danger", value="v", url="https://trellis.example"),
    "workflow_button": {
        "type": "workflow_button",
        "text": plain(),
        "workflow": {"trigger": {"url": "https://slack.example/w"}},
    },
    "overflow": menu("overflow", 2),
    "static_select": select(initial_option=option(0), placeholder=plain()),
    "external_select": {"type": "external_select", "min_query_length": 0},
    "users_select": {"type": "users_select", "initial_user": "U1"},
    "conversations_select": {
        "type": "conversations_select",
        "filter": {"include": ["public"], "exclude_bot_users": True},
    },
    "channels_select": {"type": "channels_select", "initial_channel": "C1"},
    "multi_static_select": menu("multi_static_select", 2) | {"max_selected_items": 1},
    "multi_external_select": {"type": "multi_external_select"},
    "multi_users_select": {"type": "multi_users_select", "initial_users": ["U1"]},
    "multi_conversations_select": {"type": "multi_conversations_select"},
    "multi_channels_select": {"type": "multi_channels_select"},
    "checkboxes": menu("checkboxes", 2) | {"initial_options": [option(1)]},
    "radio_buttons": menu("radio_buttons", 2) | {"initial_option": option(1)},
    "datepicker": {"type": "datepicker", "initial_date": "2026-02-28"},
    "timepicker": {"type": "timepicker", "initial_time": "23:59", "timezone": "Europe/Berlin"},
    "datetimepicker": {"type": "datetimepicker", "initial_date_time": 1_700_000_000},
    "image": image(),
    "plain_text_input": text_input(multiline=True, initial_value="", min_length=0),
    "email_text_input": {"type": "email_text_input", "initial_value": "maya@hazelfinch.example"},
    "url_text_input": {"type": "url_text_input"},
    "number_input": {"type": "number_input", "is_decimal_allowed": True, "min_value": "0"},
    "rich_text_input": {"type": "rich_text_input", "initial_value": rich_text()},
    "file_input": {"type": "file_input", "filetypes": ["pdf"], "max_files": 2},
}
