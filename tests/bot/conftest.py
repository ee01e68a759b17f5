"""A quiet environment: no setting of the person who runs the tests leaks in."""

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.manifest import manifest
from sandbox.server import Sandbox
from storage import versions


@pytest.fixture(autouse=True)
def logging_is_put_back() -> Iterator[None]:
    """A command sends the logs of the whole process to its own standard error."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No variables of ours, and an empty folder to find `.env` and the database in."""
    for name in list(os.environ):
        if name.startswith(("MILEPOST_", "SLACK_")) or name == "DATABASE_URL":
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def tables_and_slack(
    monkeypatch: pytest.MonkeyPatch, sandbox: Sandbox, tmp_path: Path
) -> dict[str, str]:
    """The variables of an operator who made the tables and has no app yet."""
    variables = {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'milepost.db'}",
        "SLACK_API_URL": sandbox.api_url,
    }
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    versions.upgrade(variables["DATABASE_URL"])
    return variables


@pytest.fixture
def environment(
    monkeypatch: pytest.MonkeyPatch, sandbox: Sandbox, tables_and_slack: dict[str, str]
) -> dict[str, str]:
    """The variables of an operator who set everything up, with Socket Mode."""
    installation = sandbox.install(manifest())
    tokens = {
        "SLACK_BOT_TOKEN": installation.bot_token,
        "SLACK_APP_TOKEN": installation.app_token,
    }
    for name, value in tokens.items():
        monkeypatch.setenv(name, value)
    return tables_and_slack | tokens
