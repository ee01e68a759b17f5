"""The assembled program: what keeps it from starting, and how it says that it is well."""

import sys

import pytest
from sqlalchemy import text

from bot.app import AlreadyRunningError, build_app
from bot.clock import SystemClock
from bot.run import running
from bot.settings import SettingsError, load_settings
from storage.versions import NewerSchemaError


def test_bolts_own_reading_of_the_environment_is_kept_out(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With these two set, Bolt would look installations up in files of its own."""
    monkeypatch.setenv("SLACK_CLIENT_ID", "1.2")
    monkeypatch.setenv("SLACK_CLIENT_SECRET", "secret")
    milepost = build_app(load_settings(), SystemClock())
    assert milepost.slack.oauth_flow is None
    assert load_settings().slack_client_id == "1.2"  # and put back
    milepost.database.close()


def test_a_newer_schema_keeps_it_from_starting(environment: dict[str, str]) -> None:
    milepost = build_app(load_settings(), SystemClock())
    with milepost.database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'from-the-future'"))
    assert "from-the-future" in str(milepost.readiness()["schema"])
    milepost.database.close()
    with pytest.raises(NewerSchemaError, match="from-the-future"):
        build_app(load_settings(), SystemClock())


def test_without_tokens_it_is_not_put_together() -> None:
    with pytest.raises(SettingsError, match="SLACK_BOT_TOKEN"):
        build_app(load_settings(), SystemClock())


def test_it_is_ready_only_while_it_runs(environment: dict[str, str]) -> None:
    milepost = build_app(load_settings(), SystemClock())
    assert milepost.readiness()["delivery"] == "stopped"
    with running(milepost):
        assert not any(milepost.readiness().values())
    assert milepost.readiness()["delivery"] == "stopped"
    milepost.database.close()


def test_holidays_are_read_at_the_start_and_not_while_somebody_waits(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "holidays.countries", raising=False)
    build_app(load_settings(), SystemClock()).database.close()
    assert "holidays.countries" in sys.modules


def test_the_workspace_is_on_record_once_it_runs(environment: dict[str, str]) -> None:
    milepost = build_app(load_settings(), SystemClock())
    with running(milepost), milepost.database.reading() as connection:
        names = connection.scalars(text("SELECT name FROM workspaces")).all()
    assert names == ["Trellis"]


def test_on_sqlite_a_second_one_is_kept_from_the_same_file(environment: dict[str, str]) -> None:
    first, second = (build_app(load_settings(), SystemClock()) for _ in range(2))
    with running(first):
        with pytest.raises(AlreadyRunningError, match="PostgreSQL"), running(second):
            pass
        assert not any(first.readiness().values())
    third = build_app(load_settings(), SystemClock())
    with running(third):
        assert not any(third.readiness().values())
