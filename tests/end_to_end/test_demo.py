"""The demo's story: it ends well when all of it happened, and names the beat that did not."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.console import Console

from bot.demo import players
from bot.demo.stage import open_stage
from bot.demo.story import STORY, BeatFailed, begins, play
from bot.demo.telling import Teller
from tests.end_to_end.conftest import hold_against_the_contract

NOW = datetime(2026, 11, 28, 22, tzinfo=UTC)  # a Saturday night


def test_every_beat_happens_and_is_told(tmp_path: Path) -> None:
    told = io.StringIO()
    with open_stage(tmp_path, starts_at=begins(NOW)) as stage:
        play(stage, Teller(Console(file=told, width=100)))
        hold_against_the_contract(stage.driver)
    for title in STORY:
        assert title in told.getvalue()
    assert "<@" not in told.getvalue()
    assert "&amp;" not in told.getvalue()


def test_a_beat_that_does_not_happen_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(players, "PATIENCE_SECONDS", 4.0)
    with open_stage(tmp_path, starts_at=begins(NOW)) as stage:
        stage.driver.faults.add("error", "chat.update", times=None, code="cant_update_message")
        with pytest.raises(BeatFailed, match="“Our side goes first, and Maya watches"):
            play(stage, Teller(Console(file=io.StringIO(), width=100)))
