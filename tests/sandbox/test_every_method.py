"""What every method asks of a call: a token of the right kind, a scope, its arguments."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from sandbox.apps import TokenKind
from sandbox.client import SandboxDriver
from sandbox.methods import TABLE, Method
from sandbox.server import Sandbox
from tests.sandbox.conftest import manifest

Json = dict[str, Any]
KINDS: tuple[TokenKind, ...] = ("bot", "user", "app")


@dataclass
class Caller:
    """Calls by hand, with the tokens of an app that was granted everything, or nothing."""

    http: httpx.Client
    granted: dict[TokenKind, str]
    bare: dict[TokenKind, str]
    driver: SandboxDriver

    def call(self, method: str, token: str, args: Json) -> Json:
        """As a form, which every method reads."""
        answer: Json = self.http.post(method, data=args, headers=self.shown(token)).json()
        return answer

    @staticmethod
    def shown(token: str) -> dict[str, str]:
        """The header that shows a token; none for methods that want none."""
        return {"authorization": f"Bearer {token}"} if token else {}


@pytest.fixture(scope="module")
def caller() -> Iterator[Caller]:
    every_scope = sorted({s for m in TABLE.values() for s in (*m.scopes, *m.scopes_of("user"))})
    with Sandbox.running(limits="off") as sandbox, sandbox.driver() as driver:
        granted = driver.install(manifest(scopes=every_scope, user_scopes=every_scope))
        bare = driver.install(manifest(scopes=[], user_scopes=[]))
        with httpx.Client(base_url=sandbox.api_url, trust_env=False) as http:
            yield Caller(
                http,
                {
                    "bot": granted.bot_token,
                    "user": granted.user_token,
                    "app": granted.app_token,
                },
                {"bot": bare.bot_token, "user": bare.user_token, "app": bare.app_token},
                driver,
            )


def methods(**having: bool) -> pytest.MarkDecorator:
    """The methods that ask for a token, scopes, arguments (or do not)."""
    asks = {
        "token": lambda m: bool(m.called_by),
        "scopes": lambda m: bool(m.scopes),
        "arguments": lambda m: bool(m.required),
    }
    found = [
        m for m in TABLE.values() if all(asks[what](m) is is_so for what, is_so in having.items())
    ]
    return pytest.mark.parametrize("method", found, ids=lambda method: method.name)


def arguments(method: Method) -> Json:
    """Something for each required argument: enough to get past the first check."""
    return dict.fromkeys(method.required, "1")


@methods(token=True)
def test_without_a_token_nobody_is_let_in(caller: Caller, method: Method) -> None:
    assert caller.call(method.name, "", arguments(method)) == {"ok": False, "error": "not_authed"}


@methods(token=True)
def test_a_token_of_another_kind_is_refused(caller: Caller, method: Method) -> None:
    for kind in KINDS:
        answer = caller.call(method.name, caller.granted[kind], arguments(method))
        refused = answer.get("error") == "not_allowed_token_type"
        assert refused is (kind not in method.called_by)


@methods(scopes=True)
def test_without_a_scope_it_is_told_which_are_needed(caller: Caller, method: Method) -> None:
    for kind in method.called_by:
        answer = caller.call(method.name, caller.bare[kind], arguments(method))
        assert answer == {
            "ok": False,
            "error": "missing_scope",
            "needed": ",".join(method.scopes_of(kind)),
            "provided": "",
        }


@methods(arguments=True)
def test_every_missing_argument_is_named(caller: Caller, method: Method) -> None:
    token = caller.granted[method.called_by[0]] if method.called_by else ""
    answer = caller.call(method.name, token, {})
    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == [
        f"[ERROR] missing required field: {name}" for name in method.required
    ]


@pytest.mark.parametrize(
    "method", [m for m in TABLE.values() if m.name != "api.test"], ids=lambda method: method.name
)
def test_an_unknown_argument_is_noted_and_does_no_harm(caller: Caller, method: Method) -> None:
    token = caller.granted[method.called_by[0]] if method.called_by else ""
    caller.call(method.name, token, arguments(method))  # what can be done once is done now
    plain = caller.call(method.name, token, arguments(method))
    answer = caller.call(method.name, token, arguments(method) | {"colour": "blue"})
    assert answer.get("error") == plain.get("error")
    noted = [(v.kind, v.detail) for v in caller.driver.violations() if v.method == method.name]
    assert ("unknown_argument", "colour") in noted


@pytest.mark.parametrize("method", list(TABLE.values()), ids=lambda method: method.name)
def test_a_json_body_is_read_where_slack_reads_it(caller: Caller, method: Method) -> None:
    token = caller.granted[method.called_by[0]] if method.called_by else ""
    headers = {"content-type": "application/json; charset=utf-8"} | caller.shown(token)
    answer = caller.http.post(method.name, content=b"[]", headers=headers).json()
    assert (answer.get("error") == "json_not_object") is method.reads_json


def test_no_method_answers_what_slack_does_not_document(caller: Caller) -> None:
    found = [v for v in caller.driver.violations() if v.kind == "undocumented_error"]
    assert found == []
