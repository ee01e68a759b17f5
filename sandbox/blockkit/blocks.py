"""The everyday blocks, and which block is known on which surface."""

from collections.abc import Mapping
from typing import Literal

from sandbox.blockkit.cards import alert, card, carousel, container, plan, task_card
from sandbox.blockkit.checks import (
    Check,
    any_of,
    array,
    boolean,
    constant,
    one_of,
    string,
    typed,
)
from sandbox.blockkit.data_blocks import data_table, data_visualization, table
from sandbox.blockkit.elements import (
    in_actions,
    in_context,
    in_context_actions,
    in_input,
    in_section,
)
from sandbox.blockkit.objects import WEB_URL, plain, slack_file, text, url
from sandbox.blockkit.rich_text import rich_text

Surface = Literal["message", "modal", "home"]

_named: Mapping[str, Check] = {"block_id": string(255)}

section = typed(
    "section",
    {},
    {
        **_named,
        "text": text(),
        "fields": array(text(2000), 10, 1),
        "accessory": in_section,
        "expand": boolean,
    },
    any_of("text", "fields"),
)

divider = typed("divider", {}, _named)

header = typed("header", {"text": plain(150)}, _named)

image = typed(
    "image",
    {"alt_text": string(2000)},
    {**_named, "image_url": url(WEB_URL), "slack_file": slack_file, "title": plain(2000)},
    one_of("image_url", "slack_file"),
)

context = typed("context", {"elements": array(in_context, 10, 1)}, _named)

actions = typed("actions", {"elements": array(in_actions, 25, 1)}, _named)

context_actions = typed("context_actions", {"elements": array(in_context_actions, 5, 1)}, _named)

input_block = typed(
    "input",
    {"label": plain(2000), "element": in_input},
    {**_named, "hint": plain(2000), "optional": boolean, "dispatch_action": boolean},
)

markdown = typed("markdown", {"text": string(12_000)}, _named)

video = typed(
    "video",
    {
        "alt_text": string(200),
        "title": plain(200),
        "thumbnail_url": url(WEB_URL),
        "video_url": url(WEB_URL),
    },
    {
        **_named,
        "title_url": url(r"https://\S+\Z"),
        "author_name": string(50),
        "description": plain(200),
        "provider_icon_url": url(WEB_URL),
        "provider_name": string(50),
    },
)

file = typed("file", {"external_id": string(), "source": constant("remote")}, _named)

_everywhere: Mapping[str, Check] = {
    "section": section,
    "divider": divider,
    "header": header,
    "image": image,
    "context": context,
    "actions": actions,
    "input": input_block,
    "rich_text": rich_text,
    "video": video,
    "card": card,
    "carousel": carousel,
}

_in_messages: Mapping[str, Check] = {
    **_everywhere,
    "context_actions": context_actions,
    "data_table": data_table,
    "data_visualization": data_visualization,
    "file": file,
    "markdown": markdown,
    "plan": plan,
    "table": table,
    "task_card": task_card,
}

IN_CONTAINERS = (
    "actions",
    "context",
    "divider",
    "file",
    "header",
    "image",
    "input",
    "rich_text",
    "section",
    "table",
    "video",
)


def _with_container(known: Mapping[str, Check]) -> Mapping[str, Check]:
    """The blocks of a surface, and a container of those that may stand in one."""
    return {**known, "container": container({k: known[k] for k in IN_CONTAINERS if k in known})}


ON: Mapping[Surface, Mapping[str, Check]] = {
    "message": _with_container(_in_messages),
    "modal": _with_container({**_everywhere, "alert": alert}),
    "home": _with_container(_everywhere),
}
