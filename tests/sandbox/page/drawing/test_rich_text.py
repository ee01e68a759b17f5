"""Rich text and Markdown as HTML."""

from typing import Any

import pytest

from sandbox.page.drawing.markdown import draw_markdown
from tests.sandbox.page.drawing.town import Town, drawn
from tests.sandbox.page.tree import Node, parsed

Json = dict[str, Any]


def rich(*elements: Json) -> Node:
    block = {"type": "rich_text", "block_id": "b", "elements": list(elements)}
    return drawn(block).one(data_block="b")


def section(*parts: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(parts)}


@pytest.mark.parametrize(
    ("style", "tag"),
    [
        ("bold", "strong"),
        ("italic", "em"),
        ("strike", "s"),
        ("code", "code"),
        ("underline", "u"),
        ("highlight", "mark"),
        ("client_highlight", "mark"),
    ],
)
def test_styles(style: str, tag: str) -> None:
    part = {"type": "text", "text": "so", "style": {style: True}}
    assert rich(section(part)).one(tag).text == "so"


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ({"type": "text", "text": "*not* mrkdwn"}, "*not* mrkdwn"),
        ({"type": "link", "url": "https://t.example"}, "https://t.example"),
        ({"type": "link", "url": "https://t.example", "text": "so"}, "so"),
        ({"type": "user", "user_id": "UMAYA"}, "@Maya Finch"),
        ({"type": "usergroup", "usergroup_id": "SCSM"}, "@csm"),
        ({"type": "team", "team_id": "T1"}, "T1"),
        ({"type": "channel", "channel_id": "CGENERAL"}, "#general"),
        ({"type": "broadcast", "range": "here"}, "@here"),
        ({"type": "color", "value": "#FF0000"}, "#FF0000"),
        ({"type": "color", "value": "red; }"}, "red; }"),
        ({"type": "emoji", "name": "tada"}, "🎉"),
        ({"type": "date", "timestamp": 1_772_455_500, "format": "{time}"}, "1:45 PM"),
        ({"type": "date", "timestamp": 1, "format": "{what}", "fallback": "then"}, "then"),
        ({"type": "hologram"}, "Not drawn: hologram"),
    ],
)
def test_parts(part: Json, words: str) -> None:
    assert rich(section(part)).text == words


def test_a_link_that_leads_nowhere_is_text() -> None:
    tree = rich(section({"type": "link", "url": "javascript:alert(1)", "text": "so"}))
    assert tree.all("a") == []
    assert tree.text == "so"


def test_an_emoji_of_ones_own_is_a_picture() -> None:
    part = {"type": "emoji", "name": "ours", "url": "https://t.example/e.png"}
    assert rich(section(part)).one("img")["alt"] == ":ours:"


def test_lists_have_their_level_and_where_they_begin() -> None:
    item = section({"type": "text", "text": "x"})
    tree = rich(
        {"type": "rich_text_list", "style": "bullet", "elements": [item, item]},
        {
            "type": "rich_text_list",
            "style": "ordered",
            "indent": 1,
            "offset": 4,
            "elements": [item],
        },
    )
    assert len(tree.one("ul", class_="indent-0").all("li")) == 2
    ordered = tree.one("ol", class_="indent-1")
    assert (ordered["start"], ordered["type"]) == ("5", "a")


def test_quotes_and_code_keep_their_lines() -> None:
    parts = [{"type": "text", "text": "a\n  b"}]
    tree = rich(
        {"type": "rich_text_quote", "elements": parts},
        {"type": "rich_text_preformatted", "elements": parts},
        {"type": "rich_text_song", "elements": []},
    )
    assert len(tree.one("blockquote").all("br")) == 1
    assert tree.one("pre").one("code").children == ["a\n  b"]
    assert "Not drawn: rich_text_song" in tree.text


MARKDOWN = [
    ("# Title", "<h3>Title</h3>"),
    ("#### Small", "<h6>Small</h6>"),
    ("**b** *i* ~~s~~ `c`", "<p><strong>b</strong> <em>i</em> <s>s</s> <code>c</code></p>"),
    ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
    ("3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'),
    ("> so", "<blockquote><p>so</p></blockquote>"),
    ("```py\nx < 1\n```", "<pre><code>x &lt; 1</code></pre>"),
    ("a\nb", "<p>a<br>b</p>"),
    ("---", "<hr>"),
    ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>"),
    ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
    ("[x](/relative)", "<p>x</p>"),
    ("a \\*b\\* &amp; &copy;", "<p>a *b* &amp; ©</p>"),
    ("| a | b |\n| - | -: |\n| 1 | 2 |", None),
]


@pytest.mark.parametrize(("text", "html"), MARKDOWN)
def test_markdown(text: str, html: str | None) -> None:
    shown = draw_markdown(text, Town())
    if html is not None:
        assert shown == f'<div class="markdown">{html}</div>'
        return
    table = parsed(shown).one("table")
    assert [cell.text for cell in table.all("th")] == ["a", "b"]
    assert table.all("td")[1]["class"] == "to-right"


def test_links_and_pictures_in_markdown_are_links() -> None:
    text = "[x](https://t.example/1) ![pic](https://t.example/2.png) https://t.example/3."
    links = parsed(draw_markdown(text, Town())).all("a")
    assert [(link["href"], link.text) for link in links] == [
        ("https://t.example/1", "x"),
        ("https://t.example/2.png", "pic"),
        ("https://t.example/3", "https://t.example/3"),
    ]


def test_names_and_emoji_in_markdown_are_live_unless_escaped() -> None:
    tree = parsed(draw_markdown("<@UMAYA> :tada: \\<@UTHEO> &lt;@UTHEO&gt;", Town()))
    assert tree.one(class_="mention").text == "@Maya Finch"
    assert tree.text == "@Maya Finch 🎉 <@UTHEO> <@UTHEO>"
