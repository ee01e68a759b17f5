"""The figures of composition objects and of elements."""

from collections.abc import Callable
from typing import Any

from tests.sandbox.blockkit import samples as s
from tests.sandbox.blockkit.samples import Json
from tests.sandbox.blockkit.sizing import Figure, Sized, lettered, opened, posted, url_of


def on_button(part: str, convert: Callable[[str], Any] = str) -> Sized:
    return lettered(lambda text: s.actions(s.button(**{part: convert(text)})))


def confirming(part: str) -> Sized:
    dialog = {"title": s.plain(), "text": s.plain(), "confirm": s.plain(), "deny": s.plain()}
    return lettered(lambda text: s.actions(s.button(confirm=dialog | {part: s.plain(text)})))


def selecting(**parts: Any) -> Json:
    return s.actions(s.select(**parts))


def grouped(count: int, label: str = "x", options: int = 1) -> Json:
    group = {"label": s.plain(label), "options": s.options(options)}
    select = s.select(option_groups=[group] * count)
    del select["options"]
    return s.actions(select)


def task_with_source(size: int) -> Json:
    return s.task_card(sources=[{"type": "url", "url": url_of(size)[:size], "text": "x"}])


OF_ELEMENTS: dict[str, Figure] = {
    "text.min_length": (
        1,
        "/blocks/0/text/text",
        lettered(lambda text: s.section(text=s.mrkdwn(text))),
    ),
    "text.max_length": (
        3000,
        "/blocks/0/text/text",
        lettered(lambda text: s.section(text=s.plain(text))),
    ),
    "action_id.max_length": (255, "/blocks/0/elements/0/action_id", on_button("action_id")),
    "block_id.max_length": (
        255,
        "/blocks/0/block_id",
        lettered(lambda text: s.section(block_id=text)),
    ),
    "button.text.max_length": (75, "/blocks/0/elements/0/text/text", on_button("text", s.plain)),
    "button.url.max_length": (
        3000,
        "/blocks/0/elements/0/url",
        posted(lambda size: s.actions(s.button(url=url_of(size)))),
    ),
    "button.value.max_length": (2000, "/blocks/0/elements/0/value", on_button("value")),
    "button.accessibility_label.max_length": (
        75,
        "/blocks/0/elements/0/accessibility_label",
        on_button("accessibility_label"),
    ),
    "confirmation.title.max_length": (
        100,
        "/blocks/0/elements/0/confirm/title/text",
        confirming("title"),
    ),
    "confirmation.text.max_length": (
        300,
        "/blocks/0/elements/0/confirm/text/text",
        confirming("text"),
    ),
    "confirmation.confirm.max_length": (
        30,
        "/blocks/0/elements/0/confirm/confirm/text",
        confirming("confirm"),
    ),
    "confirmation.deny.max_length": (
        30,
        "/blocks/0/elements/0/confirm/deny/text",
        confirming("deny"),
    ),
    "option.text.max_length": (
        75,
        "/blocks/0/elements/0/options/0/text/text",
        lettered(lambda text: selecting(options=[s.option(text=s.plain(text))])),
    ),
    "option.value.max_length": (
        150,
        "/blocks/0/elements/0/options/0/value",
        lettered(lambda text: selecting(options=[s.option(value=text)])),
    ),
    "option.description.max_length": (
        75,
        "/blocks/0/elements/0/options/0/description/text",
        lettered(lambda text: selecting(options=[s.option(description=s.plain(text))])),
    ),
    "option.url.max_length": (
        3000,
        "/blocks/0/elements/0/options/0/url",
        posted(
            lambda size: s.actions(
                s.menu("overflow", 1) | {"options": [s.option(url=url_of(size))]}
            )
        ),
    ),
    "option_group.label.max_length": (
        75,
        "/blocks/0/elements/0/option_groups/0/label/text",
        lettered(lambda text: grouped(1, label=text)),
    ),
    "option_group.options.min_items": (
        1,
        "/blocks/0/elements/0/option_groups/0/options",
        posted(lambda size: grouped(1, options=size)),
    ),
    "option_group.options.max_items": (
        100,
        "/blocks/0/elements/0/option_groups/0/options",
        posted(lambda size: grouped(1, options=size)),
    ),
    "select.placeholder.max_length": (
        150,
        "/blocks/0/elements/0/placeholder/text",
        lettered(lambda text: selecting(placeholder=s.plain(text))),
    ),
    "select.options.max_items": (
        100,
        "/blocks/0/elements/0/options",
        posted(lambda size: selecting(options=s.options(size))),
    ),
    "select.option_groups.max_items": (100, "/blocks/0/elements/0/option_groups", posted(grouped)),
    "overflow.options.min_items": (
        1,
        "/blocks/0/elements/0/options",
        posted(lambda n: s.actions(s.menu("overflow", n))),
    ),
    "overflow.options.max_items": (
        5,
        "/blocks/0/elements/0/options",
        posted(lambda n: s.actions(s.menu("overflow", n))),
    ),
    "checkboxes.options.min_items": (
        1,
        "/blocks/0/elements/0/options",
        posted(lambda n: s.actions(s.menu("checkboxes", n))),
    ),
    "checkboxes.options.max_items": (
        10,
        "/blocks/0/elements/0/options",
        posted(lambda n: s.actions(s.menu("checkboxes", n))),
    ),
    "radio_buttons.options.min_items": (
        1,
        "/blocks/0/elements/0/options",
        posted(lambda n: s.actions(s.menu("radio_buttons", n))),
    ),
    "radio_buttons.options.max_items": (
        10,
        "/blocks/0/elements/0/options",
        posted(lambda n: s.actions(s.menu("radio_buttons", n))),
    ),
    "url_source.url.min_length": (
        1,
        "/blocks/0/sources/0/url",
        posted(lambda n: task_with_source(24 * n)),
    ),
    "url_source.url.max_length": (3000, "/blocks/0/sources/0/url", posted(task_with_source)),
    "file_input.max_files.min": (
        1,
        "/view/blocks/0/element/max_files",
        opened(lambda n: s.modal(s.input_block({"type": "file_input", "max_files": n}))),
    ),
    "file_input.max_files.max": (
        10,
        "/view/blocks/0/element/max_files",
        opened(lambda n: s.modal(s.input_block({"type": "file_input", "max_files": n}))),
    ),
    "plain_text_input.max_length.max": (
        3000,
        "/view/blocks/0/element/max_length",
        opened(lambda n: s.modal(s.input_block(s.text_input(max_length=n)))),
    ),
}
