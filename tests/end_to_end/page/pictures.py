"""Takes the pictures of the README out of the demo.

`uv run python -m tests.end_to_end.page.pictures [NAME …]` plays the portfolio, sits down in
front of its page, and writes `docs/pictures/*.png`: all of them, or those that are named. It needs
Chromium and a font with emoji.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser, Page, expect

from bot.clock import SystemClock
from bot.demo.guide import NEXT_TO_START
from bot.demo.portfolio import begins, first_monday, play_history
from bot.demo.portfolio.fernhill_clinics import FERNHILL_CLINICS
from bot.demo.portfolio.harbour_and_pine import HARBOUR_AND_PINE
from bot.demo.portfolio.lumen_cycles import LUMEN_CYCLES
from bot.demo.stage import Stage, open_stage
from tests.browser import chromium, opened_tab

FOLDER = Path(__file__).parents[3] / "docs" / "pictures"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
DARK = {"color_scheme": "dark"}
NOTHING_FLOATS = "document.getElementById('to-newest').style.visibility = 'hidden'"


@dataclass(frozen=True, slots=True)
class Picture:
    """`who` looks at a `place` of their sidebar, in a tab with this `look`, and does `then`."""

    name: str
    who: str
    place: str
    then: Callable[[Page], None]
    look: dict[str, Any] = field(default_factory=dict)


def main(*wanted: str) -> None:
    FOLDER.mkdir(exist_ok=True)
    monday = first_monday(SystemClock().now())
    with (
        TemporaryDirectory(prefix="milepost-pictures-") as folder,
        open_stage(Path(folder), starts_at=begins(monday)) as stage,
        chromium() as browser,
    ):
        play_history(stage, monday, lambda customer: print(customer.name))  # noqa: T201
        for picture in PICTURES:
            if not wanted or picture.name in wanted:
                _take(picture, stage, browser)


def _take(picture: Picture, stage: Stage, browser: Browser) -> None:
    base = stage.sandbox.base_url
    with opened_tab(browser, **picture.look) as tab:
        tab.goto(f"{base}/as/{stage.driver.person(picture.who).id}/browse")
        place = tab.locator("#sidebar li a").filter(has_text=picture.place).first
        tab.goto(f"{base}{place.get_attribute('href')}")
        expect(tab.locator("#clock time")).to_be_visible()
        picture.then(tab)
        tab.evaluate(NOTHING_FLOATS)
        file = FOLDER / f"{picture.name}.png"
        tab.screenshot(path=file, animations="disabled", caret="hide")
        print(f"{file.name}: {file.stat().st_size // 1000} kB")  # noqa: T201


def _at(words: str) -> Callable[[Page], None]:
    """At the beginning of the newest message that says this."""

    def go(tab: Page) -> None:
        message = tab.locator("#main .message").filter(has_text=words).last
        expect(message).to_be_visible()
        message.evaluate("it => it.scrollIntoView({ block: 'start' })")

    return go


def _at_the_end(tab: Page) -> None:
    expect(tab.locator("#main .message").last).to_be_in_viewport()


def _opening_the_form(tab: Page) -> None:
    field = tab.locator("#composer-channel textarea")
    field.fill(f"/onboard new {NEXT_TO_START}")
    field.press("Escape")
    field.press("Enter")
    form = tab.get_by_role("dialog", name="New customer")
    form.get_by_label("What do they want").first.fill(
        "Every boat out on the morning it is booked, with half the calls"
    )
    country = form.get_by_role("combobox", name="Country")
    country.click()
    country.press_sequentially("Portugal")
    form.get_by_role("option").first.click()
    form.get_by_label("Contract value").first.fill("40k")
    form.get_by_label("Customer").first.focus()


PICTURES = (
    Picture("plan", "lena", HARBOUR_AND_PINE.channel, _at("our plan")),
    Picture("plan-phone", "femke", LUMEN_CYCLES.channel, _at("our plan"), PHONE),
    Picture("quiet-dark", "dana", FERNHILL_CLINICS.channel, _at_the_end, DARK),
    Picture("our-side", "olivia", "Milepost", _at("What moved")),
    Picture("new-customer", "olivia", "general", _opening_the_form),
)

if __name__ == "__main__":
    main(*sys.argv[1:])
