"""The inspector and the clock as one uses them: clicked, typed, seen in a real browser."""

import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.client import Installation, SandboxDriver
from sandbox.reports import TeamEntry
from sandbox.server import Sandbox
from tests.browser import opened_tab
from tests.sandbox.conftest import manifest, web_client

START = 1_772_442_000.0  # Monday 2 March 2026, 09:00 UTC
BLOCKS = [{"type": "section", "text": {"type": "mrkdwn", "text": "*On time* & <b>well</b>"}}]


class Place:
    """A sandbox with its page, and an app that has a channel."""

    def __init__(self, sandbox: Sandbox, driver: SandboxDriver) -> None:
        self.sandbox = sandbox
        self.driver = driver
        self.installed: Installation = driver.install(manifest())
        self.client: WebClient = web_client(sandbox, self.installed.bot_token)
        self.channel: str = self.client.conversations_create(name="onb-hazel")["channel"]["id"]

    def post(self, text: str, **more: Any) -> str:
        """What became of it: "ok", or what went wrong."""
        try:
            self.client.chat_postMessage(channel=self.channel, text=text, **more)
        except SlackApiError as refused:
            return str(refused.response.get("error"))
        except OSError:
            return "no answer"
        return "ok"

    def host(self) -> TeamEntry:
        return next(team for team in self.driver.teams() if team.name == "Trellis")

    def visit(self, tab: Page, who: str = "olivia") -> None:
        tab.goto(f"{self.sandbox.base_url}/as/{self.driver.person(who).id}")
        tab.get_by_role("button", name="Inspector").click()
        expect(tab.locator("#calls-0")).to_be_visible()
        expect(tab.locator(".clock-time")).to_be_visible()


@pytest.fixture
def place() -> Iterator[Place]:
    with Sandbox.running(limits="off", starts_at=START) as sandbox, sandbox.driver() as driver:
        yield Place(sandbox, driver)


def tab_named(tab: Page, name: str) -> Locator:
    return tab.get_by_role("tab", name=re.compile(name))


def newest(tab: Page) -> Locator:
    return tab.locator("#panel-calls li").first


@pytest.mark.parametrize(
    ("kind", "outcome", "shown"),
    [
        ("Answer 429: too many calls", "ratelimited", "429 ratelimited"),
        ("Answer 500, nothing is applied", "internal_error", "500 internal_error"),
        ("Cut the connection once it is applied", "no answer", "no answer"),
        ("Refuse with an error code", "is_archived", "is_archived"),
    ],
)
def test_a_fault_is_switched_on_by_clicking_and_strikes_the_next_call(
    place: Place, tab: Page, kind: str, outcome: str, shown: str
) -> None:
    place.visit(tab)
    tab_named(tab, "Faults").click()
    form = tab.get_by_role("form", name="Switch a fault on")
    form.get_by_label("What goes wrong").select_option(kind)
    form.get_by_label("On which calls").select_option("chat.postMessage")
    if outcome == "is_archived":
        form.locator("[name=code]").select_option(outcome)
    form.get_by_role("button", name="Switch on").click()
    switched = tab.locator(".switched li")
    expect(switched).to_contain_text("chat.postMessage")
    expect(switched).to_contain_text("the next call")

    assert place.post("Struck") == outcome
    expect(tab.get_by_text("No fault is switched on.")).to_be_visible()
    assert place.post("Struck") == "ok"
    tab_named(tab, "Calls").click()
    expect(tab.locator("#calls-1")).to_contain_text(shown)
    if outcome != "is_archived":  # that was Slack's own answer: to ask again is no repetition
        expect(newest(tab)).to_contain_text("tried again")


def test_a_fault_counts_its_calls_and_is_switched_off_by_hand(place: Place, tab: Page) -> None:
    place.visit(tab)
    tab_named(tab, "Faults").click()
    tab.get_by_label("What goes wrong").select_option("Answer late")
    tab.get_by_label("Late by, seconds").fill("0.01")
    tab.get_by_label("How many calls").fill("7")
    tab.get_by_role("button", name="Switch on").click()
    switched = tab.locator(".switched li")
    expect(switched).to_contain_text("answer 0.01 s late the next 7 calls")
    assert place.post("Late") == "ok"
    expect(switched).to_contain_text("the next 6 calls")
    switched.get_by_role("button", name="Off").click()
    expect(tab.get_by_text("No fault is switched on.")).to_be_visible()
    expect(tab.locator("#switched-on")).to_be_focused()
    assert place.driver.faults.active() == []


def test_a_held_call_is_seen_and_let_go_on(place: Place, tab: Page) -> None:
    place.driver.faults.add("hold_after", "chat.postMessage")
    place.visit(tab)
    tab_named(tab, "Faults").click()
    expect(tab.locator(".switched li")).to_contain_text("hold the answer once applied")
    with ThreadPoolExecutor(1) as elsewhere:
        posting = elsewhere.submit(place.post, "Held")
        expect(tab.locator(".held li")).to_have_text(
            re.compile(r"chat\.postMessage #onb-hazel\s+held, applied")
        )
        assert not posting.done()
        tab.get_by_role("button", name="Let them go on").click()
        assert posting.result() == "ok"
    expect(tab.locator(".held")).to_have_count(0)


def test_a_revoked_token_counts_again_when_all_is_switched_off(place: Place, tab: Page) -> None:
    place.driver.revoke_token(place.installed.app_id)
    place.visit(tab)
    tab_named(tab, "Faults").click()
    expect(tab.get_by_text("token revoked")).to_be_visible()
    assert place.post("Revoked") == "token_revoked"
    tab.get_by_role("button", name="All off").click()
    expect(tab.get_by_text("token revoked")).to_have_count(0)
    assert place.post("Given back") == "ok"
    tab.get_by_role("button", name="Revoke the token").click()
    expect(tab.get_by_text("token revoked")).to_be_visible()
    assert place.post("Revoked") == "token_revoked"


def test_what_a_workspace_allows_is_switched_by_its_boxes(place: Place, tab: Page) -> None:
    place.visit(tab)
    tab_named(tab, "Faults").click()
    paid = tab.get_by_role("group", name="Trellis").get_by_label("On a paid plan")
    paid.uncheck()
    expect(paid).to_be_focused()
    place.driver.until(lambda: not place.host().paid)
    tab.get_by_label("Slack’s rate limits count").check()
    place.driver.until(lambda: place.driver.settings()["limits"])


def test_a_call_opens_with_its_blocks_for_the_builder_and_a_copy(place: Place, tab: Page) -> None:
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    place.post("Hello", blocks=BLOCKS)
    place.visit(tab)
    row = newest(tab)
    row.locator("summary").click()
    link = row.get_by_role("link", name="Open in Block Kit Builder")
    _, _, fragment = (link.get_attribute("href") or "").partition("#")
    assert json.loads(unquote(fragment)) == {"blocks": BLOCKS}
    row.get_by_role("button", name="Copy").first.click()
    expect(row.get_by_role("button", name="Copied")).to_be_visible()
    assert json.loads(tab.evaluate("navigator.clipboard.readText()")) == BLOCKS


def test_new_calls_appear_by_themselves_unless_paused(place: Place, tab: Page) -> None:
    place.visit(tab)
    place.post("One")
    expect(newest(tab)).to_contain_text("chat.postMessage #onb-hazel")
    pause = tab.locator("#panel-calls [data-pause]")
    pause.click()
    expect(pause).to_have_attribute("aria-pressed", "true")
    place.post("Two", colour="red")
    expect(tab.locator('[data-count="violations"]')).to_have_text("1")
    expect(tab.locator("#calls-2")).to_have_count(0)
    pause.click()
    expect(tab.locator("#calls-2")).to_be_visible()


def test_calls_are_filtered_while_one_types(place: Place, tab: Page) -> None:
    place.post("Bread and butter")
    place.post("Jam")
    place.visit(tab)
    rows = tab.locator("#panel-calls li")
    expect(rows).to_have_count(3)
    tab.get_by_label("Filter calls by text").fill("butter")
    expect(rows).to_have_count(1)
    tab.get_by_label("Filter calls by text").fill("honey")
    expect(tab.get_by_text("Nothing fits the filter.")).to_be_visible()
    tab.get_by_label("Filter calls by text").fill("")
    tab.get_by_label("Only one method").select_option("conversations.create")
    expect(rows).to_have_count(1)


def test_a_payload_is_sent_again_and_what_became_of_it_is_told(place: Place, tab: Page) -> None:
    place.driver.person("olivia").say("general", "Good morning")
    place.client.conversations_invite(channel=place.channel, users=place.driver.person("olivia").id)
    place.visit(tab)
    tab_named(tab, "Payloads").click()
    before = len(place.driver.deliveries())
    row = tab.locator("#payloads-0")
    row.locator("summary").click()
    row.get_by_role("button", name="Send again").click()
    expect(row.locator("output")).to_have_text("Not acknowledged: no_connection.")
    assert len(place.driver.deliveries()) == before + 1


def test_no_secret_reaches_the_page(place: Place, tab: Page) -> None:
    web_client(place.sandbox, place.installed.app_token).apps_connections_open(
        app_token=place.installed.app_token
    )
    secrets = (
        place.installed.bot_token,
        place.installed.app_token,
        place.installed.user_token,
        place.installed.signing_secret,
        place.installed.client_secret,
    )
    place.post(f"We lost {' and '.join(secrets[:3])}")
    place.driver.person("olivia").join(place.channel)
    place.visit(tab)
    for log in ("calls", "payloads"):
        tab_named(tab, log.capitalize()).click()
        for row in tab.locator(f"#panel-{log} summary").all():
            row.click()
        expect(tab.locator(f"#panel-{log} .row-detail:empty")).to_have_count(0)
    html = tab.content()
    assert "•••" in html
    verification = {app.verification_token for app in place.sandbox._slack.world.apps.values()}
    for secret in (*secrets, *verification):
        assert secret not in html


def test_the_inspector_is_closed_by_escape_and_stays_as_it_was_left(
    place: Place, tab: Page
) -> None:
    place.visit(tab)
    inspector = tab.get_by_role("complementary", name="Inspector")
    tab.reload()
    expect(tab.locator("#calls-0")).to_be_visible()
    search = tab.get_by_label("Filter calls by text")
    search.fill("honey")
    tab.keyboard.press("Escape")
    expect(search).to_have_value("")
    expect(inspector).to_be_visible()
    tab.keyboard.press("Escape")
    expect(inspector).to_be_hidden()
    opener = tab.get_by_role("button", name="Inspector")
    expect(opener).to_be_focused()
    expect(opener).to_have_attribute("aria-expanded", "false")
    tab.reload()
    expect(tab.locator(".clock-time")).to_be_visible()
    expect(inspector).to_be_hidden()


def test_tabs_are_chosen_with_the_arrow_keys(place: Place, tab: Page) -> None:
    place.visit(tab)
    tab_named(tab, "Calls").focus()
    for key, name in [
        ("ArrowRight", "Payloads"),
        ("ArrowRight", "Violations"),
        ("End", "Faults"),
        ("ArrowRight", "Calls"),
        ("ArrowLeft", "Faults"),
        ("Home", "Calls"),
    ]:
        tab.keyboard.press(key)
        chosen = tab_named(tab, name)
        expect(chosen).to_be_focused()
        expect(chosen).to_have_attribute("aria-selected", "true")
        expect(tab.get_by_role("tabpanel")).to_have_count(1)
        expect(tab.get_by_role("tabpanel", name=re.compile(name))).to_be_visible()


def test_the_clock_is_turned_by_a_button(place: Place, tab: Page) -> None:
    place.visit(tab)
    expect(tab.locator("#clock .clock-face")).to_contain_text("Mon 2 Mar 2026")
    tab.get_by_role("button", name="+1 day").click()
    expect(tab.locator("#clock .clock-face")).to_contain_text("Tue 3 Mar 2026")
    expect(tab.locator("#clock").get_by_role("status")).to_contain_text(
        re.compile(r"It is Tue 3 Mar 2026, 09:0\d\. Nothing happened on the way\.")
    )
    tab.get_by_role("button", name="Next working day").click()
    expect(tab.locator("#clock .clock-face")).to_contain_text("Wed 4 Mar 2026 09:00")


def test_the_clock_is_turned_by_the_keyboard_to_what_happens_next(place: Place, tab: Page) -> None:
    at = int(place.driver.now()) + 2 * 86_400
    place.client.chat_scheduleMessage(channel=place.channel, text="Later", post_at=at)
    place.visit(tab, "priya")
    expect(tab.locator("#clock .clock-face")).to_contain_text("14:3")
    expect(tab.locator("#clock-hint")).to_contain_text("a scheduled message is posted")
    tab.get_by_role("button", name="+1 hour").focus()
    for _ in range(3):
        tab.keyboard.press("Tab")
    following = tab.get_by_role("button", name="To what happens next")
    expect(following).to_be_focused()
    tab.keyboard.press("Enter")
    expect(tab.locator("#clock").get_by_role("status")).to_contain_text(
        "On the way: a scheduled message is posted."
    )
    expect(tab.locator("#clock .clock-face")).to_contain_text("Wed 4 Mar 2026")
    expect(following).to_be_focused()
    tab.keyboard.press("Enter")
    expect(tab.locator("#clock").get_by_role("status")).to_contain_text(
        "Nothing is going to happen by itself."
    )
    tab.keyboard.press("Shift+Tab")
    place.post("Something changes")
    expect(following).to_be_disabled()


def test_a_person_elsewhere_reads_their_own_time(place: Place, tab: Page) -> None:
    place.visit(tab, "liam")
    expect(tab.locator("#clock .clock-face")).to_contain_text("Los Angeles")
    expect(newest(tab)).to_contain_text("2 Mar, 01:0")
    tab.get_by_role("navigation", name="Be somebody").get_by_role("link", name="Priya").click()
    expect(tab.locator("#clock .clock-face")).to_contain_text("Kolkata")
    expect(newest(tab)).to_contain_text("2 Mar, 14:3")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everything_has_room_on_a_phone(browser: Browser, place: Place, scheme: Any) -> None:
    place.post("Hello", blocks=BLOCKS, colour="a-very-long-word-" * 20)
    phone = {"width": 390, "height": 844}
    with opened_tab(browser, viewport=phone, color_scheme=scheme) as tab:
        place.visit(tab)
        newest(tab).locator("summary").click()
        expect(newest(tab).locator("pre").first).to_be_visible()
        for name in ("Calls", "Payloads", "Violations", "Faults"):
            tab_named(tab, name).click()
            expect(tab.get_by_role("tabpanel", name=re.compile(name))).to_be_visible()
            assert tab.evaluate("document.documentElement.scrollWidth") <= phone["width"]
            assert tab.evaluate("document.getElementById('inspector').scrollWidth") <= 390
        expect(tab.get_by_role("button", name="+1 hour")).to_be_hidden()
        tab.get_by_role("button", name="Turn the clock").click()
        tab.get_by_role("button", name="+1 hour").click()
        expect(tab.locator("#clock").get_by_role("status")).to_contain_text("10:0")
        tab.keyboard.press("Escape")
        expect(tab.get_by_role("button", name="+1 hour")).to_be_hidden()
        expect(tab.get_by_role("button", name="Turn the clock")).to_be_focused()
