"""Redrawing a place leaves alone what somebody is doing there."""

from typing import Any

import pytest
from playwright.sync_api import Page

from sandbox.server import Sandbox


@pytest.fixture
def place(sandbox: Sandbox, tab: Page) -> Page:
    """An empty page of the sandbox's, with morph at hand."""
    tab.goto(sandbox.base_url)
    tab.evaluate(
        """async () => {
          window.morph = (await import("/static/morph.js")).morph;
          const place = document.createElement("div");
          place.id = "place";
          document.body.append(place);
        }"""
    )
    return tab


def drawn(tab: Page, *htmls: str) -> str:
    """Redraw the place with one after the other; what it then holds."""
    for html in htmls:
        tab.evaluate("html => morph(document.getElementById('place'), html)", html)
    return tab.locator("#place").inner_html()


def ask(tab: Page, script: str) -> Any:
    return tab.evaluate(
        f"() => {{ const $ = (s) => document.querySelector('#place ' + s); {script} }}"
    )


LISTS = [
    ["<p>one</p>", "<p>two</p><p>three</p>", ""],
    ["<b data-key='1'>1</b><b data-key='2'>2</b>", "<b data-key='2'>2</b><b data-key='1'>1</b>"],
    ["<i>a</i><b data-key='1'>1</b>", "<b data-key='1'>x</b><i>a</i> and"],
    ["text", "<!-- note -->other <em>text</em>", "<em class='new'>text</em> other"],
    ["<ul><li id='a'>a</li></ul>", "<ol><li id='a'>b</li></ol>"],
    ["<b data-key='1'></b><b data-key='2'></b><b data-key='3'></b>", "<b data-key='2'>only</b>"],
    ["<b data-key='2'></b>", "<i></i><b data-key='1'></b><b data-key='2'></b><b data-key='3'></b>"],
]


@pytest.mark.parametrize("htmls", LISTS)
def test_afterwards_the_place_is_what_was_drawn(place: Page, htmls: list[str]) -> None:
    for upto in range(1, len(htmls) + 1):
        assert drawn(place, htmls[upto - 1]) == htmls[upto - 1].replace("'", '"')


def test_an_element_with_a_key_stays_the_same_one(place: Page) -> None:
    drawn(place, "<p>before</p><div data-key='x'>1</div>")
    ask(place, "window.kept = $('[data-key=x]');")
    drawn(place, "<h2>new</h2><div data-key='x'>2</div><p>after</p>")
    assert ask(place, "return window.kept === $('[data-key=x]') && window.kept.textContent;") == "2"


def test_scroll_stays_when_something_comes_or_goes_above(place: Page) -> None:
    tall = "<div id='s' data-keep='style'><p data-keep='style'>long</p></div>"
    drawn(place, f"<header>h</header> <ul><li>mark</li></ul> {tall}")
    ask(place, "$('#s').style = 'height: 50px; overflow: auto'; $('p').style.height = '900px';")
    ask(place, "$('#s').scrollTop = 300;")
    drawn(place, f"<header>h</header> {tall}", f"<header>h</header> <ul><li>b</li></ul> {tall}")
    assert ask(place, "return $('#s').scrollTop;") == 300


def test_what_is_typed_stays_until_the_app_says_otherwise(place: Page) -> None:
    drawn(place, "<input id='f' value='app'>")
    place.locator("#f").fill("mine")
    place.evaluate("document.activeElement.blur()")
    drawn(place, "<input id='f' value='app' class='x'>")
    assert place.locator("#f").input_value() == "mine"
    drawn(place, "<input id='f' value='other'>")
    assert place.locator("#f").input_value() == "mine"


def test_a_field_nobody_touched_follows_the_app(place: Page) -> None:
    drawn(place, "<input id='f' value='app'>", "<input id='f' value='other'>")
    assert place.locator("#f").input_value() == "other"


def test_the_caret_stays_where_it_is(place: Page) -> None:
    drawn(place, "<textarea id='f'></textarea>")
    place.locator("#f").fill("hello")
    ask(place, "$('#f').setSelectionRange(2, 4);")
    drawn(place, "<p>news</p><textarea id='f' rows='3'></textarea>")
    assert ask(place, "return [$('#f').selectionStart, $('#f').selectionEnd];") == [2, 4]
    assert ask(place, "return document.activeElement === $('#f');") is True


def test_a_tick_stays_unless_the_app_says_something_new(place: Page) -> None:
    box = "<div data-version='{}'><input type='checkbox' id='b'{}></div>"
    drawn(place, box.format(1, ""))
    place.locator("#b").check()
    drawn(place, box.format(1, " class='x'"))
    assert place.locator("#b").is_checked()
    drawn(place, box.format(1, " checked"), box.format(1, ""))
    assert not place.locator("#b").is_checked()
    place.locator("#b").check()
    drawn(place, box.format(2, ""))
    assert not place.locator("#b").is_checked()


def test_what_is_open_and_what_a_script_made_stays(place: Page) -> None:
    drawn(place, "<details id='d'><summary>s</summary>x</details><p data-keep='class'>p</p>")
    ask(place, "$('details').open = true; $('p').className = 'by-script';")
    ask(place, "const own = document.createElement('b'); own.dataset.own = ''; $('p').append(own);")
    html = drawn(
        place,
        "<i>news</i><details id='d'><summary>s</summary>y</details><p data-keep='class'>q</p>",
    )
    assert "open" in html
    assert '<p data-keep="class" class="by-script">q<b data-own=""></b></p>' in html


def test_the_focus_goes_to_what_is_near_when_its_element_is_gone(place: Page) -> None:
    drawn(place, "<ul><li id='m' tabindex='-1'><button>Dismiss</button></li></ul>")
    place.get_by_role("button", name="Dismiss").focus()
    drawn(place, "<ul><li id='m' tabindex='-1'>gone</li></ul>")
    assert ask(place, "return document.activeElement.id;") == "m"
