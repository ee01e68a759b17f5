"""Slack's contract as data, read where it lies beside the repository."""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest

SLACK = Path(__file__).parents[2].parent / "shared" / "slack"


def require_reference() -> None:
    """Skip the test where the reference data is absent; in CI it has to be there."""
    if SLACK.is_dir():
        return
    reason = "Slack's contract data (../shared/slack) is not beside this checkout"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def is_present() -> bool:
    return SLACK.is_dir()


@cache
def method(name: str) -> dict[str, Any] | None:
    """What Slack documents of a method, or None for one it does not list."""
    return _read(SLACK / "methods" / f"{name}.json")


def method_names() -> list[str]:
    """The methods Slack documents."""
    return sorted(path.stem for path in (SLACK / "methods").glob("*.json"))


@cache
def response_sample(name: str) -> dict[str, Any] | None:
    return _read(SLACK / "samples" / "api" / f"{name}.json")


@cache
def event_sample(name: str) -> dict[str, Any] | None:
    return _read(SLACK / "samples" / "events" / f"{name}.json")


@cache
def interaction_sample(name: str) -> dict[str, Any] | None:
    return _read(SLACK / "samples" / "app-backend" / f"{name}.json")


def _read(path: Path) -> dict[str, Any] | None:
    if not path.is_file():
        return None
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content
