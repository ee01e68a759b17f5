"""mrkdwn, as Slack shows it."""

import pytest

from sandbox.page.drawing import EMOJI, draw_mrkdwn, draw_text_only
from sandbox.page.drawing.emoji import emoji_character
from tests.sandbox.page.drawing.town import Town, said
from tests.sandbox.page.tree import parsed


def link(address: str, shown: str = "") -> str:
    words = shown or address
    return f'<a href="{address}" target="_blank" rel="noopener noreferrer">{words}</a>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*bold*", "<strong>bold</strong>"),
        ("_italic_", "<em>italic</em>"),
        ("~struck~", "<s>struck</s>"),
        ("`code`", "<code>code</code>"),
        ("*a _b ~c~_*", "<strong>a <em>b <s>c</s></em></strong>"),
        ("_*both*_", "<em><strong>both</strong></em>"),
        ("(*bold*), *two*.", "(<strong>bold</strong>), <strong>two</strong>."),
        ("*two* *times*", "<strong>two</strong> <strong>times</strong>"),
        ("2*3*4 and a_b_c", "2*3*4 and a_b_c"),
        ("* no* and *no *", "* no* and *no *"),
        ("**twice**", "**twice**"),
        ("*not\nover lines*", "*not<br>over lines*"),
        ("*open", "*open"),
        ("`*plain* &lt;b&gt;`", "<code>*plain* &lt;b&gt;</code>"),
        ("*`code`*", "<strong><code>code</code></strong>"),
        ("a\nb", "a<br>b"),
        ("- one\n- two", "- one<br>- two"),
    ],
)
def test_marks(text: str, html: str) -> None:
    assert said(text) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("```a\n *b*```", "<pre><code>a\n *b*</code></pre>"),
        ("See\n```\ncode\n```\nso", "See<pre><code>code</code></pre>so"),
        ("```:wave: <@UMAYA>```", "<pre><code>:wave: {maya}</code></pre>"),
        ("``````", "``````"),
        ("&gt; one\n&gt; two\nthree", "<blockquote>one<br>two</blockquote>three"),
        ("a\n&gt;*b*", "a<blockquote><strong>b</strong></blockquote>"),
        ("a\n&gt;&gt;&gt; b\nc", "a<blockquote>b<br>c</blockquote>"),
        ("a &gt; b", "a &gt; b"),
    ],
)
def test_code_and_quotes(text: str, html: str) -> None:
    maya = '<span class="mention" data-person="UMAYA">@Maya Finch</span>'
    assert said(text) == html.replace("{maya}", maya)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<https://t.example/a?b=1&amp;c=2|here>", link("https://t.example/a?b=1&amp;c=2", "here")),
        ("<https://t.example>", link("https://t.example")),
        ("<mailto:m@h.example|m@h.example>", link("mailto:m@h.example", "m@h.example")),
        ("<tel:+491234>", link("tel:+491234", "+491234")),
        ("https://t.example/x_y_z", link("https://t.example/x_y_z")),
        ("(see https://t.example/a).", f"(see {link('https://t.example/a')})."),
        ("*<https://t.example|so>*", f"<strong>{link('https://t.example', 'so')}</strong>"),
        ("<javascript:alert(1)|so>", "&lt;javascript:alert(1)|so&gt;"),
        ("<data:text/html,x>", "&lt;data:text/html,x&gt;"),
        ("<nonsense>", "&lt;nonsense&gt;"),
    ],
)
def test_links_lead_to_the_web_to_mail_and_to_telephones_only(text: str, html: str) -> None:
    assert said(text) == html


def test_verbatim_text_has_no_links_that_nobody_made() -> None:
    text = "https://t.example <https://t.example|so>"
    drawn = draw_mrkdwn(text, Town(), verbatim=True)
    assert drawn == f"https://t.example {link('https://t.example', 'so')}"


@pytest.mark.parametrize(
    ("text", "words", "mine"),
    [
        ("<@UMAYA>", "@Maya Finch", False),
        ("<@UOLIVIA>", "@Olivia Hart", True),
        ("<@USTRANGER|kim>", "@kim", False),
        ("<@USTRANGER>", "@USTRANGER", False),
        ("<#CGENERAL>", "#general", False),
        ("<#CGENERAL|old-name>", "#general", False),
        ("<#CSECRET>", "private channel", False),
        ("<#CSECRET|named>", "#named", False),
        ("<!subteam^SCSM>", "@csm", False),
        ("<!subteam^SOTHER|@ops>", "@ops", False),
        ("<!here>", "@here", True),
        ("<!channel|channel>", "@channel", True),
    ],
)
def test_names(text: str, words: str, mine: bool) -> None:
    mention = parsed(said(text)).one("span", class_="mention")
    assert mention.text == words
    assert ("mine" in mention["class"].split()) is mine


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<!date^1772455500^{date_short_pretty} at {time}|then>", "Today at 1:45 PM"),
        ("<!date^1772455500^{nonsense}|then>", "then"),
        ("<!date^soon^{date}|then>", "then"),
        ("<!date^99999999999999999^{date}|then>", "then"),
    ],
)
def test_dates(text: str, words: str) -> None:
    assert parsed(said(text)).text == words


def test_a_date_may_be_a_link() -> None:
    tree = parsed(said("<!date^1772455500^{date_num}^https://t.example|then>"))
    assert tree.one("a")["href"] == "https://t.example"
    assert tree.one("a").one("time")["title"] == "then"


def test_the_three_escapes_are_undone_and_no_others() -> None:
    assert parsed(said("&lt;b&gt; &amp;amp; &quot; &#60;")).text == "<b> &amp; &quot; &#60;"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (":wave:", "👋"),
        (":wave::skin-tone-3:", "👋🏼"),
        (":flag-de:", "🇩🇪"),
        (":+1::tada:", "👍🎉"),
        (":nobody-knows-it:", ":nobody-knows-it:"),
        ("at 10:30:15", "at 10:30:15"),
        (":unknown:wave:", ":unknown👋"),
    ],
)
def test_emoji(text: str, shown: str) -> None:
    assert "".join(parsed(said(text)).text.split()) == "".join(shown.split())


def test_an_emoji_says_its_name() -> None:
    drawn = parsed(said(":white_check_mark:")).one("span", role="img")
    assert drawn["aria-label"] == "white check mark"
    assert drawn["title"] == ":white_check_mark:"


def test_the_table_of_emoji_has_what_people_use() -> None:
    used = ("eyes", "seedling", "rocket", "warning", "hourglass_flowing_sand", "one", "thumbsup")
    assert [emoji_character(name) for name in used] == [*"👀🌱🚀", "⚠️", "⏳", "1️⃣", "👍"]
    assert len(EMOJI) > 500
    assert all(shown and not shown.isascii() for shown in EMOJI.values())


def test_a_message_without_blocks_is_mrkdwn() -> None:
    tree = parsed(draw_text_only("*Hi*", Town()))
    assert tree.one("div", class_="blocks").one("div", class_="mrkdwn").one("strong").text == "Hi"
