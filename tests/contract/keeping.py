"""A sandbox in which a test fails when Slack's contract was not kept to."""

from collections.abc import Iterator
from contextlib import contextmanager

from sandbox.server import Sandbox
from tests.contract import reference
from tests.contract.recording import recorded_deviations


@contextmanager
def keeping_to_contract(sandbox: Sandbox) -> Iterator[Sandbox]:
    """At the end, what the app asked of the sandbox and what it sent must be as Slack has it."""
    yield sandbox
    if reference.is_present():
        with sandbox.driver() as driver:
            assert [str(deviation) for deviation in recorded_deviations(driver)] == []
