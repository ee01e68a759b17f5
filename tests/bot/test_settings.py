"""Settings come from the environment and `.env`, are checked, and keep their secrets."""

from pathlib import Path

import pytest

from bot.settings import Address, Settings, SettingsError, load_settings, variable
from onboarding.tracks import Cutoffs

DOCUMENTED = Path(__file__).parents[2] / "docs" / "configuration.md"


def test_out_of_the_box_milepost_needs_no_setting() -> None:
    settings = load_settings()
    assert settings.database_url.get_secret_value() == "sqlite:///milepost.db"
    assert settings.slack_api_url == "https://slack.com/api/"
    assert settings.address == Address("127.0.0.1", 3000)
    assert settings.track_cutoffs == Cutoffs(25_000, 100_000)
    assert not settings.socket_mode


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://milepost@db.example/milepost")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-1-A1")
    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:9/api")
    monkeypatch.setenv("MILEPOST_HTTP", "[::1]:8080")
    monkeypatch.setenv("MILEPOST_TRACK_CUTOFFS", "10000, 50000")
    monkeypatch.setenv("MILEPOST_TEAM_CHANNEL", "C0TEAM")
    settings = load_settings()
    assert settings.database_url.get_secret_value().startswith("postgresql://milepost@")
    assert settings.socket_mode
    assert settings.slack_api_url == "http://127.0.0.1:9/api/"
    assert settings.address == Address("::1", 8080)
    assert settings.track_cutoffs == Cutoffs(10_000, 50_000)
    assert settings.team_channel == "C0TEAM"


def test_a_file_named_dot_env_is_read_and_the_environment_wins(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("MILEPOST_LOG_LEVEL=debug\nMILEPOST_HTTP=127.0.0.1:1\n")
    monkeypatch.setenv("MILEPOST_HTTP", "127.0.0.1:2")
    settings = load_settings()
    assert settings.log_level == "debug"
    assert settings.address.port == 2


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_APP_TOKEN", "")
    assert not load_settings().socket_mode


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("MILEPOST_HTTP", "localhost", "must be host:port, for example 127.0.0.1:3000"),
        ("MILEPOST_HTTP", "localhost:70000", "must be host:port"),
        ("MILEPOST_TRACK_CUTOFFS", "much", "must be two whole amounts"),
        ("MILEPOST_TRACK_CUTOFFS", "9,5", "The high touch track must begin above"),
        ("MILEPOST_LOG_LEVEL", "loud", "Input should be 'debug', 'info', 'warning' or 'error'"),
        ("MILEPOST_LANE_HOLD_SECONDS", "1", "greater than or equal to 5"),
        ("MILEPOST_TEAM_CHANNEL", "#onboarding", "should match pattern"),
        ("DATABASE_URL", "mysql://x", "must begin with sqlite:/// or postgresql://"),
        ("SLACK_BOT_TOKEN", "xoxp-1", "must be the bot user's token, which begins with xoxb-"),
        ("SLACK_APP_TOKEN", "xoxb-1", "must be an app-level token, which begins with xapp-"),
        ("SLACK_API_URL", "slack.com", "must be a URL"),
    ],
)
def test_a_wrong_value_is_told_by_its_variable(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    (problem,) = caught.value.problems
    assert problem.startswith(f"{name}: ")
    assert told in problem


def test_every_wrong_variable_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MILEPOST_HTTP", "x")
    monkeypatch.setenv("SLACK_API_URL", "y")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert {problem.partition(":")[0] for problem in caught.value.problems} == {
        "MILEPOST_HTTP",
        "SLACK_API_URL",
    }


def test_a_misspelt_variable_is_not_silently_ignored(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MILEPOST_TEAM_CHANEL", "C1")
    (tmp_path / ".env").write_text("MILEPOST_WEATHER=fine\n")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert caught.value.problems == (
        "MILEPOST_TEAM_CHANEL: there is no such setting; did you mean MILEPOST_TEAM_CHANNEL?",
        "MILEPOST_WEATHER: there is no such setting",
    )


def test_no_secret_shows_in_a_print_or_in_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    secrets = {
        "DATABASE_URL": "postgresql://milepost:hunter2-db@db.example/milepost",
        "SLACK_BOT_TOKEN": "xoxb-hunter2-bot",
        "SLACK_APP_TOKEN": "xapp-hunter2-app",
        "SLACK_SIGNING_SECRET": "hunter2-signing",
        "SLACK_CLIENT_SECRET": "hunter2-client",
    }
    for name, value in secrets.items():
        monkeypatch.setenv(name, value)
    settings = load_settings()
    assert "hunter2" not in f"{settings!r} {settings} {settings.model_dump_json()}"
    assert set(settings.secrets()) == set(secrets.values())
    monkeypatch.setenv("SLACK_BOT_TOKEN", "hunter2-without-its-prefix")
    monkeypatch.setenv("DATABASE_URL", "mysql://root:hunter2@x/y")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert "hunter2" not in str(caught.value)


def test_talking_to_slack_needs_a_token_and_a_way_in(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings().require_slack()
    assert [problem.partition(":")[0] for problem in caught.value.problems] == [
        "SLACK_BOT_TOKEN",
        "SLACK_APP_TOKEN",
    ]
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "secret")
    load_settings().require_slack()


@pytest.mark.parametrize("field", sorted(Settings.model_fields))
def test_every_setting_is_documented(field: str) -> None:
    assert f"`{variable(field)}`" in DOCUMENTED.read_text(encoding="utf-8")
