"""The inspector: what it tells of calls, payloads and violations, and what it never tells."""

import asyncio
import json
from typing import Any
from urllib.parse import unquote

import httpx
import pytest
from starlette.applications import Starlette
from starlette.types import ASGIApp

from sandbox.apps import App
from sandbox.clock import Clock
from sandbox.fault_controls import documented_errors
from sandbox.faults import Fault, FaultKind
from sandbox.installing import install
from sandbox.methods import TABLE
from sandbox.page.inspecting import listing
from sandbox.page.inspecting.listing import PAGE
from sandbox.page.inspector import routes
from sandbox.seed import host_team
from sandbox.settings import Settings
from sandbox.slack import Slack
from sandbox.transports import Ack
from sandbox.web import build
from tests.sandbox.conftest import manifest
from tests.sandbox.page.tree import Node, parsed

Json = dict[str, Any]

START = 1_772_442_000.0  # Monday 2 March 2026, 09:00 UTC


def asked(app: ASGIApp, method: str, path: str, **request: Any) -> httpx.Response:
    """One request to an application, without a server."""

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(
            transport=transport, base_url="http://sandbox", trust_env=False
        ) as client:
            return await client.request(method, path, **request)

    return asyncio.run(ask())


class Page:
    """The inspector of a sandbox in which one app is installed, and that app's calls."""

    def __init__(self, slack: Slack) -> None:
        self.slack = slack
        self.app: App = install(slack, host_team(slack.world), manifest(), None)
        self._web_api = build(slack)
        self._page = Starlette(routes=routes(slack))

    def part(self, path: str, **query: Any) -> Node:
        answer = asked(self._page, "GET", f"/page/inspector{path}", params=query)
        assert answer.status_code == 200, answer.text
        return parsed(answer.text)

    def refusal(self, path: str, **query: Any) -> str:
        answer = asked(self._page, "GET", f"/page/inspector{path}", params=query)
        assert answer.status_code == 422
        return parsed(answer.text).one(class_="refused").text

    def rows(self, log: str, **query: Any) -> list[str]:
        """The text of each row, the newest first."""
        return [row.text for row in self.part(f"/{log}", **query).all("li")]

    def call(self, method: str, **arguments: Any) -> Json:
        headers = {"Authorization": f"Bearer {self.app.bot_token}"}
        address = f"/api/{method}"
        answer: Json = asked(self._web_api, "POST", address, json=arguments, headers=headers).json()
        return answer

    def channel(self, name: str) -> str:
        channel_id: str = self.call("conversations.create", name=name)["channel"]["id"]
        return channel_id


@pytest.fixture
def page() -> Page:
    return Page(Slack(Settings(), Clock(machine=lambda: START)))


def section(title: str, detail: Node) -> Node:
    """What is shown as JSON under a heading."""
    return next(found for found in detail.all(class_="json") if found.one("h3").text == title)


def test_a_call_is_told_with_place_outcome_and_what_it_used_of_its_tier(page: Page) -> None:
    channel = page.channel("onb-hazel-finch")
    page.call("pins.add", channel=channel, timestamp="1.0")
    page.call("pins.add", channel=channel, timestamp="1.0")
    first, _, created = page.rows("calls", zone="Europe/Paris")
    assert first.startswith("pins.add #onb-hazel-finch Answer: message_not_found")
    assert "2 Mar, 10:00:00 2 of 20 a minute" in first
    assert "conversations.create #onb-hazel-finch Answer: ok" in created
    assert "1 of 20 a minute" in created


def test_a_call_struck_by_a_fault_is_told_and_so_is_its_repetition(page: Page) -> None:
    channel = page.channel("work")
    page.slack.faults.add(Fault(FaultKind.ERROR_500, "chat.postMessage"))
    page.call("chat.postMessage", channel=channel, text="x")
    page.call("chat.postMessage", channel=channel, text="x")
    again, struck, _ = page.rows("calls")
    assert "500 internal_error" in struck
    assert "tried again" not in struck
    assert "ok" in again
    assert "tried again" in again


def test_times_are_those_of_the_person_one_is(page: Page) -> None:
    page.channel("work")
    priya = next(p for p in page.slack.world.people.values() if p.name == "priya")
    (row,) = page.rows("calls", person=priya.id)
    assert "2 Mar, 14:30:00" in row
    assert page.refusal("/calls", zone="Mars/Base") == "There is no time zone 'Mars/Base'."


def test_calls_are_filtered_by_method_and_by_text_wherever_it_stands(page: Page) -> None:
    work, play = page.channel("work"), page.channel("play")
    page.call("chat.postMessage", channel=work, text="Bread & butter")
    page.call("chat.postMessage", channel=play, text="Jam")
    assert len(page.rows("calls", method="chat.postMessage")) == 2
    assert len(page.rows("calls", q="BREAD & b")) == 1
    assert len(page.rows("calls", q="#play")) == 2
    assert page.rows("calls", q="honey") == []


def test_newer_calls_come_alone_and_older_ones_by_the_page(page: Page) -> None:
    for _ in range(PAGE + 20):
        page.call("api.test")
    newest = page.part("/calls").one("ol")
    assert (newest["data-newest"], newest["data-oldest"]) == (f"{PAGE + 19}", "20")
    assert "data-has-older" in newest
    older = page.part("/calls", before=newest["data-oldest"]).one("ol")
    assert [row["data-index"] for row in older.all("li")] == [str(n) for n in range(19, -1, -1)]
    assert "data-has-older" not in older
    assert page.rows("calls", after=PAGE + 19) == []
    page.call("api.test", foo="new")
    (row,) = page.part("/calls", after=PAGE + 19).all("li")
    assert row["data-index"] == str(PAGE + 20)


def test_a_search_looks_back_piece_by_piece_and_says_how_far(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "LOOKED_AT", 4)
    page.call("api.test", foo="needle")
    for _ in range(5):
        page.call("api.test")
    first = page.part("/calls", q="needle").one("ol")
    assert (first.all("li"), first["data-oldest"]) == ([], "2")
    assert "data-has-older" in first
    second = page.part("/calls", q="needle", before=first["data-oldest"]).one("ol")
    assert [row["data-index"] for row in second.all("li")] == ["0"]
    assert "data-has-older" not in second


def test_a_gap_is_told_when_more_is_new_than_a_page_takes(page: Page) -> None:
    for _ in range(PAGE + 5):
        page.call("api.test")
    assert "data-has-gap" in page.part("/calls", after=2).one("ol")
    assert "data-has-gap" not in page.part("/calls", after=4).one("ol")


def test_a_call_in_full_has_arguments_answer_and_the_tier(page: Page) -> None:
    channel = page.channel("work")
    detail = page.part("/calls/0")
    assert json.loads(section("Arguments", detail).one("code").text) == {"name": "work"}
    assert json.loads(section("Answer", detail).one("code").text)["channel"]["id"] == channel
    assert "Trial · tier 2: 20 calls a minute" in detail.text
    assert [button.text for button in detail.all("button")] == ["Copy", "Copy"]
    assert page.refusal("/calls/77") == "The log no longer has call 77."


BLOCKS = [{"type": "section", "text": {"type": "mrkdwn", "text": "A & B <tag> ünï #1 100 %"}}]


@pytest.mark.parametrize("blocks", [BLOCKS, json.dumps(BLOCKS)], ids=["json", "text"])
def test_blocks_open_in_slacks_block_kit_builder(page: Page, blocks: Any) -> None:
    channel = page.channel("work")
    page.call("chat.postMessage", channel=channel, text="x", blocks=blocks)
    shown = section("Blocks", page.part("/calls/1"))
    assert json.loads(shown.one("code").text) == BLOCKS
    link = shown.one("a")
    address, _, fragment = link["href"].partition("#")
    assert address == "https://app.slack.com/block-kit-builder/"
    assert json.loads(unquote(fragment)) == {"blocks": BLOCKS}
    assert link["rel"] == "noopener noreferrer"


def test_a_view_opens_there_as_the_view_it_is(page: Page) -> None:
    view = {"type": "home", "blocks": BLOCKS}
    olivia = next(p for p in page.slack.world.people.values() if p.name == "olivia")
    page.call("views.publish", user_id=olivia.id, view=view)
    (row,) = page.rows("calls")
    assert "views.publish Olivia Hart" in row
    fragment = section("View", page.part("/calls/0")).one("a")["href"].partition("#")[2]
    assert json.loads(unquote(fragment)) == view


def test_what_apps_and_people_write_is_text_and_never_markup(page: Page) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    page.call("chat.postMessage", channel=evil, text=evil, **{"<b>": 1})
    for part in ("/calls", "/calls/0", "/violations"):
        tree = page.part(part)
        assert not tree.all("script"), part
        assert not tree.all("img"), part
        assert not tree.all("b"), part
    assert evil in page.part("/calls/0").text


def click(page: Page, *, ack: Ack | None) -> None:
    channel = page.channel("work")
    maya = next(p for p in page.slack.world.people.values() if p.name == "maya")
    payload = {
        "type": "block_actions",
        "token": page.app.verification_token,
        "user": {"id": maya.id},
        "channel": {"id": channel},
        "actions": [{"action_id": "milestone.done"}],
    }
    record = page.slack.journal.delivery(
        app_id=page.app.id, kind="interactive", payload=payload, at=START, retry=False
    )
    record.ack = ack


def test_a_payload_is_told_with_who_what_and_how_it_was_taken(page: Page) -> None:
    click(page, ack=Ack(ok=True, body={"text": "Thanks"}, error=None, seconds=0.0123, attempts=1))
    (row,) = page.rows("payloads", zone="UTC")
    assert row == (
        "block_actions milestone.done acknowledged 2 Mar, 09:00:00 interaction "
        "Maya Finch in #work 12 ms"
    )
    detail = page.part("/payloads/0")
    assert json.loads(section("What the app answered", detail).one("code").text) == {
        "text": "Thanks"
    }
    assert page.app.verification_token not in detail.text
    (again,) = detail.all("button", data_again="0")
    assert again.text == "Send again"
    assert page.refusal("/payloads/5") == "The log no longer has payload 5."


def test_a_payload_nobody_took_says_why_and_how_often_it_was_tried(page: Page) -> None:
    click(page, ack=Ack(ok=False, body=None, error="timeout", seconds=3.0, attempts=4))
    (row,) = page.rows("payloads")
    assert "timeout" in row
    assert "4 attempts" in row


def test_a_payload_under_way_is_told_again_once_it_has_arrived(page: Page) -> None:
    click(page, ack=None)
    (row,) = page.part("/payloads").all("li")
    assert "data-open" in row
    assert "under way" in row.text
    page.slack.journal.deliveries[0].ack = Ack(
        ok=True, body=None, error=None, seconds=0.001, attempts=1
    )
    (changed,) = page.part("/payloads", after=0, open="0").all("li")
    assert changed["id"] == row["id"]
    assert "data-open" not in changed
    assert "acknowledged" in changed.text


@pytest.mark.parametrize(
    ("kind", "payload", "told"),
    [
        ("events_api", {"event": {"type": "message", "subtype": "channel_join"}}, "message"),
        ("slash_commands", {"command": "/trial", "text": "new Hazel"}, "/trial new Hazel"),
        (
            "interactive",
            {"type": "view_submission", "view": {"callback_id": "new_customer"}},
            "view_submission new_customer",
        ),
    ],
)
def test_each_kind_of_payload_has_its_name(page: Page, kind: Any, payload: Json, told: str) -> None:
    page.slack.journal.delivery(
        app_id=page.app.id, kind=kind, payload=payload, at=START, retry=False
    )
    (row,) = page.rows("payloads", kind=kind)
    assert row.startswith(told)
    other = "interactive" if kind != "interactive" else "events_api"
    assert page.rows("payloads", kind=other) == []


def test_a_violation_says_what_slack_would_mind(page: Page) -> None:
    channel = page.channel("work")
    page.call("chat.postMessage", channel=channel, text="x", colour="red")
    (row,) = page.rows("violations", zone="UTC")
    expected = "chat.postMessage Gave an argument that Slack does not know colour 2 Mar, 09:00:00"
    assert row == expected
    assert page.rows("violations", q="colour") == [row]
    assert page.rows("violations", q="flavour") == []


def test_empty_logs_say_so(page: Page) -> None:
    for log in ("calls", "payloads", "violations"):
        listed = page.part(f"/{log}").one("ol")
        assert listed["data-newest"] == "-1"
        assert listed["data-nothing"].endswith(".")


def test_nonsense_in_the_address_is_refused_in_words(page: Page) -> None:
    assert page.refusal("/calls", after="soon") == "'soon' is not a number."


def test_every_method_and_every_fault_can_be_chosen(page: Page) -> None:
    form = page.part("").one("form", class_="fault-form")
    kinds = [option["value"] for option in form.one("select", name="kind").all("option")]
    assert kinds == [kind.value for kind in FaultKind]
    methods = [option["value"] for option in form.one("select", name="method").all("option")]
    assert methods == ["*", *sorted(TABLE)]


@pytest.mark.parametrize("method", ["*", "views.open", "conversations.inviteShared"])
def test_only_documented_error_codes_are_offered(page: Page, method: str) -> None:
    offered = [option["value"] for option in page.part("/codes", method=method).all("option")]
    assert sorted(offered) == sorted(documented_errors(method))


def test_every_control_has_a_name_and_every_tab_its_panel(page: Page) -> None:
    tree = page.part("")
    for control in [*tree.all("input"), *tree.all("select")]:
        in_label = any(control in label.all() for label in tree.all("label"))
        assert in_label or control["aria-label"], control
    for button in tree.all("button"):
        assert button.text
    tabs = tree.all("button", role="tab")
    panels = tree.all(role="tabpanel")
    assert [tab["aria-controls"] for tab in tabs] == [panel["id"] for panel in panels]
    assert [panel["aria-labelledby"] for panel in panels] == [tab["id"] for tab in tabs]
    assert ["hidden" in panel for panel in panels] == [False, True, True, True]


def test_faults_say_what_they_do_and_how_many_strikes_are_left(page: Page) -> None:
    faults = page.slack.faults
    faults.add(Fault(FaultKind.RATE_LIMITED, "api.test", times=2, seconds=7))
    faults.add(Fault(FaultKind.ERROR, "views.open", times=None, code="expired_trigger_id"))
    faults.add(Fault(FaultKind.DELAY, nth=3, seconds=1.5))
    page.call("api.test")
    shown = [item.text.removesuffix(" Off") for item in page.part("/switches").all("li")]
    assert shown == [
        "api.test : 429, Retry-After 7 s the next call",
        "views.open : refuse with expired_trigger_id until switched off",
        "every method : answer 1.5 s late the next call after one more",
    ]
    page.call("api.test")
    assert len(page.part("/switches").all("li")) == 2


def test_the_board_shows_apps_workspaces_and_what_is_switched(page: Page) -> None:
    board = page.part("/switches")
    assert "Trial not connected" in board.text
    assert "No fault is switched on." in board.text
    assert board.all("button", id="all-faults-off") == []
    legends = [legend.text for legend in board.all("legend")]
    assert legends == [team.name for team in page.slack.world.teams.values()]
    team = host_team(page.slack.world)
    paid = board.one("input", id=f"{team.id}-paid")
    assert "checked" in paid
    team.paid = False
    page.app.bot_token_revoked = True
    board = page.part("/switches")
    assert "checked" not in board.one("input", id=f"{team.id}-paid")
    assert board.one("button", data_control="restore_token").text == "Give the token back"
    assert board.one("button", id="all-faults-off")["data-then"] == page.app.id
