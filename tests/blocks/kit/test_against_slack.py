"""Whatever the kit builds, Slack's rules and Slack's SDK take; what the SDK refuses, so does it."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models import blocks as sdk
from slack_sdk.models.views import View

from blocks import kit
from blocks.kit import Block, BlockError, Element
from blocks.kit.surfaces import characters, characters_within
from sandbox.blockkit import validate_message, validate_view

IDS = st.text("abcdef", min_size=1, max_size=4)


def around(limit: int) -> st.SearchStrategy[str]:
    """Texts near a limit, and short ones of all sorts."""
    near = st.integers(max(0, limit - 1), limit + 1).map(lambda size: "x" * size)
    return near | st.text(max_size=5)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def attempt(build: Callable[[], Any]) -> Any:
    """What was built, or None where the kit refused."""
    try:
        return build()
    except BlockError:
        return None


def built(strategy: st.SearchStrategy[Callable[[], Any]]) -> st.SearchStrategy[Any]:
    return strategy.map(attempt).filter(lambda result: result is not None)


def calls(function: Callable[..., Any], *args: Any, **kwargs: Any) -> st.SearchStrategy[Any]:
    """Results of calling the kit's function with drawn arguments, where it does not refuse."""
    drawn = st.tuples(st.tuples(*args), st.fixed_dictionaries({}, optional=kwargs))
    return built(drawn.map(lambda given: lambda: function(*given[0], **given[1])))


OPTIONS = calls(kit.option, around(75), IDS, description=around(75))
OPTION_LISTS = st.lists(OPTIONS, max_size=12)
CONFIRMS = calls(kit.confirm, around(100), around(300), around(30), around(30))
URLS = st.sampled_from(["https://trellis.example", "mailto:maya@hazelfinch.example"])

ELEMENTS = st.one_of(
    calls(
        kit.button,
        around(75),
        IDS,
        value=around(2000),
        style=st.sampled_from(["primary", "danger"]),
        url=URLS,
        confirm=CONFIRMS,
        accessibility_label=around(75),
    ),
    calls(kit.static_select, IDS, OPTION_LISTS, placeholder=around(150), confirm=CONFIRMS),
    calls(kit.external_select, IDS, placeholder=around(150), min_query_length=st.integers(0, 3)),
    calls(kit.users_select, IDS, placeholder=around(150), initial_user=st.just("U1")),
    calls(kit.conversations_select, IDS, default_to_current_conversation=st.booleans()),
    calls(kit.datepicker, IDS, initial_date=st.dates()),
    calls(kit.checkboxes, IDS, OPTION_LISTS, confirm=CONFIRMS),
    calls(kit.radio_buttons, IDS, OPTION_LISTS),
    calls(kit.overflow, IDS, OPTION_LISTS),
)
FIELDS = st.one_of(
    calls(
        kit.plain_text_input,
        IDS,
        multiline=st.booleans(),
        min_length=st.integers(-1, 10),
        max_length=st.integers(0, 3001),
        initial_value=around(3000),
        placeholder=around(150),
    ),
    calls(kit.email_text_input, IDS, placeholder=around(150)),
    calls(kit.number_input, IDS, min_value=st.integers().map(str), max_value=st.just("5")),
    calls(kit.multi_static_select, IDS, OPTION_LISTS, max_selected_items=st.integers(0, 2)),
    calls(kit.multi_users_select, IDS, max_selected_items=st.integers(0, 2)),
)
IMAGES = calls(kit.image_element, URLS, around(2000))
BLOCKS = st.one_of(
    calls(
        kit.section,
        around(3000),
        fields=st.lists(around(2000), max_size=11),
        accessory=ELEMENTS | IMAGES,
        block_id=IDS,
    ),
    calls(kit.header, around(150), block_id=IDS),
    calls(kit.divider, block_id=IDS),
    calls(kit.context, st.lists(around(3000) | IMAGES, max_size=3), block_id=IDS),
    calls(kit.actions, st.lists(ELEMENTS, max_size=4), block_id=IDS),
    calls(kit.input_block, around(2000), FIELDS | ELEMENTS, hint=around(2000), block_id=IDS),
    calls(kit.image, URLS, around(2000), title=around(2000)),
)


def sdk_refusal(block: Block) -> str | None:
    try:
        parsed = sdk.Block.parse(block)
        assert parsed is not None
        parsed.to_dict()
    except SlackObjectFormationError as refusal:
        return str(refusal)
    return None


@settings(max_examples=150, deadline=None)
@given(st.lists(BLOCKS, min_size=1, max_size=4))
def test_a_message_of_the_kits_is_taken_by_slack_and_its_sdk(blocks: list[Block]) -> None:
    message = attempt(lambda: kit.message(blocks, "x"))
    if message is None:
        ids = [block["block_id"] for block in blocks if "block_id" in block]
        long = sum(map(characters_within, blocks)) > 13_200
        assert long or len(set(ids)) < len(ids)
        return
    assert validate_message(message["blocks"]) == []
    assert [sdk_refusal(block) for block in blocks] == [None] * len(blocks)


@settings(max_examples=100, deadline=None)
@given(
    calls(
        kit.modal,
        IDS,
        around(24),
        st.lists(BLOCKS, max_size=4),
        submit=around(24),
        close=around(24),
        private_metadata=around(3000),
        notify_on_close=st.booleans(),
    )
)
def test_a_modal_of_the_kits_is_taken_by_slack_and_its_sdk(modal: dict[str, Any]) -> None:
    assert validate_view(modal) == []
    assert View(**modal).to_dict()["callback_id"] == modal["callback_id"]


@settings(max_examples=100, deadline=None)
@given(BLOCKS)
def test_the_short_way_of_counting_counts_the_same(block: Block) -> None:
    assert characters(block) == characters_within(block)


def text(size: int) -> str:
    return "x" * size


def kit_options(count: int) -> list[Element]:
    return [kit.option("x", str(number)) for number in range(count)]


def sdk_options(count: int) -> list[sdk.Option]:
    return [sdk.Option(text="x", value=str(number)) for number in range(count)]


Pair = tuple[Callable[[int], Any], Callable[[int], Any]]

BOTH: dict[str, Pair] = {
    "section": (lambda n: kit.section(text(n)), lambda n: sdk.SectionBlock(text=text(n))),
    "section fields": (
        lambda n: kit.section(fields=["x"] * n),
        lambda n: sdk.SectionBlock(fields=["x"] * n),
    ),
    "header": (
        lambda n: kit.header(text(n)),
        lambda n: sdk.HeaderBlock(text=sdk.PlainTextObject(text=text(n))),
    ),
    "context": (
        lambda n: kit.context(["x"] * n),
        lambda n: sdk.ContextBlock(elements=[sdk.MarkdownTextObject(text="x")] * n),
    ),
    "button text": (
        lambda n: kit.button(text(n), "a"),
        lambda n: sdk.ButtonElement(text=text(n), action_id="a"),
    ),
    "button value": (
        lambda n: kit.button("x", "a", value=text(n)),
        lambda n: sdk.ButtonElement(text="x", action_id="a", value=text(n)),
    ),
    "action_id": (
        lambda n: kit.button("x", text(n)),
        lambda n: sdk.ButtonElement(text="x", action_id=text(n)),
    ),
    "block_id": (
        lambda n: kit.divider(block_id=text(n)),
        lambda n: sdk.DividerBlock(block_id=text(n)),
    ),
    "confirm": (
        lambda n: kit.confirm("x", text(n)),
        lambda n: sdk.ConfirmObject(title="x", text=text(n)),
    ),
    "option": (lambda n: kit.option(text(n), "v"), lambda n: sdk.Option(text=text(n), value="v")),
    "option value": (
        lambda n: kit.option("x", text(n)),
        lambda n: sdk.Option(text="x", value=text(n)),
    ),
    "select": (
        lambda n: kit.static_select("a", kit_options(n)),
        lambda n: sdk.StaticSelectElement(action_id="a", options=sdk_options(n)),
    ),
    "placeholder": (
        lambda n: kit.users_select("a", placeholder=text(n)),
        lambda n: sdk.UserSelectElement(action_id="a", placeholder=text(n)),
    ),
    "overflow": (
        lambda n: kit.overflow("a", kit_options(n)),
        lambda n: sdk.OverflowMenuElement(action_id="a", options=sdk_options(n)),
    ),
    "input label": (
        lambda n: kit.input_block(text(n), kit.plain_text_input("a")),
        lambda n: sdk.InputBlock(label=text(n), element=sdk.PlainTextInputElement()),
    ),
    "image": (
        lambda n: kit.image("https://trellis.example", text(n)),
        lambda n: sdk.ImageBlock(image_url="https://trellis.example", alt_text=text(n)),
    ),
    "modal title": (
        lambda n: kit.modal("c", text(n), [kit.divider()]),
        lambda n: View(type="modal", title=text(n), blocks=[sdk.DividerBlock()]),
    ),
    "home blocks": (
        lambda n: kit.home([kit.divider()] * n),
        lambda n: View(type="home", blocks=[sdk.DividerBlock()] * n),
    ),
}
LIMITS = (5, 10, 24, 75, 100, 150, 255, 300, 2000, 3000)
SIZES = [0, 1, *LIMITS, *(limit + 1 for limit in LIMITS)]


@pytest.mark.parametrize("name", BOTH)
def test_what_the_sdk_refuses_the_kit_refuses(name: str) -> None:
    of_kit, of_sdk = BOTH[name]
    refused = 0
    for size in SIZES:
        try:
            of_sdk(size).to_dict()
        except SlackObjectFormationError:
            refused += 1
            with pytest.raises(BlockError):
                of_kit(size)
    assert refused > 0
