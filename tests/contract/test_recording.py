"""A made-up deviation of each sort is found; what fits is let through."""

from typing import Any

import pytest

from sandbox.reports import Call, Delivery, Violation
from tests.contract import reference
from tests.contract.recording import Deviation, find_deviations
from tests.contract.shapes import allowing, deviations

Json = dict[str, Any]


@pytest.fixture(autouse=True)
def _reference() -> None:
    reference.require_reference()


def call(method: str, args: Json, answer: Json) -> Call:
    return Call(0, "A1", method, args, answer, 200, 0.0, 0.0, None, False)


def delivery(kind: str, payload: Json) -> Delivery:
    return Delivery(0, "A1", kind, payload, 0.0, None, False)


def event(content: Json, **envelope: Any) -> Delivery:
    return delivery("events_api", {"event": content, "type": "event_callback"} | envelope)


def of_call(record: Call) -> list[Deviation]:
    return list(find_deviations([record], [], []))


def of_delivery(record: Delivery) -> list[Deviation]:
    return list(find_deviations([], [record], []))


def test_what_fits_is_let_through() -> None:
    args = {"channel": "C1", "timestamp": "1.1", "team_id": "T1"}
    assert of_call(call("pins.add", args, {"ok": True})) == []
    assert of_call(call("pins.add", args, {"ok": False, "error": "already_pinned"})) == []
    archived = {"type": "channel_archive", "channel": "C1", "user": "U1", "event_ts": "1.1"}
    assert of_delivery(event(archived)) == []


@pytest.mark.parametrize(
    ("record", "kind", "detail"),
    [
        (call("pins.burn", {}, {"ok": True}), "unknown_method", "no such method"),
        (call("pins.list", {"channel": "C1", "colour": 1}, {}), "unknown_argument", "colour"),
        (call("pins.list", {}, {}), "missing_argument", "channel"),
        (
            call("pins.list", {"channel": "C1"}, {"ok": False, "error": "missing_scope"}),
            "missing_scope",
            "None",
        ),
        (
            call("pins.list", {"channel": "C1"}, {"ok": False, "error": "not_paid"}),
            "undocumented_error",
            "not_paid",
        ),
        (
            call("pins.list", {"channel": "C1"}, {"ok": True, "pins": []}),
            "response",
            "pins: Slack sends no such key",
        ),
        (
            call("pins.list", {"channel": "C1"}, {"ok": "yes"}),
            "response",
            "ok: text where Slack has boolean",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_made_up_deviation_of_a_call_is_found(record: Call, kind: str, detail: str) -> None:
    (found,) = of_call(record)
    assert found.kind == kind
    assert detail in found.detail


@pytest.mark.parametrize(
    ("record", "detail"),
    [
        (event({"type": "channel_archive", "colour": 1}), "colour: Slack sends no such key"),
        (event({"type": "channel_archive", "channel": 1}), "number where Slack has text"),
        (event({"type": "channel_burnt"}), "not known to send this"),
        (event({"type": "channel_archive"}, colour=1), "colour: Slack sends no such key"),
        (delivery("interactive", {"type": "block_actions", "colour": 1}), "colour"),
        (delivery("interactive", {"type": "gesture"}), "not known to send this"),
        (delivery("slash_commands", {"command": "/x", "text": 1}), "text: number"),
    ],
)
def test_a_made_up_deviation_of_a_payload_is_found(record: Delivery, detail: str) -> None:
    (found,) = of_delivery(record)
    assert found.kind == "payload"
    assert detail in found.detail


def test_the_sandboxs_own_violations_are_passed_on_once() -> None:
    noted = [
        Violation("no_text_fallback", "chat.postMessage", "blocks without text"),
        Violation("unknown_argument", "chat.postMessage", "colour"),
    ]
    assert [str(found) for found in find_deviations([], [], noted)] == [
        "no_text_fallback at chat.postMessage: blocks without text"
    ]


def test_null_and_absent_values_and_open_objects_fit() -> None:
    sample = {"a": "", "b": {"c": 1}, "open": {}, "list": [{"d": ""}, {"e": 1}]}
    assert list(deviations({"a": None, "open": {"x": 1}}, sample)) == []
    assert list(deviations({"list": [{"e": 2}, {"d": "x"}]}, sample)) == []
    assert list(deviations({"b": {"c": 1.5}, "list": []}, sample)) == []
    assert list(deviations({"list": [{"f": 1}]}, sample)) == ["list[0].f: Slack sends no such key"]


def test_what_stands_under_ids_is_compared_whatever_the_ids() -> None:
    sample = {"shares": {"C00000000": [{"ts": ""}]}}
    assert list(deviations({"shares": {"C0ABCDEFGH": [{"ts": "1.1"}]}}, sample)) == []
    assert list(deviations({"shares": {"C0ABCDEFGH": [{"t": ""}], "x": []}}, sample)) == [
        "shares.C0ABCDEFGH[0].t: Slack sends no such key",
        "shares.x: no id",
    ]


def test_what_apps_wrote_themselves_is_not_compared() -> None:
    assert list(deviations({"blocks": [{"type": "divider"}]}, {"text": ""})) == []


def test_extras_reach_into_objects_and_lists() -> None:
    sample = {"items": [{"id": ""}], "user": {"id": ""}}
    wider = allowing(sample, {"items": [{"name": ""}], "user": {"name": ""}, "more": 1})
    assert wider == {
        "items": [{"id": "", "name": ""}],
        "user": {"id": "", "name": ""},
        "more": 1,
    }
    assert sample == {"items": [{"id": ""}], "user": {"id": ""}}
