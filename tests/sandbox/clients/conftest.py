"""One sandbox for a module of tests: what they do to it does not disturb each other."""

from collections.abc import Callable, Iterator

import pytest

from sandbox.client import Installation, SandboxDriver
from sandbox.manifests import QUICK_START, read_manifest
from sandbox.server import Sandbox
from tests.contract.keeping import keeping_to_contract

NewChannel = Callable[[], str]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox.running(limits="off") as running, keeping_to_contract(running):
        yield running


@pytest.fixture(scope="module")
def driver(sandbox: Sandbox) -> Iterator[SandboxDriver]:
    with sandbox.driver() as driving:
        yield driving


@pytest.fixture(scope="module")
def installed(driver: SandboxDriver) -> Installation:
    return driver.install(read_manifest(QUICK_START))


@pytest.fixture
def new_channel(driver: SandboxDriver, installed: Installation) -> NewChannel:
    """Makes a channel of Olivia's with the app in it; its id."""

    def new() -> str:
        olivia = driver.person("olivia")
        channel = olivia.create_channel(f"work-{len(olivia.channels())}").id
        olivia.invite(channel, installed.bot_user_id)
        return channel

    return new
