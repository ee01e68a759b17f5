"""The real program against a sandbox, on both databases; the traffic is held against Slack's."""

import os
from collections.abc import Iterator

import pytest

from sandbox.client import SandboxDriver
from sandbox.server import Sandbox
from tests.contract import reference
from tests.contract.recording import recorded_deviations
from tests.end_to_end.stage import CUSTOMER, Opening, Stage, open_stage
from tests.post_office import PostOffice, serving


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of the person who runs the tests leaks in."""
    for name in list(os.environ):
        if name.startswith(("MILEPOST_", "SLACK_")) or name == "DATABASE_URL":
            monkeypatch.delenv(name)


@pytest.fixture
def post_office() -> PostOffice:
    """Where letters arrive. Whoever asks for it has a mail server in its story."""
    return PostOffice()


@pytest.fixture
def opening(request: pytest.FixtureRequest) -> Iterator[Opening]:
    """How the program runs; parametrised where it is to run otherwise."""
    if "post_office" not in request.fixturenames:
        yield Opening()
        return
    with serving(request.getfixturevalue("post_office")) as port:
        yield Opening(smtp_url=f"smtp://127.0.0.1:{port}")


@pytest.fixture
def stage(sandbox: Sandbox, database_url: str, opening: Opening) -> Iterator[Stage]:
    """Milepost at work. Afterwards, as with every sandbox, all that was said is compared with what
    Slack documents."""
    with open_stage(sandbox, database_url, opening) as stage:
        yield stage


def hold_against_the_contract(driver: SandboxDriver) -> None:
    if reference.is_present():
        found = [str(deviation) for deviation in recorded_deviations(driver)]
        assert not found, found


@pytest.fixture
def shared_channel(stage: Stage) -> Stage:
    """Hazel & Finch has been started, with Arthur and Clara, and Maya and Tom have come."""
    roles = {"ae": stage.arthur.id, "csm": stage.clara.id}
    stage.olivia.starts(CUSTOMER, (stage.maya, stage.tom), **roles)
    stage.maya.comes()
    stage.tom.comes()
    return stage
