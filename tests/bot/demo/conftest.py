"""Milepost beside a sandbox whose clock is turned."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.demo.companion import MilepostCompanion
from bot.demo.portfolio import begins, first_monday
from bot.demo.stage import Stage, open_stage
from tests.contract.keeping import keeping_to_contract

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
MONDAY = first_monday(NOW)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """At the beginning of the history, before anybody is a customer."""
    with (
        open_stage(tmp_path, starts_at=begins(MONDAY)) as stage,
        keeping_to_contract(stage.sandbox),
    ):
        yield stage


@pytest.fixture
def companion(stage: Stage) -> MilepostCompanion:
    return stage.companion


@pytest.fixture
def monday() -> date:
    return MONDAY
