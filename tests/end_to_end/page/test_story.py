"""The first customer, lived through on the page in a real browser: what a newcomer does.

A new customer, its invitation accepted, a milestone ticked by the customer, "we're stuck", undo and
the celebration in the thread; with a mouse and by keyboard alone, in light and dark, on a phone.
"""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from sandbox.server import Sandbox
from tests.browser import opened_tab
from tests.end_to_end.page.hands import Hand, Keyboard, Mouse
from tests.end_to_end.page.visiting import Visit
from tests.end_to_end.stage import CHANNEL, CUSTOMER, OUTCOME, THEIR_FIRST, Stage

pytestmark = [
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
    pytest.mark.timeout(300),
]
THEIRS = "The people on your side are named"
PHONE = {"width": 390, "height": 844}
LOOKS: dict[str, tuple[Callable[[Page], Hand], dict[str, Any]]] = {
    "mouse-light": (Mouse, {}),
    "mouse-dark": (Mouse, {"color_scheme": "dark"}),
    "phone": (Mouse, {"viewport": PHONE, "has_touch": True}),
    "keyboard": (Keyboard, {}),
}


@pytest.fixture
def visit(request: pytest.FixtureRequest, browser: Browser) -> Any:
    request.getfixturevalue("stage")  # which ends after the tab: it would complain that it is gone
    hand, look = LOOKS[request.param]
    with opened_tab(browser, **look) as tab:
        yield Visit(tab, hand(tab))


@pytest.mark.parametrize("visit", LOOKS, indirect=True)
def test_a_newcomer_lives_through_the_first_customer(
    visit: Visit, stage: Stage, sandbox: Sandbox
) -> None:
    visit.arrives(sandbox.base_url)
    _starts_a_customer(visit, stage)
    _accepts_the_invitation(visit, stage)

    plan = _plan(visit)
    expect(plan).to_contain_text("0 of 15")
    visit.presses(plan, f"Mark done: {THEIRS}")
    expect(plan).to_contain_text("1 of 15")
    assert len(stage.on_record("milestone.done")) == 1

    _is_stuck(visit)
    expect(plan).to_contain_text("Stuck: Our IT has no time before June")

    visit.presses(plan, f"Undo: {THEIRS}")
    expect(plan).to_contain_text("0 of 15")

    thread = visit.opens_thread(plan)
    expect(thread).to_contain_text(re.compile("Maya Finch"))
    assert stage.on_record("milestone.done")[0]["milestone"] == THEIR_FIRST
    assert _nothing_is_cut_off(visit.tab)


def _starts_a_customer(visit: Visit, stage: Stage) -> None:
    visit.is_now("Olivia Hart")
    visit.goes_to("general")
    visit.types(f"/onboard new {CUSTOMER}")
    form = visit.form("New customer")
    visit.hand.write(_field(form, "What do they want to have reached?"), OUTCOME)
    visit.hand.write(_field(form, "Contract value a year"), "60k")
    visit.hand.choose(form.get_by_role("combobox", name="Country"), "France")
    visit.hand.write(_field(form, "Person 1: name"), stage.maya.name)
    visit.hand.write(_field(form, "Person 1: email"), stage.maya.email)
    visit.sends(form, "Start onboarding")
    visit.sends(visit.form("On its way"), "Done")
    stage.quiet()


def _accepts_the_invitation(visit: Visit, stage: Stage) -> None:
    visit.is_now("Maya Finch")
    visit.goes_to("Inbox")
    visit.presses(visit.tab.locator("#main"), "Accept")
    stage.until(lambda: stage.maya.is_in(CHANNEL))
    stage.quiet()
    visit.goes_to(CHANNEL)


def _is_stuck(visit: Visit) -> None:
    visit.presses(_plan(visit), "We're stuck")
    form = visit.form("We're stuck")
    visit.hand.pick(form.get_by_role("radio").first)
    visit.hand.write(_field(form, "What happened"), "Our IT has no time before June")
    visit.sends(form, "Tell everyone")


def _plan(visit: Visit) -> Locator:
    return visit.message("Our plan")


def _field(form: Locator, label: str) -> Locator:
    return form.get_by_label(label).first


def _nothing_is_cut_off(tab: Page) -> bool:
    """Nobody has to scroll sideways."""
    return bool(tab.evaluate("document.documentElement.scrollWidth <= innerWidth"))
