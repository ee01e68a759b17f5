"""JSON as the inspector shows it: readable, and without secrets."""

import json
from typing import Any

import pytest

from sandbox.page.inspecting.json_shown import pretty


@pytest.mark.parametrize(
    ("value", "hidden"),
    [
        ({"token": "xoxb-12-abc"}, "xoxb-12-abc"),
        ({"token": "Q7plainverification"}, "Q7plainverification"),
        ({"authed_user": {"access_token": "xoxp-9-secret"}}, "9-secret"),
        ({"access_token": "xoxe.xoxb-1-secret", "refresh_token": "xoxe-1-more"}, "secret"),
        ({"client_secret": "0123abcd"}, "0123abcd"),
        ({"text": "my token is xapp-1-A0-77-abcdef, keep it"}, "77-abcdef"),
        ({"blocks": '[{"type": "x", "text": "xoxb-1-deep"}]'}, "1-deep"),
        ({"url": "ws://127.0.0.1:1/socket/Abc_d-9"}, "Abc_d-9"),
        ({"response_url": "http://127.0.0.1:1/response/T1/B2/ccc"}, "ccc"),
        (["xoxb-in-a-list"], "in-a-list"),
    ],
)
def test_secrets_are_not_shown(value: Any, hidden: str) -> None:
    shown = pretty(value)
    assert hidden not in shown
    assert "•••" in shown


def test_what_is_no_secret_is_shown_as_it_is() -> None:
    value = {"ok": True, "code": 5, "text": "the token was lost", "token": "", "n": [1, None]}
    assert json.loads(pretty(value)) == value
