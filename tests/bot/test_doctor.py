"""The doctor finds each fault, says what to do about it, and harms nothing."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from io import StringIO
from pathlib import Path

import pytest
from slack_sdk import WebClient
from slack_sdk.web import SlackResponse
from typer.testing import CliRunner

from bot.cli import main
from bot.clock import SystemClock
from bot.doctor.examination import examine
from bot.doctor.findings import Finding, Verdict, fault, is_healthy, show, well
from bot.doctor.slack_checks import check_clock
from bot.manifest import manifest
from bot.settings import load_settings
from sandbox.server import Sandbox

Examine = Callable[[], dict[str, Finding]]


@pytest.fixture
def found(environment: dict[str, str]) -> Examine:
    """Examines the operator's environment as it is by then."""
    return lambda: {f.subject: f for f in examine(load_settings(), SystemClock())}


def team_channel(sandbox: Sandbox, *, with_milepost: bool) -> str:
    with sandbox.driver() as driver:
        olivia = driver.person("olivia")
        channel = olivia.create_channel("onboarding-team")
        if with_milepost:
            bot = next(p for p in driver.people() if p.is_bot and p.team_id == olivia.team_id)
            olivia.invite(channel.id, bot.id)
        return channel.id


def test_where_all_is_well_nothing_is_at_fault(
    sandbox: Sandbox, found: Examine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MILEPOST_TEAM_CHANNEL", team_channel(sandbox, with_milepost=True))
    findings = found()
    assert is_healthy([*findings.values()])
    odd = {f.subject for f in findings.values() if f.verdict is not Verdict.WELL}
    assert odd <= {"clock"}  # the sandbox's answers carry no time
    assert list(findings) == [
        "database",
        "schema",
        "playbooks",
        "words",
        "way in",
        "bot token",
        "scopes",
        "clock",
        "team channel",
    ]


def test_a_database_that_cannot_be_opened(
    found: Examine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'no' / 'folder' / 'm.db'}")
    findings = found()
    assert findings["database"].verdict is Verdict.FAULT
    assert "unable to open database file" in findings["database"].said
    assert findings["schema"].verdict is Verdict.UNSEEN


def test_a_database_without_tables(
    found: Examine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'new.db'}")
    assert found()["schema"] == fault(
        "schema", "the database has no tables yet", "run `milepost db upgrade`"
    )


def test_a_postgresql_is_named_with_its_version(
    found: Examine, monkeypatch: pytest.MonkeyPatch, database_url: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    said = found()["database"].said
    assert said.startswith("SQLite" if database_url.startswith("sqlite") else "PostgreSQL 1")


def test_a_playbook_that_is_missing(
    found: Examine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MILEPOST_PLAYBOOKS", str(tmp_path))
    assert found()["playbooks"].verdict is Verdict.FAULT
    assert "low-touch.yaml: cannot be read" in found()["playbooks"].said


def test_a_revoked_token(sandbox: Sandbox, found: Examine, environment: dict[str, str]) -> None:
    with sandbox.driver() as driver:
        driver.faults.add("error", "auth.test", code="token_revoked", times=None)
    findings = found()
    assert findings["bot token"].said == "Slack refuses SLACK_BOT_TOKEN: token_revoked"
    assert findings["scopes"].verdict is Verdict.UNSEEN
    assert findings["team channel"].verdict is Verdict.UNSEEN


def test_a_slack_that_cannot_be_reached(found: Examine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:1/api/")
    findings = found()
    assert "cannot be reached" in findings["bot token"].said
    assert "cannot be reached" in findings["way in"].said


def test_no_tokens_at_all(found: Examine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SLACK_BOT_TOKEN")
    monkeypatch.delenv("SLACK_APP_TOKEN")
    findings = found()
    assert findings["bot token"].said == "SLACK_BOT_TOKEN is not set"
    assert findings["way in"].verdict is Verdict.FAULT


def test_an_app_token_that_slack_refuses(found: Examine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-1-nobody")
    assert found()["way in"].said == "Slack refuses SLACK_APP_TOKEN: invalid_auth"


def test_scopes_that_were_not_granted_are_named(
    sandbox: Sandbox, found: Examine, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = manifest()
    older["oauth_config"]["scopes"]["bot"].remove("pins:write")
    older["oauth_config"]["scopes"]["bot"].append("team:read")
    monkeypatch.setenv("SLACK_BOT_TOKEN", sandbox.install(older).bot_token)
    scopes = found()["scopes"]
    assert (scopes.verdict, scopes.said) == (Verdict.FAULT, "missing: pins:write")
    assert "manifest.yaml" in scopes.remedy


def test_a_scope_too_many_is_only_noted(
    sandbox: Sandbox, found: Examine, monkeypatch: pytest.MonkeyPatch
) -> None:
    wider = manifest()
    wider["oauth_config"]["scopes"]["bot"].append("team:read")
    monkeypatch.setenv("SLACK_BOT_TOKEN", sandbox.install(wider).bot_token)
    scopes = found()["scopes"]
    assert (scopes.verdict, scopes.said) == (Verdict.ODD, "granted and not needed: team:read")


def test_a_team_channel_that_milepost_is_not_in(
    sandbox: Sandbox, found: Examine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MILEPOST_TEAM_CHANNEL", team_channel(sandbox, with_milepost=False))
    assert found()["team channel"].said == "Milepost is no member of #onboarding-team"
    assert "/invite @Milepost" in found()["team channel"].remedy


def test_a_team_channel_that_does_not_exist(
    found: Examine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MILEPOST_TEAM_CHANNEL", "C0NOWHERE")
    assert found()["team channel"].said == "C0NOWHERE: channel_not_found"


def test_no_team_channel_is_noted_and_not_a_fault(found: Examine) -> None:
    assert found()["team channel"].verdict is Verdict.ODD


@pytest.mark.parametrize(
    ("off_by", "verdict", "said"),
    [
        (timedelta(seconds=5), Verdict.WELL, "agrees with Slack's"),
        (timedelta(minutes=2), Verdict.ODD, "120 s ahead of Slack's"),
        (timedelta(minutes=-20), Verdict.FAULT, "1200 s behind Slack's: signed requests are"),
    ],
)
def test_a_clock_that_is_off(off_by: timedelta, verdict: Verdict, said: str) -> None:
    slack_says = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    finding = check_clock(answer({"Date": format_datetime(slack_says)}), slack_says + off_by)
    assert finding.verdict is verdict
    assert said in finding.said


def test_an_answer_without_a_time_is_only_noted() -> None:
    assert check_clock(answer({}), datetime(2026, 3, 2, tzinfo=UTC)).verdict is Verdict.ODD


def answer(headers: dict[str, str]) -> SlackResponse:
    """What `auth.test` answered, as the SDK hands it over."""
    return SlackResponse(
        client=WebClient(),
        http_verb="POST",
        api_url="auth.test",
        req_args={},
        data={"ok": True},
        headers=headers,
        status_code=200,
    )


def test_the_command_answers_in_json_and_by_its_exit_code(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    well_done = CliRunner().invoke(main, ["doctor", "--json"])
    assert well_done.exit_code == 0
    assert json.loads(well_done.stdout)["healthy"] is True
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-nobody")
    ill = CliRunner().invoke(main, ["doctor", "--json"])
    assert ill.exit_code == 1
    findings = {f["subject"]: f for f in json.loads(ill.stdout)["findings"]}
    assert findings["bot token"]["verdict"] == "fault"
    assert "xoxb-nobody" not in ill.output


def test_the_table_shows_faults_with_what_to_do_and_takes_nothing_for_markup() -> None:
    shown = StringIO()
    finding = fault("token", "Slack says [bold]no[/bold]", "copy it again")
    show([finding, replace(well("live", "done"), milliseconds=12)], shown, width=80)
    assert "Slack says [bold]no[/bold]" in shown.getvalue()
    assert "→ copy it again" in shown.getvalue()
    assert "12" in shown.getvalue()
