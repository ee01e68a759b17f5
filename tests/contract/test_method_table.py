"""The sandbox's method table against what Slack documents of each method."""

from typing import Any

import pytest

from sandbox.api import GENERAL_ERRORS
from sandbox.limits import Tier
from sandbox.methods import TABLE, Method
from sandbox.methods.call import EVERYWHERE
from tests.contract import reference

TIERS = {
    "t1": Tier.ONE,
    "t2": Tier.TWO,
    "t3": Tier.THREE,
    "t4": Tier.FOUR,
    "t5": Tier.SPECIAL,  # limits of its own, without a figure a minute
    None: Tier.SPECIAL,
}
# What the data does not say of a method: whose token it takes.
OTHER_TOKENS: dict[str, set[str]] = {
    "apps.connections.open": {"app"},
    "oauth.v2.exchange": set(),  # its token is the one that is exchanged
}


@pytest.fixture(autouse=True)
def _reference() -> None:
    reference.require_reference()


@pytest.fixture(params=list(TABLE.values()), ids=list(TABLE))
def method(request: pytest.FixtureRequest) -> Method:
    declared: Method = request.param
    return declared


@pytest.fixture
def documented(method: Method) -> dict[str, Any]:
    known = reference.method(method.name)
    assert known is not None, f"{method.name} is not Slack's"
    return known


def test_every_documented_method_is_offered() -> None:
    assert TABLE.keys() == set(reference.method_names())


def test_its_arguments_are_the_documented_ones(method: Method, documented: dict[str, Any]) -> None:
    required = set(documented["args"].get("required", ())) - {"token"}
    assert set(method.required) == required
    assert method.known == documented["args"]["properties"].keys() | set(EVERYWHERE)
    assert not set(method.required) & set(method.optional)


def test_its_scopes_are_the_documented_ones(method: Method, documented: dict[str, Any]) -> None:
    scopes = documented["scope"]
    for kind in method.called_by:
        assert set(method.scopes_of(kind)) == set(scopes.get(kind, ()))


def test_its_callers_are_the_documented_ones(method: Method, documented: dict[str, Any]) -> None:
    if method.name in OTHER_TOKENS:
        expected = OTHER_TOKENS[method.name]
    elif "token" not in documented["args"]["properties"]:
        expected = set()
    else:
        expected = {"bot", "user"} & documented["scope"].keys() or {"bot", "user"}
    assert set(method.called_by) == expected


def test_its_tier_is_the_documented_one(method: Method, documented: dict[str, Any]) -> None:
    assert method.tier is TIERS[documented.get("rate_limits")]


def test_its_errors_are_documented(method: Method, documented: dict[str, Any]) -> None:
    assert set(method.errors) <= documented.get("errors", {}).keys() | GENERAL_ERRORS
    assert len(set(method.errors)) == len(method.errors)


def test_it_reads_json_where_that_is_documented(method: Method, documented: dict[str, Any]) -> None:
    assert method.reads_json == bool(documented.get("json_input_supported"))
