"""`milepost doctor --live`: a round in a scratch channel, call by call."""

import json
from collections.abc import Callable
from typing import Any, get_args

import pytest
from typer.testing import CliRunner

from blocks import actions
from bot.cli import main
from bot.doctor.live import layouts
from onboarding.messages.customer import AnyCustomerMessage
from onboarding.messages.team import AnyTeamMessage
from playbooks.words import shipped_words
from sandbox.server import Sandbox

Round = Callable[[], tuple[int, list[dict[str, Any]]]]


@pytest.fixture
def round_(environment: dict[str, str]) -> Round:
    """Goes round; answers the exit code and what was found in the scratch channel."""

    def go() -> tuple[int, list[dict[str, Any]]]:
        done = CliRunner().invoke(main, ["doctor", "--live", "--json"])
        findings = json.loads(done.stdout)["findings"]
        asked_before = [f["subject"] for f in findings].index("team channel") + 1
        return done.exit_code, findings[asked_before:]

    return go


def test_every_kind_of_message_is_posted() -> None:
    kinds = (*get_args(get_args(AnyCustomerMessage)[0]), *get_args(get_args(AnyTeamMessage)[0]))
    posted = [what for what, _ in layouts(shipped_words())]
    assert len(posted) == len(kinds) + 2
    assert {what.rpartition(" ")[2] for what in posted} == {
        *(kind.model_fields["kind"].default for kind in kinds),
        "help",
        "choices",
    }


def test_each_layout_is_posted_at_its_fullest() -> None:
    posted = dict(layouts(shipped_words()))
    news = json.dumps(posted["to our team: invitation_news"])
    assert actions.RETRY in news
    assert "Account executive" in json.dumps(posted["to our team: account_started"])


def test_a_round_tries_every_call_and_leaves_an_archived_channel(
    sandbox: Sandbox, round_: Round
) -> None:
    code, findings = round_()
    assert [f for f in findings if f["verdict"] != "ok"] == []
    assert code == 0
    tried = {finding["subject"].partition(" (")[0] for finding in findings}
    assert tried >= {
        "conversations.create",
        "chat.postMessage",
        "chat.update",
        "pins.add",
        "bookmarks.add",
        "conversations.history",
        "find a message by its metadata",
        "conversations.archive",
    }
    with sandbox.driver() as driver:
        (made,) = driver.calls("conversations.create")
        (archived,) = driver.calls("conversations.archive")
        assert made.answer is not None
        assert made.answer["channel"]["is_private"] is True
        assert archived.args["channel"] == made.answer["channel"]["id"]
        assert driver.calls("views.open") == []
        assert driver.calls("conversations.invite") == []
        assert driver.violations() == []


def test_a_call_that_slack_refuses_is_reported_and_the_round_goes_on(
    sandbox: Sandbox, round_: Round
) -> None:
    with sandbox.driver() as driver:
        driver.faults.add("error", "pins.add", code="not_pinnable")
    code, findings = round_()
    assert code == 1
    (refused,) = [f for f in findings if f["verdict"] == "fault"]
    assert refused["subject"] == "pins.add"
    assert "not_pinnable" in refused["said"]
    assert findings[-1]["subject"] == "conversations.archive"
    assert findings[-1]["verdict"] == "ok"


def test_without_a_scratch_channel_the_round_ends(sandbox: Sandbox, round_: Round) -> None:
    with sandbox.driver() as driver:
        driver.faults.add("error", "conversations.create", code="restricted_action")
    code, findings = round_()
    assert code == 1
    assert [f["subject"] for f in findings] == ["conversations.create", "everything else"]


def test_a_limit_is_waited_out(sandbox: Sandbox, round_: Round) -> None:
    with sandbox.driver() as driver:
        driver.faults.add("rate_limited", "chat.update", seconds=1)
    code, _ = round_()
    assert code == 0


def test_there_is_no_round_while_something_else_is_at_fault(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-nobody")
    done = CliRunner().invoke(main, ["doctor", "--live"])
    assert done.exit_code == 1
    assert "mend the faults above first" in done.output
