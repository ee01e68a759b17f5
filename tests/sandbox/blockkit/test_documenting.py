"""The tables in docs/sandbox.md, of methods and of blocks: complete, and as the code has it."""

import pytest

from sandbox.blockkit import differences
from sandbox.blockkit.blocks import ON
from sandbox.blockkit.checks import any_of, array, integer, number, obj, string, told_as
from sandbox.blockkit.describing import ELEMENTS, limits_of
from sandbox.blockkit.objects import plain, text
from sandbox.documenting import PAGE, block_table, brought_up_to_date, method_table
from sandbox.methods import TABLE
from sandbox.page.drawing import DRAWN_BLOCKS, DRAWN_ELEMENTS
from tests.sandbox.blockkit.samples import EVERY_BLOCK, EVERY_ELEMENT


def rows() -> dict[str, str]:
    """The lines of the table of blocks, by what they begin with."""
    return lines_of(block_table())


def lines_of(table: str) -> dict[str, str]:
    lines = [line for line in table.splitlines() if line.startswith("| `")]
    return {line.split("|", 2)[1].strip(" `"): line for line in lines}


def test_the_page_says_what_the_code_does() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert brought_up_to_date(page) == page, "run: uv run python -m sandbox.documenting"


def test_a_page_without_a_place_for_the_table_is_told() -> None:
    with pytest.raises(LookupError, match="no part between <!-- methods: begin"):
        brought_up_to_date("# The sandbox\n")


def test_every_method_has_its_line() -> None:
    assert lines_of(method_table()).keys() == TABLE.keys()


@pytest.mark.parametrize(
    "line",
    [
        "| `api.test` | none | – | 100 a minute | – | – |",
        "| `apps.connections.open` | app | – | 50 a minute | – | – |",
        "| `auth.test` | bot, user | – | of its own | – | – |",
        "| `bookmarks.list` | bot, user | `bookmarks:read` | 50 a minute | – | – |",
    ],
)
def test_a_line_tells_who_may_call_a_method_and_how_often(line: str) -> None:
    assert line in method_table().splitlines()


@pytest.mark.parametrize("name", sorted(TABLE))
def test_a_line_tells_all_a_method_asks_for(name: str) -> None:
    line = lines_of(method_table())[name]
    method = TABLE[name]
    wanted = {*method.required, *(method.user_scopes or ())}
    wanted |= set(method.scopes) if "bot" in method.called_by else set()
    assert not [one for one in wanted if f"`{one}`" not in line]
    assert method.differs in line
    assert all(kind in line for kind in method.called_by)


def test_every_block_and_every_element_has_its_line() -> None:
    blocks = {kind for known in ON.values() for kind in known}
    elements = {kind for known in ELEMENTS.values() for kind in known}
    assert blocks == EVERY_BLOCK.keys()
    assert elements == EVERY_ELEMENT.keys() | {"feedback_buttons", "icon_button"}
    assert rows().keys() == blocks | elements | differences.NOT_OFFERED.keys()


def test_a_difference_is_told_of_something_there_is() -> None:
    assert differences.BLOCKS.keys() <= EVERY_BLOCK.keys()
    assert differences.ELEMENTS.keys() <= EVERY_ELEMENT.keys()
    assert not differences.NOT_OFFERED.keys() & EVERY_BLOCK.keys()


def test_a_line_tells_surfaces_limits_and_whether_it_is_drawn() -> None:
    assert rows()["alert"] == "| `alert` | – | yes | – | `text` ≤ 200 characters | drawn | – |"
    assert "| not drawn |" not in "".join(
        rows()[kind] for kind in DRAWN_BLOCKS | DRAWN_ELEMENTS if kind in rows()
    )


def test_limits_are_read_off_the_checks() -> None:
    @told_as("even")
    def rule(_: object) -> tuple[()]:
        return ()

    check = obj(
        {"type": string(), "title": plain(24), "name": string(5)},
        {
            "lines": array(text(10), 3, 1),
            "size": integer(2, 4_000),
            "share": number(above=0),
            "inner": obj({"deep": string(7, 0)}, {}, any_of("deep")),
        },
        rule,
    )
    assert limits_of(check) == [
        "`title` ≤ 24 characters",
        "`name` ≤ 5 characters",
        "`lines` 1–3 items",
        "`lines[]` ≤ 10 characters",
        "`size` 2–4,000",
        "`share` > 0",
        "`inner.deep` ≤ 7 characters",
        "inner: at least one of `deep`",
        "even",
    ]
