"""The command line: what it prints, where, and with which exit code."""

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import main

PLAYBOOKS = Path(__file__).parents[2] / "playbooks"


def milepost(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def test_it_says_its_version() -> None:
    assert milepost("--version").stdout == f"milepost {version('milepost')}\n"


def test_without_words_it_shows_what_it_can_do() -> None:
    shown = milepost()
    for command in ("run", "doctor", "db", "playbook"):
        assert command in shown.output


def test_asking_for_help_loads_neither_slacks_sdk_nor_the_databases() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", "import bot.cli, sys; print(*sys.modules)"],
        cwd=PLAYBOOKS.parent,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert "typer" in loaded
    assert not {"slack_sdk", "slack_bolt", "sqlalchemy", "alembic", "holidays"} & set(loaded)


def test_db_current_says_what_to_run_on_tables_that_are_missing() -> None:
    refused = milepost("db", "current")
    assert refused.exit_code == 1
    assert "run `milepost db upgrade`" in refused.stderr


def test_db_upgrade_may_be_repeated(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'new.db'}")
    for _ in range(2):
        done = milepost("db", "upgrade")
        assert done.exit_code == 0
        assert "is at revision" in done.stdout
    assert milepost("db", "current").exit_code == 0


def test_a_database_that_cannot_be_reached_is_told_without_its_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://milepost:hunter2@127.0.0.1:1/milepost")
    failed = milepost("db", "upgrade")
    assert failed.exit_code == 1
    assert failed.stderr.startswith("DATABASE_URL: ")
    assert "hunter2" not in failed.output


def test_a_wrong_setting_ends_a_command_with_2(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MILEPOST_HTTP", "nowhere")
    refused = milepost("db", "current")
    assert refused.exit_code == 2
    assert refused.stderr == "MILEPOST_HTTP: must be host:port, for example 127.0.0.1:3000\n"


@pytest.mark.parametrize("track", ["low-touch", "guided", "high-touch"])
def test_the_playbooks_we_ship_are_sound(track: str) -> None:
    checked = milepost("playbook", "check", str(PLAYBOOKS / f"{track}.yaml"))
    assert checked.exit_code == 0
    assert "is sound: 5 stages" in checked.stdout


def test_what_is_wrong_with_a_playbook_is_told_by_file_line_and_field(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    text = (PLAYBOOKS / "guided.yaml").read_text(encoding="utf-8")
    path.write_text(text.replace("        side: team", "        side: us", 1), encoding="utf-8")
    line = text[: text.index("        side: team")].count("\n") + 1
    checked = milepost("playbook", "check", str(path))
    assert checked.exit_code == 2
    assert checked.stderr.startswith(f"{path}:{line}: stages[")
    assert ".side" in checked.stderr
