"""A message cannot bring anything onto the page but words, and cannot break it either."""

import json
import re
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.forms import initial_values
from sandbox.page.drawing import draw_blocks, draw_mrkdwn, draw_text_only
from sandbox.page.drawing.markdown import draw_markdown
from tests.sandbox.blockkit.samples import EVERY_BLOCK, EVERY_ELEMENT, input_block, pie, section
from tests.sandbox.page.drawing.town import Town
from tests.sandbox.page.tree import Node, parsed

TAGS = (  # noqa: SIM905 - a list would take a line for each
    "a blockquote br button caption code details div em figcaption figure h3 h4 h5 h6 hr img input "
    "label li line mark ol optgroup option p path pre rect s select span strong summary svg table "
    "tbody td text textarea th thead time title tr u ul"
).split()
ATTRIBUTES = (  # noqa: SIM905
    "accept alt autocomplete autofocus checked class contenteditable d disabled fill for height "
    "hidden href id inputmode label loading maxlength multiple name placeholder referrerpolicy rel "
    "role rows scope selected spellcheck src start tabindex target title type value viewbox width "
    "x x1 x2 y y1 y2"
).split()
LEADS = re.compile(r"(https?://|mailto:|tel:)", re.IGNORECASE)
SHOWS = re.compile(r"https?://", re.IGNORECASE)

# Pieces out of which trouble is made, among any others.
pieces = st.sampled_from(
    [
        *"<>&\"'`*_~:|\n\\ #-!(){}[]=/;",
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '" onmouseover="alert(1)',
        "' autofocus onfocus='alert(1)",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "<javascript:alert(1)|click>",
        "[click](javascript:alert(1))",
        "![x](https://trellis.example/x.png)",
        '<https://trellis.example/"onclick="alert(1)|x>',
        "https://trellis.example/?a=1&b=<2>",
        "<@UMAYA>",
        "<!date^1772442000^{date}^javascript:alert(1)|then>",
        "<!subteam^SCSM|@csm>",
        "&lt;b&gt;",
        "&#106;avascript:",
        "```",
        "</textarea>",
        "</style><style>*{}",
        "<!--",
        "]]>",
        ":wave:",
        "| a | b |\n| - | - |\n| 1 | 2 |\n",
        "\x00",
        "\u2028",
        "\u202e",
        "\ud800",
    ]
)
texts = st.lists(pieces | st.text(max_size=5), max_size=12).map("".join)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["type", "text", "elements", "url", "value"]), inner)
    ),
    max_leaves=8,
)

EVERYTHING: list[Any] = [
    *EVERY_BLOCK.values(),
    *(input_block(element | {"action_id": "a"}) for element in EVERY_ELEMENT.values()),
    *(section(accessory=element) for element in EVERY_ELEMENT.values()),
    pie(2),
]


def check(html: str) -> Node:
    """Raises AssertionError for anything that is not ours. Returns the tree."""
    html.encode()
    tree = parsed(html)
    for node in tree.all():
        assert node.tag in TAGS, node.tag
        for name, value in node.attributes.items():
            assert name in ATTRIBUTES or name.startswith(("aria-", "data-")), name
            if name in ("href", "data-url", "data-address"):
                assert LEADS.match(value or "") or (value or "").startswith("/files/"), value
            if name == "src":
                assert SHOWS.match(value or ""), value
        if node.tag == "a":
            assert node["target"] == "_blank"
            assert node["rel"] == "noopener noreferrer"
    return tree


def _put(value: Any, path: list[int], new: Any) -> Any:
    """The JSON with something else at a place, found by walking along `path`."""
    if not path or not isinstance(value, dict | list) or not value:
        return new
    step, *rest = path
    if isinstance(value, list):
        at = step % len(value)
        return [*value[:at], _put(value[at], rest, new), *value[at + 1 :]]
    key = sorted(value)[step % len(value)]
    return value | {key: _put(value[key], rest, new)}


def _everywhere(value: Any, text: str) -> Any:
    """The JSON with its texts, but what says of which type a thing is, replaced."""
    if isinstance(value, dict):
        return {key: one if key == "type" else _everywhere(one, text) for key, one in value.items()}
    if isinstance(value, list):
        return [_everywhere(one, text) for one in value]
    return text if isinstance(value, str) else value


@settings(deadline=None)
@given(texts)
def test_any_text_is_only_text(text: str) -> None:
    check(draw_text_only(text, Town()))
    check(draw_markdown(text, Town()))


@given(st.text(st.characters(exclude_characters="<>&*_~`:|", exclude_categories=["Cs", "Cc"])))
def test_text_without_marks_is_shown_as_it_is(text: str) -> None:
    shown = parsed(draw_mrkdwn(text, Town()))
    assert "".join(child for child in shown.children if isinstance(child, str)) == text


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(EVERYTHING), texts)
def test_any_text_in_any_block_is_only_text(sample: Any, text: str) -> None:
    block = _everywhere(sample, text)
    check(draw_blocks([block], Town(), surface="modal", errors={text: text}, key=text))


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(EVERYTHING), st.lists(st.integers(0, 9), max_size=7), json_values)
def test_any_json_in_any_block_is_drawn_or_named(sample: Any, path: list[int], new: Any) -> None:
    check(draw_blocks([_put(sample, path, new)], Town(), surface="home"))


@settings(deadline=None)
@given(json_values)
def test_any_json_at_all_is_drawn_or_named(blocks: Any) -> None:
    check(draw_blocks(blocks, Town(), surface="message"))


def test_blocks_in_blocks_in_blocks_end_somewhere() -> None:
    block: Any = {"type": "divider"}
    for _ in range(2_000):
        block = {"type": "container", "title": {"text": "x"}, "child_blocks": [block]}
    assert "Not drawn: container" in check(draw_blocks([block], Town(), surface="message")).text


def test_marks_without_end_take_no_time_worth_mentioning() -> None:
    for text in ("*a " * 10_000, "<@U1" * 8_000, "`*_~" * 8_000, ">" * 30_000, "[" * 10_000):
        check(draw_text_only(text, Town()))
        check(draw_markdown(text[:12_000], Town()))


def test_values_that_people_put_in_are_only_text() -> None:
    element = {"type": "plain_text_input", "action_id": "a", "multiline": True}
    blocks = [input_block(element) | {"block_id": "b"}]
    values = initial_values(blocks)
    values["b"]["a"]["value"] = '\n</textarea><script>"'
    tree = check(draw_blocks(blocks, Town(), surface="modal", values=values))
    assert tree.one("textarea").children == ['\n\n</textarea><script>"']


def test_a_question_before_a_click_is_plain_words() -> None:
    confirm = {
        "title": {"type": "plain_text", "text": "<b>Sure?</b>"},
        "text": {"type": "mrkdwn", "text": "*Really*, <@UMAYA>? &lt;i&gt;"},
        "style": "danger",
    }
    block = {
        "type": "actions",
        "elements": [{"type": "button", "action_id": "a", "confirm": confirm}],
    }
    button = check(draw_blocks([block], Town(), surface="message")).one("button")
    assert json.loads(button["data-confirm"]) == {
        "title": "<b>Sure?</b>",
        "text": "Really, @Maya Finch? <i>",
        "confirm": "Yes",
        "deny": "Cancel",
        "style": "danger",
    }
