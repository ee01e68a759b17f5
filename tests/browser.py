"""A real Chromium for tests of pages. A conftest imports the fixtures it needs."""

import asyncio
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)

NAMES = (
    "chromium-headless-shell",  # takes a third less of the processor's time per page
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
)
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SETTINGS: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}, "locale": "en-US"}
PATIENCE = 10_000
"""Milliseconds until something that does not come counts as missing."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, found on the path. CI does not do without it; elsewhere its tests are skipped."""
    if program() is None and os.environ.get("CI"):
        pytest.fail("no Chromium on the path, and CI does not do without it")
    if program() is None:
        pytest.skip(f"no Chromium on the path (looked for {', '.join(NAMES)})")
    with chromium() as opened:
        yield opened


def program() -> str | None:
    """Where Chromium is."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A Chromium of its own, and patience with it."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program(), args=QUIET)
        asyncio._set_running_loop(None)
        yield opened
        asyncio._set_running_loop(opened._loop)
        opened.close()


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A fresh page, 1280 × 800. Fails the test at its end for errors in the console."""
    with opened_tab(browser) as page:
        yield page


@pytest.fixture(scope="session")
def lender(browser: Browser) -> Iterator["Lender"]:
    opened = Lender(browser)
    yield opened
    opened.close()


@pytest.fixture
def used_tab(lender: "Lender") -> Iterator[Page]:
    """As `tab`, for half the price: others have been in it, and left nothing. For tests that change
    neither its size nor its settings."""
    with lender.lent() as page:
        yield page


@contextmanager
def opened_tab(browser: Browser, **context: Any) -> Iterator[Page]:
    """A page with cookies and settings of its own: `viewport={"width": 390, "height": 844}`,
    `color_scheme="dark"`, `timezone_id="Asia/Tokyo"`. Several may be open in one test."""
    errors: list[str] = []
    with _at_work(browser), browser.new_context(**SETTINGS | context) as opened:
        page = _page_in(opened, errors)
        yield page
        page.evaluate("0")  # what the page has already said has reached us by now
    assert not errors, errors


class Lender:
    """One tab, lent to one test after the other: opening one takes as long as using it."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._errors: list[str] = []
        with _at_work(browser):
            self._context = browser.new_context(**SETTINGS)
            self._page = _page_in(self._context, self._errors)

    @contextmanager
    def lent(self) -> Iterator[Page]:
        """Blank, without cookies, routes and other pages. Fails for errors in the console."""
        self._errors.clear()
        with _at_work(self._browser):
            yield self._page
            self._page.evaluate("0")
            for page in self._context.pages:
                if page is not self._page:
                    page.close()
            self._page.unroute_all()
            self._context.unroute_all()
            self._page.goto("about:blank")
            self._page.mouse.move(0, 0)
            self._context.clear_cookies()
        assert not self._errors, self._errors

    def close(self) -> None:
        with _at_work(self._browser):
            self._context.close()


def _page_in(context: BrowserContext, errors: list[str]) -> Page:
    """A new page that notes what goes wrong in it."""
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.on("console", lambda said: errors.extend(_complaint(said)))
    page.on("pageerror", lambda error: errors.append(f"{error}\n{error.stack}"))
    return page


def _complaint(said: ConsoleMessage) -> list[str]:
    """An error in the console. That the sandbox refused what somebody did is none: Chromium
    notes it there, and the page tells it to the person."""
    if said.type != "error":
        return []
    refused = said.text.startswith("Failed to load resource: the server responded with a status")
    if refused and urlsplit(said.location["url"]).path.startswith("/sandbox/"):
        return []
    return [f"{said.text} ({said.location['url']})"]


@contextmanager
def _at_work(browser: Browser) -> Iterator[None]:
    """Playwright leaves its event loop marked as running in this thread, where asynchronous tests
    could then start none of their own. So it is marked so only while a page is in use."""
    before = asyncio._get_running_loop()
    asyncio._set_running_loop(browser._loop)
    try:
        yield
    finally:
        asyncio._set_running_loop(before)
