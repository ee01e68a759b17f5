"""The figures of blocks and of views."""

from tests.sandbox.blockkit import samples as s
from tests.sandbox.blockkit.samples import Json
from tests.sandbox.blockkit.sizing import Figure, lettered, opened, posted, url_of


def cards(count: int) -> Json:
    return {"type": "carousel", "elements": [s.card()] * count}


def icon_for(count: int) -> Json:
    users = [f"U{number}" for number in range(count)]
    return {"type": "context_actions", "elements": [s.icon_button(visible_to_user_ids=users)]}


OF_BLOCKS: dict[str, Figure] = {
    "actions.elements.max_items": (
        25,
        "/blocks/0/elements",
        posted(lambda n: s.actions(*(s.button(action_id=str(i)) for i in range(n)))),
    ),
    "alert.text.max_length": (
        200,
        "/view/blocks/0/text/text",
        opened(lambda n: s.modal(s.alert("x" * n))),
    ),
    "card.title.max_length": (
        150,
        "/blocks/0/title/text",
        lettered(lambda text: s.card(title=s.plain(text))),
    ),
    "card.subtitle.max_length": (
        150,
        "/blocks/0/subtitle/text",
        lettered(lambda text: s.card(subtitle=s.plain(text))),
    ),
    "card.body.max_length": (
        200,
        "/blocks/0/body/text",
        lettered(lambda text: s.card(body=s.mrkdwn(text))),
    ),
    "card.actions.max_items": (
        3,
        "/blocks/0/actions",
        posted(lambda n: s.card(actions=[s.button(action_id=str(i)) for i in range(n)])),
    ),
    "card.subtext.max_length": (
        200,
        "/blocks/0/subtext/text",
        lettered(lambda text: s.card(subtext=s.plain(text))),
    ),
    "carousel.elements.min_items": (1, "/blocks/0/elements", posted(cards)),
    "carousel.elements.max_items": (10, "/blocks/0/elements", posted(cards)),
    "container.title.max_length": (
        150,
        "/blocks/0/title/text",
        lettered(lambda text: s.container(title=s.plain(text))),
    ),
    "container.subtitle.max_length": (
        150,
        "/blocks/0/subtitle/text",
        lettered(lambda text: s.container(subtitle=s.plain(text))),
    ),
    "container.child_blocks.max_items": (10, "/blocks/0/child_blocks", posted(s.container)),
    "context.elements.max_items": (
        10,
        "/blocks/0/elements",
        posted(lambda n: {"type": "context", "elements": [s.mrkdwn()] * n}),
    ),
    "context_actions.elements.max_items": (
        5,
        "/blocks/0/elements",
        posted(
            lambda n: {"type": "context_actions", "elements": [s.icon_button(i) for i in range(n)]}
        ),
    ),
    "feedback_button.text.max_length": (
        75,
        "/blocks/0/elements/0/positive_button/text/text",
        lettered(lambda text: s.feedback(text=s.plain(text))),
    ),
    "feedback_button.value.max_length": (
        2000,
        "/blocks/0/elements/0/positive_button/value",
        lettered(lambda text: s.feedback(value=text)),
    ),
    "feedback_button.accessibility_label.max_length": (
        75,
        "/blocks/0/elements/0/positive_button/accessibility_label",
        lettered(lambda text: s.feedback(accessibility_label=text)),
    ),
    "icon_button.visible_to_user_ids.max_items": (
        10,
        "/blocks/0/elements/0/visible_to_user_ids",
        posted(icon_for),
    ),
    "data_table.rows.min_items": (2, "/blocks/0/rows", posted(s.data_table)),
    "data_table.rows.max_items": (201, "/blocks/0/rows", posted(s.data_table)),
    "data_table.columns.min_items": (
        1,
        "/blocks/0/rows/0",
        posted(lambda n: s.data_table(columns=n)),
    ),
    "data_table.columns.max_items": (
        20,
        "/blocks/0/rows/0",
        posted(lambda n: s.data_table(columns=n)),
    ),
    "data_table.page_size.min": (
        1,
        "/blocks/0/page_size",
        posted(lambda n: s.data_table(page_size=n)),
    ),
    "data_table.page_size.max": (
        100,
        "/blocks/0/page_size",
        posted(lambda n: s.data_table(page_size=n)),
    ),
    "data_table.cell_text.min_length": (
        1,
        "/blocks/0/rows/0/0/text",
        lettered(lambda text: s.data_table(text=text)),
    ),
    "data_table.content.max_length": (
        20_000,
        "/blocks/0/rows",
        posted(lambda n: s.data_table(text="x" * (n - 1))),
    ),
    "data_visualization.title.max_length": (
        50,
        "/blocks/0/title",
        lettered(lambda text: s.lines() | {"title": text}),
    ),
    "data_visualization.segments.min_items": (1, "/blocks/0/chart/segments", posted(s.pie)),
    "data_visualization.segments.max_items": (12, "/blocks/0/chart/segments", posted(s.pie)),
    "data_visualization.segment.label.max_length": (
        20,
        "/blocks/0/chart/segments/0/label",
        lettered(lambda text: s.pie(label=text)),
    ),
    "data_visualization.segment.value.exclusive_min": (
        0,
        "/blocks/0/chart/segments/0/value",
        posted(lambda n: s.pie(value=n)),
    ),
    "data_visualization.series.min_items": (
        1,
        "/blocks/0/chart/series",
        posted(lambda n: s.lines(series=n)),
    ),
    "data_visualization.series.max_items": (
        12,
        "/blocks/0/chart/series",
        posted(lambda n: s.lines(series=n)),
    ),
    "data_visualization.series_name.max_length": (
        20,
        "/blocks/0/chart/series/0/name",
        lettered(lambda text: s.lines(name=text)),
    ),
    "data_visualization.data.min_items": (
        1,
        "/blocks/0/chart/series/0/data",
        posted(lambda n: s.lines(points=n)),
    ),
    "data_visualization.data.max_items": (
        20,
        "/blocks/0/chart/series/0/data",
        posted(lambda n: s.lines(points=n)),
    ),
    "data_visualization.point_label.max_length": (
        20,
        "/blocks/0/chart/series/0/data/0/label",
        lettered(lambda text: s.lines(label=text)),
    ),
    "data_visualization.categories.min_items": (
        1,
        "/blocks/0/chart/axis_config/categories",
        posted(lambda n: s.lines(points=n)),
    ),
    "data_visualization.categories.max_items": (
        20,
        "/blocks/0/chart/axis_config/categories",
        posted(lambda n: s.lines(points=n)),
    ),
    "data_visualization.category_label.max_length": (
        20,
        "/blocks/0/chart/axis_config/categories/0",
        lettered(lambda text: s.lines(label=text)),
    ),
    "data_visualization.axis_label.max_length": (
        50,
        "/blocks/0/chart/axis_config/x_label",
        lettered(lambda text: s.lines(x_label=text)),
    ),
    "header.text.max_length": (
        150,
        "/blocks/0/text/text",
        lettered(lambda text: {"type": "header", "text": s.plain(text)}),
    ),
    "image.image_url.max_length": (
        3000,
        "/blocks/0/image_url",
        posted(lambda n: s.image(image_url=url_of(n))),
    ),
    "image.alt_text.max_length": (
        2000,
        "/blocks/0/alt_text",
        lettered(lambda text: s.image(alt_text=text)),
    ),
    "input.label.max_length": (
        2000,
        "/blocks/0/label/text",
        lettered(lambda text: s.input_block(label=s.plain(text))),
    ),
    "input.hint.max_length": (
        2000,
        "/blocks/0/hint/text",
        lettered(lambda text: s.input_block(hint=s.plain(text))),
    ),
    "markdown.text.min_length": (
        1,
        "/blocks/0/text",
        lettered(lambda text: {"type": "markdown", "text": text}),
    ),
    "markdown.text.max_length": (
        12_000,
        "/blocks/0/text",
        lettered(lambda text: {"type": "markdown", "text": text}),
    ),
    "section.text.max_length": (
        3000,
        "/blocks/0/text/text",
        lettered(lambda text: s.section(text=s.mrkdwn(text))),
    ),
    "section.fields.max_items": (
        10,
        "/blocks/0/fields",
        posted(lambda n: s.section(fields=[s.mrkdwn()] * n)),
    ),
    "section.fields.item_max_length": (
        2000,
        "/blocks/0/fields/0/text",
        lettered(lambda text: s.section(fields=[s.plain(text)])),
    ),
    "video.alt_text.min_length": (
        1,
        "/blocks/0/alt_text",
        lettered(lambda text: s.video(alt_text=text)),
    ),
    "video.alt_text.max_length": (
        200,
        "/blocks/0/alt_text",
        lettered(lambda text: s.video(alt_text=text)),
    ),
    "video.title.max_length": (
        200,
        "/blocks/0/title/text",
        lettered(lambda text: s.video(title=s.plain(text))),
    ),
    "video.author_name.max_length": (
        50,
        "/blocks/0/author_name",
        lettered(lambda text: s.video(author_name=text)),
    ),
    "video.description.max_length": (
        200,
        "/blocks/0/description/text",
        lettered(lambda text: s.video(description=s.plain(text))),
    ),
    "video.provider_name.max_length": (
        50,
        "/blocks/0/provider_name",
        lettered(lambda text: s.video(provider_name=text)),
    ),
    "view.blocks.min_items": (
        1,
        "/view/blocks",
        opened(lambda n: s.home() | {"blocks": [s.section()] * n}),
    ),
    "view.blocks.max_items": (100, "/view/blocks", opened(lambda n: s.modal(*[s.section()] * n))),
    "view.private_metadata.max_length": (
        3000,
        "/view/private_metadata",
        opened(lambda n: s.home(private_metadata="x" * n)),
    ),
    "view.callback_id.max_length": (
        255,
        "/view/callback_id",
        opened(lambda n: s.modal(callback_id="x" * n)),
    ),
    "view.title.max_length": (
        24,
        "/view/title/text",
        opened(lambda n: s.modal(title=s.plain("x" * n))),
    ),
    "view.close.max_length": (
        24,
        "/view/close/text",
        opened(lambda n: s.modal(close=s.plain("x" * n))),
    ),
    "view.submit.max_length": (
        24,
        "/view/submit/text",
        opened(lambda n: s.modal(submit=s.plain("x" * n))),
    ),
}
