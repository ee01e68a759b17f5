"""Every figure of Slack's limits: what reaches it is taken, what passes it is not."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sandbox.blockkit import validate_message, validate_view
from tests.sandbox.blockkit import samples as s
from tests.sandbox.blockkit.samples import Json

Sized = Callable[[int], list[str]]
"""What Slack holds against a payload in which the limited thing has this size."""


def posted(build: Callable[[int], Json]) -> Sized:
    return lambda size: validate_message([build(size)])


def lettered(build: Callable[[str], Json]) -> Sized:
    return lambda size: validate_message([build("x" * size)])


def opened(build: Callable[[int], Json]) -> Sized:
    return lambda size: validate_view(build(size))


def on_button(part: str, convert: Callable[[str], Any] = str) -> Sized:
    return lettered(lambda text: s.actions(s.button(**{part: convert(text)})))


def confirming(part: str) -> Sized:
    dialog = {"title": s.plain(), "text": s.plain(), "confirm": s.plain(), "deny": s.plain()}
    return lettered(lambda text: s.actions(s.button(confirm=dialog | {part: s.plain(text)})))


def url_of(size: int) -> str:
    return "https://trellis.example/".ljust(size, "x")


def selecting(**parts: Any) -> Json:
    return s.actions(s.select(**parts))


def grouped(count: int, label: str = "x", options: int = 1) -> Json:
    group = {"label": s.plain(label), "options": s.options(options)}
    select = s.select(option_groups=[group] * count)
    del select["options"]
    return s.actions(select)


def task_with_source(size: int) -> Json:
    return s.task_card(sources=[{"type": "url", "url": url_of(size)[:size], "text": "x"}])


def cards(count: int) -> Json:
    return {"type": "carousel", "elements": [s.card()] * count}


def icon_for(count: int) -> Json:
    users = [f"U{number}" for number in range(count)]
    return {"type": "context_actions", "elements": [s.icon_button(visible_to_user_ids=users)]}


FIGURES: dict[str, tuple[float, Sized]] = {
    "text.min_length": (1, lettered(lambda text: s.section(text=s.mrkdwn(text)))),
    "text.max_length": (3000, lettered(lambda text: s.section(text=s.plain(text)))),
    "action_id.max_length": (255, on_button("action_id")),
    "block_id.max_length": (255, lettered(lambda text: s.section(block_id=text))),
    "button.text.max_length": (75, on_button("text", s.plain)),
    "button.url.max_length": (
        3000,
        posted(lambda size: s.actions(s.button(url=url_of(size)))),
    ),
    "button.value.max_length": (2000, on_button("value")),
    "button.accessibility_label.max_length": (75, on_button("accessibility_label")),
    "confirmation.title.max_length": (100, confirming("title")),
    "confirmation.text.max_length": (300, confirming("text")),
    "confirmation.confirm.max_length": (30, confirming("confirm")),
    "confirmation.deny.max_length": (30, confirming("deny")),
    "option.text.max_length": (
        75,
        lettered(lambda text: selecting(options=[s.option(text=s.plain(text))])),
    ),
    "option.value.max_length": (
        150,
        lettered(lambda text: selecting(options=[s.option(value=text)])),
    ),
    "option.description.max_length": (
        75,
        lettered(lambda text: selecting(options=[s.option(description=s.plain(text))])),
    ),
    "option.url.max_length": (
        3000,
        posted(
            lambda size: s.actions(
                s.menu("overflow", 1) | {"options": [s.option(url=url_of(size))]}
            )
        ),
    ),
    "option_group.label.max_length": (75, lettered(lambda text: grouped(1, label=text))),
    "option_group.options.min_items": (1, posted(lambda size: grouped(1, options=size))),
    "option_group.options.max_items": (100, posted(lambda size: grouped(1, options=size))),
    "select.placeholder.max_length": (
        150,
        lettered(lambda text: selecting(placeholder=s.plain(text))),
    ),
    "select.options.max_items": (100, posted(lambda size: selecting(options=s.options(size)))),
    "select.option_groups.max_items": (100, posted(grouped)),
    "overflow.options.min_items": (1, posted(lambda n: s.actions(s.menu("overflow", n)))),
    "overflow.options.max_items": (5, posted(lambda n: s.actions(s.menu("overflow", n)))),
    "checkboxes.options.min_items": (1, posted(lambda n: s.actions(s.menu("checkboxes", n)))),
    "checkboxes.options.max_items": (10, posted(lambda n: s.actions(s.menu("checkboxes", n)))),
    "radio_buttons.options.min_items": (
        1,
        posted(lambda n: s.actions(s.menu("radio_buttons", n))),
    ),
    "radio_buttons.options.max_items": (
        10,
        posted(lambda n: s.actions(s.menu("radio_buttons", n))),
    ),
    "url_source.url.min_length": (1, posted(lambda n: task_with_source(24 * n))),
    "url_source.url.max_length": (3000, posted(task_with_source)),
    "file_input.max_files.min": (
        1,
        opened(lambda n: s.modal(s.input_block({"type": "file_input", "max_files": n}))),
    ),
    "file_input.max_files.max": (
        10,
        opened(lambda n: s.modal(s.input_block({"type": "file_input", "max_files": n}))),
    ),
    "plain_text_input.max_length.max": (
        3000,
        opened(lambda n: s.modal(s.input_block(s.text_input(max_length=n)))),
    ),
    "actions.elements.max_items": (
        25,
        posted(lambda n: s.actions(*(s.button(action_id=str(i)) for i in range(n)))),
    ),
    "alert.text.max_length": (200, opened(lambda n: s.modal(s.alert("x" * n)))),
    "card.title.max_length": (150, lettered(lambda text: s.card(title=s.plain(text)))),
    "card.subtitle.max_length": (150, lettered(lambda text: s.card(subtitle=s.plain(text)))),
    "card.body.max_length": (200, lettered(lambda text: s.card(body=s.mrkdwn(text)))),
    "card.actions.max_items": (3, posted(lambda n: s.card(actions=[s.button()] * n))),
    "card.subtext.max_length": (200, lettered(lambda text: s.card(subtext=s.plain(text)))),
    "carousel.elements.min_items": (1, posted(cards)),
    "carousel.elements.max_items": (10, posted(cards)),
    "container.title.max_length": (150, lettered(lambda text: s.container(title=s.plain(text)))),
    "container.subtitle.max_length": (
        150,
        lettered(lambda text: s.container(subtitle=s.plain(text))),
    ),
    "container.child_blocks.max_items": (10, posted(s.container)),
    "context.elements.max_items": (
        10,
        posted(lambda n: {"type": "context", "elements": [s.mrkdwn()] * n}),
    ),
    "context_actions.elements.max_items": (
        5,
        posted(
            lambda n: {"type": "context_actions", "elements": [s.icon_button(i) for i in range(n)]}
        ),
    ),
    "feedback_button.text.max_length": (75, lettered(lambda text: s.feedback(text=s.plain(text)))),
    "feedback_button.value.max_length": (2000, lettered(lambda text: s.feedback(value=text))),
    "feedback_button.accessibility_label.max_length": (
        75,
        lettered(lambda text: s.feedback(accessibility_label=text)),
    ),
    "icon_button.visible_to_user_ids.max_items": (10, posted(icon_for)),
    "data_table.rows.min_items": (2, posted(s.data_table)),
    "data_table.rows.max_items": (201, posted(s.data_table)),
    "data_table.columns.min_items": (1, posted(lambda n: s.data_table(columns=n))),
    "data_table.columns.max_items": (20, posted(lambda n: s.data_table(columns=n))),
    "data_table.page_size.min": (1, posted(lambda n: s.data_table(page_size=n))),
    "data_table.page_size.max": (100, posted(lambda n: s.data_table(page_size=n))),
    "data_table.cell_text.min_length": (1, lettered(lambda text: s.data_table(text=text))),
    "data_table.content.max_length": (
        20_000,
        posted(lambda n: s.data_table(text="x" * (n - 1))),
    ),
    "data_visualization.title.max_length": (
        50,
        lettered(lambda text: s.lines() | {"title": text}),
    ),
    "data_visualization.segments.min_items": (1, posted(s.pie)),
    "data_visualization.segments.max_items": (12, posted(s.pie)),
    "data_visualization.segment.label.max_length": (20, lettered(lambda text: s.pie(label=text))),
    "data_visualization.segment.value.exclusive_min": (0, posted(lambda n: s.pie(value=n))),
    "data_visualization.series.min_items": (1, posted(lambda n: s.lines(series=n))),
    "data_visualization.series.max_items": (12, posted(lambda n: s.lines(series=n))),
    "data_visualization.series_name.max_length": (20, lettered(lambda text: s.lines(name=text))),
    "data_visualization.data.min_items": (1, posted(lambda n: s.lines(points=n))),
    "data_visualization.data.max_items": (20, posted(lambda n: s.lines(points=n))),
    "data_visualization.point_label.max_length": (20, lettered(lambda text: s.lines(label=text))),
    "data_visualization.categories.min_items": (1, posted(lambda n: s.lines(points=n))),
    "data_visualization.categories.max_items": (20, posted(lambda n: s.lines(points=n))),
    "data_visualization.category_label.max_length": (
        20,
        lettered(lambda text: s.lines(label=text)),
    ),
    "data_visualization.axis_label.max_length": (50, lettered(lambda text: s.lines(x_label=text))),
    "header.text.max_length": (
        150,
        lettered(lambda text: {"type": "header", "text": s.plain(text)}),
    ),
    "image.image_url.max_length": (3000, posted(lambda n: s.image(image_url=url_of(n)))),
    "image.alt_text.max_length": (2000, lettered(lambda text: s.image(alt_text=text))),
    "input.label.max_length": (2000, lettered(lambda text: s.input_block(label=s.plain(text)))),
    "input.hint.max_length": (2000, lettered(lambda text: s.input_block(hint=s.plain(text)))),
    "markdown.text.min_length": (1, lettered(lambda text: {"type": "markdown", "text": text})),
    "markdown.text.max_length": (12_000, lettered(lambda text: {"type": "markdown", "text": text})),
    "section.text.max_length": (3000, lettered(lambda text: s.section(text=s.mrkdwn(text)))),
    "section.fields.max_items": (10, posted(lambda n: s.section(fields=[s.mrkdwn()] * n))),
    "section.fields.item_max_length": (
        2000,
        lettered(lambda text: s.section(fields=[s.plain(text)])),
    ),
    "video.alt_text.min_length": (1, lettered(lambda text: s.video(alt_text=text))),
    "video.alt_text.max_length": (200, lettered(lambda text: s.video(alt_text=text))),
    "video.title.max_length": (200, lettered(lambda text: s.video(title=s.plain(text)))),
    "video.author_name.max_length": (50, lettered(lambda text: s.video(author_name=text))),
    "video.description.max_length": (
        200,
        lettered(lambda text: s.video(description=s.plain(text))),
    ),
    "video.provider_name.max_length": (50, lettered(lambda text: s.video(provider_name=text))),
    "view.blocks.min_items": (1, opened(lambda n: s.home() | {"blocks": [s.section()] * n})),
    "view.blocks.max_items": (100, opened(lambda n: s.modal(*[s.section()] * n))),
    "view.private_metadata.max_length": (3000, opened(lambda n: s.home(private_metadata="x" * n))),
    "view.callback_id.max_length": (255, opened(lambda n: s.modal(callback_id="x" * n))),
    "view.title.max_length": (24, opened(lambda n: s.modal(title=s.plain("x" * n)))),
    "view.close.max_length": (24, opened(lambda n: s.modal(close=s.plain("x" * n)))),
    "view.submit.max_length": (24, opened(lambda n: s.modal(submit=s.plain("x" * n)))),
}


@pytest.mark.parametrize("figure", FIGURES)
def test_what_reaches_a_figure_is_taken_and_what_passes_it_is_refused(figure: str) -> None:
    limit, problems = FIGURES[figure]
    kind = figure.rpartition(".")[2]
    size = int(limit)
    within, beyond = (size, size - 1) if kind.startswith("min") else (size, size + 1)
    if kind == "exclusive_min":
        within, beyond = size + 1, size
    assert problems(within) == []
    assert problems(beyond) != []


def flattened(limits: Json, path: str = "") -> dict[str, float]:
    figures: dict[str, float] = {}
    for name, value in limits.items():
        if isinstance(value, dict):
            figures |= flattened(value, f"{path}{name}.")
        else:
            figures[path + name] = value
    return figures


def test_the_figures_are_all_of_slacks(shared: Path) -> None:
    limits = json.loads((shared / "slack" / "block-kit-limits.json").read_text())
    assert {figure: limit for figure, (limit, _) in FIGURES.items()} == flattened(limits)
