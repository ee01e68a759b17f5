"""Milepost's largest form, in the hands of people."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from blocks.forms import new_customer
from onboarding.intake import MOST_CONTACTS, IntakeForm, RawContact
from onboarding.tracks import Cutoffs
from sandbox.client import PersonDriver, SandboxDriver
from sandbox.server import Sandbox
from tests.browser import opened_tab
from tests.sandbox.conftest import RunningApp
from tests.sandbox.page.forms.showing import open_channel
from tests.sandbox.showing import buttons, on_click_open

LOOKS = [{}, {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}]


@pytest.mark.parametrize("look", LOOKS, ids=["wide", "phone"])
def test_the_form_of_a_new_customer_comes_back_as_it_was_typed(
    browser: Any,
    app: RunningApp,
    driver: SandboxDriver,
    sandbox: Sandbox,
    olivia: PersonDriver,
    look: Any,
) -> None:
    people = tuple(
        RawContact(f"Person {place}", f"p{place}@hazelfinch.example", "champion")
        for place in range(MOST_CONTACTS)
    )
    blank = new_customer.blank(owner=olivia.id, today=date(2026, 3, 2))
    form = replace(blank, contacts=people, sharing="connect")
    view = new_customer.render(form, Cutoffs(), team_channel_missing=True)
    on_click_open(app, view)
    sent: list[IntakeForm] = []

    @app.bolt.view(new_customer.CALLBACK)
    def take(ack: Any, view: Any) -> None:
        ack()
        sent.append(new_customer.read(view))

    with opened_tab(browser, **look) as tab:
        open_channel(app, olivia, tab, sandbox, driver).shows(buttons("open"))
        tab.get_by_role("button", name="open").click()
        dialog = tab.get_by_role("dialog", name="New customer")
        _fill(dialog, "Customer", "Hazel & Finch")
        _fill(dialog, "What do they want to have reached?", "Invoices out within a day")
        _fill(dialog, "Contract value a year", "120k")
        _choose(dialog, "Country", "Germany")
        _choose(dialog, "Account executive", "Arthur Lane")
        _fill(dialog, f"Person {MOST_CONTACTS}: name", "Maya Finch")
        assert _is_within(tab)
        dialog.get_by_role("button", name="Start onboarding").click()
        expect(dialog).to_have_count(0)
    (typed,) = sent
    assert typed == replace(
        form,
        name="Hazel & Finch",
        outcome="Invoices out within a day",
        contract_value="120k",
        country="DE",
        ae=driver.person("arthur").id,
        contacts=(*people[:-1], replace(people[-1], name="Maya Finch")),
    )


def _fill(dialog: Any, label: str, text: str) -> None:
    dialog.get_by_label(label).first.fill(text)


def _choose(dialog: Any, label: str, option: str) -> None:
    dialog.get_by_role("combobox", name=label).click()
    dialog.get_by_role("combobox", name=label).press_sequentially(option[:5])
    dialog.get_by_role("option", name=option).first.click()


def _is_within(tab: Page) -> bool:
    """Nothing has to be scrolled sideways."""
    return bool(
        tab.evaluate(
            "[document.documentElement, ...document.querySelectorAll('.modal-body')]"
            ".every((one) => one.scrollWidth <= one.clientWidth)"
        )
    )
