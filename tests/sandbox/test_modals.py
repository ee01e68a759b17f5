"""Modals: opened by a trigger, filled in, checked, stacked, closed."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from sandbox.client import SandboxDriver, SandboxError
from sandbox.person_driver import PersonDriver
from tests.sandbox.conftest import RunningApp
from tests.sandbox.showing import button, buttons, field, modal, on_click_open, plain, posted

Json = dict[str, Any]


@pytest.fixture
def channel(app: RunningApp, olivia: PersonDriver) -> str:
    created: str = app.client.conversations_create(name="work")["channel"]["id"]
    app.client.conversations_invite(channel=created, users=[olivia.id])
    return created


def test_a_modal_is_opened_filled_and_submitted(
    app: RunningApp, channel: str, olivia: PersonDriver
) -> None:
    submitted: list[Json] = []
    on_click_open(app, modal("stuck", private_metadata="for-us"))

    @app.bolt.view("stuck")
    def stuck(ack: Any, body: Json) -> None:
        submitted.append(body)
        ack()

    olivia.click(channel, posted(app, channel, buttons("open")), "open")
    shown = olivia.modal()
    assert shown is not None
    assert (shown.callback_id, shown.title, shown.submit) == ("stuck", "stuck", "Save")
    assert olivia.fill_and_submit({"text": "No access"}) is None
    assert olivia.modal() is None
    view = submitted[0]["view"]
    assert view["private_metadata"] == "for-us"
    assert view["state"]["values"] == {
        "what": {"text": {"type": "plain_text_input", "value": "No access"}}
    }


@pytest.mark.parametrize(
    ("element", "value", "error"),
    [
        ({"type": "plain_text_input"}, "", "Please complete this required field."),
        ({"type": "plain_text_input", "min_length": 3}, "ab", "at least 3"),
        ({"type": "plain_text_input", "max_length": 3}, "abcd", "at most 3"),
        ({"type": "email_text_input"}, "maya", "valid email"),
        ({"type": "url_text_input"}, "maya", "valid URL"),
        ({"type": "number_input", "is_decimal_allowed": False}, "1.5", "whole number"),
        ({"type": "number_input", "is_decimal_allowed": True}, "many", "a number"),
        ({"type": "number_input", "is_decimal_allowed": True, "min_value": "2"}, "1", "at least 2"),
        ({"type": "number_input", "is_decimal_allowed": True, "max_value": "2"}, "3", "at most 2"),
    ],
)
def test_slacks_client_refuses_what_the_field_does_not_take(
    app: RunningApp,
    channel: str,
    olivia: PersonDriver,
    driver: SandboxDriver,
    element: Json,
    value: str,
    error: str,
) -> None:
    on_click_open(app, modal("form", field("f", element | {"action_id": "x"})))
    olivia.click(channel, posted(app, channel, buttons("open")), "open")
    errors = olivia.fill_and_submit({"x": value})
    assert errors is not None
    assert error in errors["f"]
    assert [d.payload["type"] for d in driver.deliveries("interactive")] == ["block_actions"]


def test_the_apps_errors_appear_at_their_fields(
    app: RunningApp, channel: str, olivia: PersonDriver
) -> None:
    on_click_open(app, modal("form"))

    @app.bolt.view("form")
    def form(ack: Any) -> None:
        ack(response_action="errors", errors={"what": "Too short"})

    olivia.click(channel, posted(app, channel, buttons("open")), "open")
    assert olivia.fill_and_submit({"text": "x"}) == {"what": "Too short"}
    assert olivia.modal() is not None


@pytest.mark.provokes("bad_response_action")
def test_errors_at_fields_that_are_not_there_are_trouble(
    app: RunningApp, channel: str, olivia: PersonDriver
) -> None:
    on_click_open(app, modal("form"))

    @app.bolt.view("form")
    def form(ack: Any) -> None:
        ack(response_action="errors", errors={"nowhere": "Too short"})

    olivia.click(channel, posted(app, channel, buttons("open")), "open")
    with pytest.raises(SandboxError, match="trouble connecting"):
        olivia.fill_and_submit({"text": "x"})


def test_views_stack_up_to_three_and_go_one_by_one(
    app: RunningApp, channel: str, olivia: PersonDriver
) -> None:
    on_click_open(app, modal("one"))

    @app.bolt.view("one")
    def one(ack: Any) -> None:
        ack(response_action="push", view=modal("two"))

    @app.bolt.view("two")
    def two(ack: Any) -> None:
        ack(response_action="push", view=modal("three"))

    @app.bolt.view("three")
    def three(ack: Any) -> None:
        ack(response_action="update", view=modal("three again"))

    olivia.click(channel, posted(app, channel, buttons("open")), "open")
    titles = []
    for _ in range(3):
        olivia.fill_and_submit({"text": "on"})
        shown = olivia.modal()
        assert shown is not None
        titles.append(shown.title)
    assert titles == ["two", "three", "three again"]
    olivia.close_modal()
    shown = olivia.modal()
    assert shown is not None
    assert shown.title == "two"


def test_clear_closes_the_whole_stack(app: RunningApp, channel: str, olivia: PersonDriver) -> None:
    on_click_open(app, modal("one"))

    @app.bolt.view("one")
    def one(ack: Any) -> None:
        ack(response_action="push", view=modal("two"))

    @app.bolt.view("two")
    def two(ack: Any) -> None:
        ack(response_action="clear")

    olivia.click(channel, posted(app, channel, buttons("open")), "open")
    olivia.fill_and_submit({"text": "on"})
    olivia.fill_and_submit({"text": "on"})
    assert olivia.modal() is None


def test_closing_is_told_when_asked_for(
    app: RunningApp, channel: str, olivia: PersonDriver
) -> None:
    closed: list[Json] = []
    on_click_open(app, modal("form", notify_on_close=True))

    @app.bolt.view_closed("form")
    def gone(ack: Any, body: Json) -> None:
        closed.append(body)
        ack()

    olivia.click(channel, posted(app, channel, buttons("open")), "open")
    olivia.close_modal()
    assert [body["is_cleared"] for body in closed] == [False]


def test_an_update_keeps_what_was_filled_in_and_knows_stale_hashes(
    app: RunningApp, channel: str, olivia: PersonDriver
) -> None:
    texts = field("what", {"type": "plain_text_input", "action_id": "text"})
    more = {"type": "actions", "block_id": "row", "elements": [button("more")]}
    kind = field(
        "kind",
        {"type": "plain_text_input", "action_id": "kind", "initial_value": "new"},
        dispatch_action=True,
    )
    on_click_open(app, modal("form", texts, more))
    hashes: list[str] = []

    @app.bolt.action("more")
    def add_field(ack: Any, body: Json, client: Any) -> None:
        view = body["view"]
        hashes.append(view["hash"])
        grown = modal("form", texts, more, kind)
        client.views_update(view_id=view["id"], hash=view["hash"], view=grown)
        with pytest.raises(SlackApiError, match="hash_conflict"):
            client.views_update(view_id=view["id"], hash=view["hash"], view=grown)
        ack()

    olivia.click(channel, posted(app, channel, buttons("open")), "open")
    with pytest.raises(SandboxError, match="tells the app nothing until submitted"):
        olivia.click_in_modal("text", "x")
    assert olivia.click_in_modal("more").acked
    shown = olivia.modal()
    assert shown is not None
    assert shown.values["kind"]["kind"]["value"] == "new"


def test_a_trigger_works_once_and_for_three_seconds(
    app: RunningApp, channel: str, olivia: PersonDriver, driver: SandboxDriver
) -> None:
    triggers: list[str] = []

    @app.bolt.action("go")
    def go(ack: Any, body: Json) -> None:
        triggers.append(body["trigger_id"])
        ack()

    ts = posted(app, channel, buttons("go"))
    olivia.click(channel, ts, "go")
    app.client.views_open(trigger_id=triggers[0], view=modal("form"))
    with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
        app.client.views_open(trigger_id=triggers[0], view=modal("form"))
    olivia.click(channel, ts, "go")
    driver.move_clock(3.5)
    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        app.client.views_open(trigger_id=triggers[1], view=modal("form"))
    with pytest.raises(SlackApiError, match="invalid_trigger_id"):
        app.client.views_open(trigger_id="made.up", view=modal("form"))


def test_a_bad_view_is_refused_with_reasons(app: RunningApp, channel: str) -> None:
    with pytest.raises(SlackApiError) as refused:
        app.client.views_open(trigger_id="x", view=modal("form") | {"title": plain("x" * 25)})
    assert refused.value.response["error"] == "invalid_arguments"
    assert refused.value.response["response_metadata"]["messages"]


def test_external_options_are_asked_of_the_app(
    app: RunningApp, channel: str, olivia: PersonDriver
) -> None:
    found: list[Json] = []
    on_click_open(
        app,
        modal("form", field("who", {"type": "external_select", "action_id": "who"})),
    )

    @app.bolt.options("who")
    def who(ack: Any, payload: Json) -> None:
        names = [name for name in ("acme", "brightwater") if payload["value"] in name]
        ack(options=[{"text": plain(name), "value": name} for name in names])

    @app.bolt.view("form")
    def form(ack: Any, view: Json) -> None:
        found.append(view["state"]["values"]["who"]["who"]["selected_option"])
        ack()

    olivia.click(channel, posted(app, channel, buttons("open")), "open")
    assert [option["value"] for option in olivia.suggestions("who", "bri")] == ["brightwater"]
    assert olivia.fill_and_submit({"who": "acme"}) is None
    assert found[0]["value"] == "acme"


def test_only_the_modal_somebody_means_is_closed(
    app: RunningApp, channel: str, olivia: PersonDriver
) -> None:
    on_click_open(app, modal("one"))
    olivia.click(channel, posted(app, channel, buttons("open")), "open")
    with pytest.raises(SandboxError, match="no longer open"):
        olivia.close_modal(view="V0")
    assert olivia.modal() is not None


def test_an_app_that_is_asked_for_options_is_told_what_was_typed_elsewhere(
    app: RunningApp, channel: str, olivia: PersonDriver
) -> None:
    asked: list[Json] = []
    menu = {"type": "external_select", "action_id": "who", "min_query_length": 0}
    text = field("what", {"type": "plain_text_input", "action_id": "text"})
    on_click_open(app, modal("form", text, field("who", menu)))

    @app.bolt.options("who")
    def offer(ack: Any, body: Json) -> None:
        asked.append(body["view"]["state"]["values"]["what"]["text"])
        ack(options=[])

    olivia.click(channel, posted(app, channel, buttons("open")), "open")
    olivia.suggestions("who", fields={"text": "half a sen"})
    assert asked == [{"type": "plain_text_input", "value": "half a sen"}]
