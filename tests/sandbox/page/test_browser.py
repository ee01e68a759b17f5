"""The browser that tests of the page are given."""

import asyncio

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import opened_tab


def test_a_tab_shows_a_page(tab: Page) -> None:
    tab.set_content("<h1>Here</h1>")
    assert tab.inner_text("h1") == "Here"


async def test_an_asynchronous_test_may_follow(browser: Browser) -> None:
    assert browser.is_connected()
    await asyncio.sleep(0)


def test_two_tabs_are_two_people(browser: Browser, tab: Page) -> None:
    with opened_tab(browser, viewport={"width": 390, "height": 844}) as other:
        other.set_content("<p>Other</p>")
        tab.set_content("<p>One</p>")
        assert other.evaluate("innerWidth") == 390
        assert other.inner_text("p") == "Other"
    assert tab.inner_text("p") == "One"


@pytest.mark.parametrize("script", ["console.error('broken')", "throw Error('broken')"])
def test_an_error_in_the_console_fails_the_test(browser: Browser, script: str) -> None:
    with pytest.raises(AssertionError, match="broken"), opened_tab(browser) as page:
        page.set_content(f"<script>{script}</script>")
