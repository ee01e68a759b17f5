"""Two pairs of hands for the page: a mouse and a keyboard, and a keyboard alone."""

from typing import Protocol

from playwright.sync_api import Locator, Page, expect

FURTHEST = 300
"""Keys pressed to reach something; what is further away, nobody reaches."""


class Hand(Protocol):
    """What somebody does with what they see on the page."""

    def press(self, wanted: Locator) -> None:
        """A button, a link, a tab."""

    def write(self, field: Locator, text: str) -> None:
        """Put a text into a field in the place of what is there."""

    def pick(self, option: Locator) -> None:
        """A radio button or a checkbox."""

    def choose(self, menu: Locator, option: str) -> None:
        """An option of a menu that can be searched, by the beginning of its name."""


class Mouse:
    """Clicks, and types where it clicked."""

    def __init__(self, tab: Page) -> None:
        self._tab = tab

    def press(self, wanted: Locator) -> None:
        wanted.click()

    def write(self, field: Locator, text: str) -> None:
        field.fill(text)

    def pick(self, option: Locator) -> None:
        option.check()

    def choose(self, menu: Locator, option: str) -> None:
        menu.click()
        menu.press_sequentially(option)
        self._tab.get_by_role("option", name=option).first.click()


class Keyboard:
    """Never touches the mouse: Tab from stop to stop, arrows within a list, Enter."""

    def __init__(self, tab: Page) -> None:
        self._tab = tab

    def press(self, wanted: Locator) -> None:
        self.reach(wanted)
        self._tab.keyboard.press("Enter")

    def write(self, field: Locator, text: str) -> None:
        self.reach(field)
        self._tab.keyboard.press("ControlOrMeta+a")
        self._tab.keyboard.type(text)

    def pick(self, option: Locator) -> None:
        self.reach(option)
        self._tab.keyboard.press("Space")

    def choose(self, menu: Locator, option: str) -> None:
        self.reach(menu)
        self._tab.keyboard.type(option)
        expect(self._tab.get_by_role("option", name=option).first).to_be_visible()
        self._tab.keyboard.press("ArrowDown")
        self._tab.keyboard.press("Enter")

    def reach(self, wanted: Locator) -> None:
        """Move the focus there; fails where no key leads."""
        expect(wanted).to_be_visible()
        for _ in range(FURTHEST):
            if wanted.evaluate("it => it === document.activeElement"):
                return
            beside = "it => !!document.activeElement.closest('[data-roving]')?.contains(it)"
            self._tab.keyboard.press("ArrowDown" if wanted.evaluate(beside) else "Tab")
        raise AssertionError(f"no key leads to {wanted}")
