"""The page as somebody in front of it goes about it: who to be, where to go, what to press."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.end_to_end.page.hands import Hand

NARROW = 768
"""Pixels below which the people and places of the page are behind a button."""


@dataclass(frozen=True)
class Visit:
    """A newcomer in front of the page."""

    tab: Page
    hand: Hand

    def arrives(self, address: str) -> None:
        self.tab.goto(address)

    def is_now(self, name: str) -> None:
        """Be somebody else."""
        self._opens_places()
        rail = self.tab.locator("#rail")
        self.hand.press(rail.get_by_role("link", name=name))
        expect(self.tab.locator("#sidebar")).to_contain_text(f"You are {name}")

    def goes_to(self, place: str) -> None:
        """A channel, the inbox, …, by its name in the sidebar."""
        self._opens_places()
        link = self.tab.locator("#sidebar").get_by_role("link", name=place).first
        self.hand.press(link)
        # Looked up anew, not by role: on a phone the drawer has closed over it.
        here = self.tab.locator('#sidebar a[aria-current="page"]')
        expect(here).to_contain_text(place)

    def types(self, words: str) -> None:
        """Into the composer of the channel, and sends it."""
        field = self.tab.locator("#composer-channel").get_by_role("combobox")
        self.hand.write(field, words)
        self.tab.keyboard.press("Escape")  # no suggestion is wanted
        self.tab.keyboard.press("Enter")

    def message(self, words: str) -> Locator:
        """The newest message in the channel that says this."""
        return self.tab.locator("#main .message").filter(has_text=words).last

    def presses(self, within: Locator, name: str) -> None:
        self.hand.press(within.get_by_role("button", name=name).first)

    def form(self, name: str) -> Locator:
        """The form that is open."""
        found = self.tab.get_by_role("dialog", name=name)
        expect(found).to_be_visible()
        return found

    def sends(self, form: Locator, button: str) -> None:
        self.presses(form, button)
        expect(form).to_have_count(0)

    def opens_thread(self, message: Locator) -> Locator:
        self.hand.press(message.locator("a.replies"))
        thread = self.tab.locator("#thread")
        expect(thread).to_be_visible()
        return thread

    def _opens_places(self) -> None:
        """On a phone they are in a drawer."""
        size = self.tab.viewport_size
        if size is not None and size["width"] < NARROW:
            button = self.tab.get_by_role("button", name="People and channels")
            if button.is_visible() and button.get_attribute("aria-expanded") != "true":
                self.hand.press(button)
