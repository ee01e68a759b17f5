"""The forms in a local Slack, whole program and two companies: what the payloads of the other
tests only claim, Slack's side does here."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from blocks import actions
from blocks.forms import new_customer
from bot.app import build_app
from bot.clock import SystemClock
from bot.manifest import manifest
from bot.run import running
from bot.settings import Settings
from sandbox.client import PersonDriver, SandboxDriver, SandboxError
from sandbox.reports import MessageSeen, Modal
from sandbox.server import Sandbox
from storage import versions
from storage.people import MemberFacts

CHANNEL = "onb-hazel-finch"


@dataclass(frozen=True)
class Onboarding:
    """Hazel & Finch in the channel that Trellis shares with it."""

    driver: SandboxDriver
    olivia: PersonDriver  # owns the account
    maya: PersonDriver  # champion of the customer

    def checklist(self, person: PersonDriver) -> MessageSeen:
        """The checklist as a person sees it."""
        seen = person.messages(self.channel)
        return next(m for m in seen if any(a.startswith(actions.STUCK) for a in action_ids(m)))

    @property
    def channel(self) -> str:
        return self.olivia.channel(CHANNEL).id

    def click(self, person: PersonDriver, action_id: str) -> Modal | None:
        """A click on the checklist, and the modal it opens, if any."""
        message = self.checklist(person)
        outcome = person.click(self.channel, message.ts, action_id)
        assert outcome.acked, outcome.shown
        return person.modal()


def action_ids(message: MessageSeen) -> list[str]:
    elements = [
        element
        for block in message.blocks
        for element in (*block.get("elements", ()), block.get("accessory", {}))
    ]
    return [element["action_id"] for element in elements if "action_id" in element]


def words(modal: Modal | None) -> str:
    assert modal is not None
    return str(modal.blocks)


@pytest.fixture(scope="module")
def onboarding(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Onboarding]:
    url = f"sqlite:///{tmp_path_factory.mktemp('database') / 'milepost.db'}"
    versions.upgrade(url)
    with Sandbox.running(limits="off") as sandbox, sandbox.driver() as driver:
        installed = sandbox.install(manifest())
        environment: dict[str, Any] = {
            "DATABASE_URL": url,
            "SLACK_BOT_TOKEN": installed.bot_token,
            "SLACK_APP_TOKEN": installed.app_token,
            "SLACK_API_URL": sandbox.api_url,
        }
        milepost = build_app(Settings(**environment), SystemClock())
        with running(milepost):
            milepost.services.workspaces.learn(
                installed.team_id, members(driver, installed.team_id)
            )
            driver.until(lambda: driver.connections() > 0)
            yield shared_with_finch(driver)


def members(driver: SandboxDriver, team: str) -> list[MemberFacts]:
    return [
        MemberFacts(p.id, p.team_id, p.real_name, p.email, p.zone, p.is_restricted, p.is_bot)
        for p in driver.people()
        if p.team_id == team
    ]


def shared_with_finch(driver: SandboxDriver) -> Onboarding:
    """Start the customer by the form, as a person does, growing it on the way."""
    olivia, maya, tom = (driver.person(name) for name in ("olivia", "maya", "tom"))
    olivia.command("/onboard", "new Hazel & Finch")
    assert olivia.fill_and_submit(
        {
            "contract_value": "a lot",
            "outcome": "Every order leaves on its day",
            "country": "DE",
            "contacts.0.name": "Maya Finch",
            "contacts.0.email": maya.email,
            "contacts.0.role": "champion",
        }
    )
    for way in ("adopt", "guests", "connect"):
        olivia.click_in_modal(new_customer.CHOOSE_SHARING, way)
    olivia.click_in_modal(new_customer.ADD_CONTACT)
    further = {"contacts.1.name": "Tom Hazel", "contacts.1.email": tom.email}
    assert olivia.fill_and_submit(further | {"contract_value": "60k"}) is None
    assert "Hazel &amp; Finch" in words(olivia.modal())
    olivia.close_modal(everything=True)
    for person in (maya, tom):
        driver.until(person.inbox, timeout=20)
        person.accept(person.inbox()[0].id)
    found = Onboarding(driver, olivia, maya)
    wait(driver, lambda: found.channel in [channel.id for channel in maya.channels()])
    wait(driver, lambda: bool(found.checklist(maya)))
    return found


def wait(driver: SandboxDriver, condition: Callable[[], bool]) -> None:
    """Wait until something is there that may not be found at first."""

    def holds() -> bool:
        try:
            return condition()
        except (LookupError, StopIteration):
            return False

    driver.until(holds, timeout=20)


def test_a_person_of_another_company_says_where_it_is_stuck(onboarding: Onboarding) -> None:
    form = onboarding.click(onboarding.maya, actions.STUCK)
    assert form is not None
    assert form.title == "We're stuck"
    typed = {"kind": "access", "what": "Nobody can log in", "helper": "Tom"}
    assert onboarding.maya.fill_and_submit(typed) is None
    assert onboarding.maya.modal() is None
    wait(
        onboarding.driver,
        lambda: "Nobody can log in" in str(onboarding.checklist(onboarding.olivia).blocks),
    )


def test_a_person_of_another_company_surely_sees_why_a_tick_was_refused(
    onboarding: Onboarding,
) -> None:
    """The first milestone of the shipped playbook is ours."""
    tick = next(
        action
        for action in action_ids(onboarding.checklist(onboarding.maya))
        if action.startswith(actions.TICK)
    )
    modal = onboarding.click(onboarding.maya, tick)
    assert "is on our list, not on yours" in words(modal)
    onboarding.maya.close_modal(everything=True)


def test_a_new_date_is_previewed_on_top_of_the_form_and_saving_closes_both(
    onboarding: Onboarding,
) -> None:
    olivia = onboarding.olivia
    form = onboarding.click(olivia, actions.CHANGE)
    assert form is not None
    olivia.submit({"due_on": "2000-01-03"})
    assert "in the past" in words(olivia.modal())
    olivia.close_modal()
    below = olivia.modal()
    assert below is not None
    assert below.id == form.id  # there to be mended
    olivia.submit({"due_on": working_day_in_march().isoformat()})
    preview = olivia.modal()
    assert preview is not None
    assert preview.callback_id == "change_preview"
    olivia.submit({})
    assert olivia.modal() is None


def working_day_in_march() -> date:
    """A day of next year on which Germany works: it has no holidays early in March."""
    day = date(SystemClock().now().year + 1, 3, 4)
    return day if day.weekday() < 5 else day + timedelta(days=2)


def test_a_customer_that_is_picked_takes_the_place_of_the_list(onboarding: Onboarding) -> None:
    olivia = onboarding.olivia
    [asked] = olivia.command("/onboard", "status").answers
    [menu] = [block for block in asked.blocks if block["type"] == "actions"]
    account = menu["elements"][0]["options"][0]["value"]
    assert olivia.click("general", asked.ts, actions.STATUS_PICK, account).acked
    [shown] = [m for m in olivia.messages("general") if m.ts == asked.ts]
    assert "Every order leaves on its day" in shown.text


def test_home_shows_the_customer_and_opens_the_form(onboarding: Onboarding) -> None:
    olivia = onboarding.olivia
    wait(onboarding.driver, lambda: "Hazel" in str(olivia.home()))
    assert olivia.click_at_home(actions.NEW_CUSTOMER).acked
    modal = olivia.modal()
    assert modal is not None
    assert modal.callback_id == new_customer.CALLBACK
    olivia.close_modal()


def test_nothing_the_handlers_asked_of_slack_was_out_of_order(onboarding: Onboarding) -> None:
    assert onboarding.driver.violations() == []
    views = [call for call in onboarding.driver.calls() if call.method.startswith("views.")]
    assert views
    assert [call for call in views if not (call.answer or {}).get("ok")] == []


def test_our_people_keep_a_message_and_read_the_timeline_and_customers_are_not_offered_it(
    onboarding: Onboarding,
) -> None:
    olivia, channel = onboarding.olivia, onboarding.channel
    ts = onboarding.maya.say(channel, "We go live & stay live in May.")
    assert olivia.shortcut("record_message", channel=channel, ts=ts).acked
    assert "We go live & stay live in May." in words(olivia.modal())
    olivia.submit({"kind": "decision"})
    assert "as a decision" in words(olivia.modal())
    olivia.close_modal(everything=True)
    [answer] = olivia.command("/onboard", "status", channel).answers
    for action, told in ((actions.TIMELINE, "recorded a decision"), (actions.NOTES, "stay live")):
        assert olivia.click(channel, answer.ts, action).acked
        assert told in words(olivia.modal())
        olivia.close_modal(everything=True)
    with pytest.raises(SandboxError, match="offered no shortcut"):
        onboarding.maya.shortcut("record_message", channel=channel, ts=ts)
