"""The sandbox's method table against what Slack documents of each method."""

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


@pytest.fixture(autouse=True)
def _reference() -> None:
    reference.require_reference()


@pytest.fixture(params=list(TABLE.values()), ids=list(TABLE))
def method(request: pytest.FixtureRequest) -> Method:
    declared: Method = request.param
    return declared


def test_the_method_is_slacks(method: Method) -> None:
    assert reference.method(method.name) is not None


def test_its_arguments_are_the_documented_ones(method: Method) -> None:
    documented = (reference.method(method.name) or {})["args"]
    required = set(documented.get("required", ())) - {"token"}
    assert set(method.required) == required
    assert method.known == documented["properties"].keys() | set(EVERYWHERE)


def test_its_scopes_are_the_documented_ones(method: Method) -> None:
    documented = (reference.method(method.name) or {})["scope"]
    assert set(method.scopes) == set(documented.get("bot", ()))


def test_its_tier_is_the_documented_one(method: Method) -> None:
    documented = (reference.method(method.name) or {}).get("rate_limits")
    assert method.tier is TIERS[documented]


def test_its_errors_are_documented(method: Method) -> None:
    documented = (reference.method(method.name) or {}).get("errors", {})
    assert set(method.errors) <= documented.keys() | GENERAL_ERRORS
