"""Messages in Slack: in order, once, in the right place, at Slack's pace."""

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.delivery import DeliverySettings
from onboarding.messages.touches import FinishedEarly
from sandbox.server import Sandbox
from storage.database import Database
from storage.schema import accounts as accounts_table
from storage.schema import outbox
from storage.transaction import begin
from tests.bot.delivery.customer import (
    checklist,
    furnished,
    say,
    set_checklist,
    tell_owner,
    tell_team,
)
from tests.bot.delivery.harness import held_lanes
from tests.bot.delivery.office import SETTINGS, Office, open_office
from tests.contract.keeping import keeping_to_contract

PACED = DeliverySettings(poll_seconds=0.2, first_patience=0.05)


@pytest.mark.parametrize("fault", ["drop_after", "drop_before", "error_500"])
@pytest.mark.parametrize("where", ["channel", "thread", "direct message", "team channel"])
def test_a_message_whose_answer_is_lost_is_there_once(
    office: Office, channel: str, where: str, fault: str
) -> None:
    office.driver.faults.add(fault, "chat.postMessage")
    with office.delivering():
        match where:
            case "channel":
                say(office, lane="channel:x", key="zebra")
            case "thread":
                say(office, lane="channel:x", key="zebra", thread=True)
            case "direct message":
                tell_owner(office, "zebra")
            case _:
                tell_team(office, "zebra")
        office.until_quiet()
    olivia = office.person("olivia")
    seen = {
        "channel": olivia.messages(channel),
        "thread": olivia.thread(channel, checklist(office, channel).ts),
        "direct message": olivia.dm_messages(),
        "team channel": olivia.messages(office.team_channel),
    }[where]
    assert len([m for m in seen if "zebra" in m.text]) == 1
    row = office.row("zebra")
    assert (row.state, row.ts) == ("sent", next(m.ts for m in seen if "zebra" in m.text))


def test_messages_of_a_lane_arrive_in_order_through_429s_and_losses(
    office: Office, channel: str
) -> None:
    office.driver.faults.add("rate_limited", "chat.postMessage", nth=2, seconds=1)
    office.driver.faults.add("drop_after", "chat.postMessage", nth=4)
    office.driver.faults.add("drop_before", "chat.postMessage", nth=6)
    office.driver.faults.add("error_500", "chat.postMessage", nth=8)
    for number in range(8):
        say(office, lane="channel:x", key=f"n{number}")
    with office.delivering():
        office.until_quiet()
    said = [m.text for m in office.person("olivia").messages(channel) if "Stage n" in m.text]
    assert [next(n for n in range(8) if f"Stage n{n}" in text) for text in said] == list(range(8))


def test_a_429_parks_the_lane_and_no_other(office: Office, channel: str) -> None:
    office.driver.faults.add("rate_limited", "chat.postMessage", seconds=30)
    say(office, lane="channel:x", key="waits")
    with office.delivering():
        office.driver.until(lambda: office.calls("chat.postMessage") == 4, 10)
        office.driver.until(lambda: held_lanes(office.database) == [], 10)
        tell_owner(office, "goes")
        office.driver.until(lambda: office.row("goes").state == "sent", 10)
    waits = office.row("waits")
    assert waits.state == "pending"
    assert waits.error == "chat.postMessage: ratelimited"


def test_a_message_for_a_thread_is_found_where_there_was_no_thread_yet(
    office: Office, channel: str
) -> None:
    ts = checklist(office, channel).ts
    set_checklist(office, None)
    office.driver.faults.add("drop_after", "chat.postMessage")
    posted_before = office.calls("chat.postMessage")
    say(office, lane="channel:x", key="early", thread=True)
    with office.delivering(replace(SETTINGS, first_patience=1.0)):
        office.driver.until(lambda: office.calls("chat.postMessage") > posted_before, 10)
        set_checklist(office, ts)
        office.until_quiet()
    olivia = office.person("olivia")
    assert len([m for m in olivia.messages(channel) if "Stage early" in m.text]) == 1
    assert olivia.thread(channel, ts) == []


def test_a_customers_message_leaves_by_its_own_channel_only(office: Office, channel: str) -> None:
    with office.database.writing() as connection:
        connection.execute(
            accounts_table.update()
            .where(accounts_table.c.workspace_id == office.workspace)
            .values(channel_id=None)
        )
    with office.delivering():
        say(office, lane="channel:x", key="nowhere")
        office.until_quiet()
    row = office.row("nowhere")
    assert (row.state, row.error) == ("dead", "the customer has no channel")


@pytest.mark.parametrize("kind", ["team_message", "direct_message"])
def test_a_message_about_a_customer_never_goes_where_customers_read(
    office: Office, channel: str, kind: str
) -> None:
    """Even when the team channel is set to a customer's channel, or a row is mis-addressed."""
    office.services.workspaces.save_settings(
        office.actor("olivia"),
        team_channel=channel,
        starters_limited=False,
        starters=(),
        leaders=(),
        key=office.key(),
    )
    said_before = len(office.person("olivia").messages(channel))
    with office.delivering():
        if kind == "team_message":
            tell_team(office, "secret")
        else:
            tell_owner(office, "secret")
            with office.database.writing() as connection:
                row = office.row("secret")
                if row.state == "pending":
                    connection.execute(
                        outbox.update()
                        .where(outbox.c.workspace_id == office.workspace, outbox.c.key == "secret")
                        .values(body={**row.body, "user": channel})
                    )
        office.until_quiet()
    assert len(office.person("olivia").messages(channel)) == said_before


def test_a_customer_message_in_a_team_row_is_not_rendered(office: Office, channel: str) -> None:
    """The two audiences are different types, and so are their doors."""
    message = FinishedEarly(days_early=1, outcome="o")
    with office.delivering():
        with begin(office.database, office.workspace) as tx:
            tx.open_lane("team")
            tx.enqueue("team", "mixed", "team_message", {"message": message.model_dump()})
        office.until_quiet()
    row = office.row("mixed")
    assert row.state == "dead"
    assert "ValidationError" in row.error


def test_without_a_team_channel_the_owner_is_told(database: Database, sandbox: Sandbox) -> None:
    with sandbox.driver() as driver:
        office = open_office(database, sandbox, driver, with_team_channel=False)
        furnished(office)
        with office.delivering():
            tell_team(office, "news")
            office.until_quiet()
        told = office.person("olivia").dm_messages()
    assert len(told) == 2  # the announcement of the new customer, and this
    assert "news" in told[1].text


def test_a_revoked_token_leaves_everything_to_be_sent_later(office: Office, channel: str) -> None:
    office.driver.revoke_token(office.installation.app_id)
    with office.delivering():
        say(office, lane="channel:x", key="later")
        office.driver.until(lambda: office.row("later").error is not None, 10)
    row = office.row("later")
    assert row.state == "pending"
    assert row.error in ("chat.postMessage: token_revoked", "chat.postMessage: invalid_auth")


def test_slack_is_asked_who_somebody_is(office: Office, channel: str) -> None:
    ben = office.person("ada")
    with office.database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM members")
    with office.delivering():
        office.services.channels.joined(
            office.workspace, channel, ben.id, ben.team_id, office.key()
        )
        office.until_quiet()
    with office.database.reading() as connection:
        rows = connection.exec_driver_sql("SELECT user_id, name, time_zone, email FROM members")
        assert [tuple(row) for row in rows] == [(ben.id, "Ada", ben.zone, ben.email)]


@pytest.fixture
def strict(database: Database) -> Iterator[Office]:
    """Slack as strict as it may be: no burst in a channel."""
    with (
        Sandbox.running(limits="on", channel_burst=1, latency=0.05) as sandbox,
        keeping_to_contract(sandbox),
        sandbox.driver() as driver,
    ):
        yield open_office(database, sandbox, driver)


def test_ordinary_work_meets_no_429(strict: Office) -> None:
    channel = strict.person("olivia").create_channel("finch-project").id
    with strict.delivering(PACED):
        strict.adopt(channel)
        strict.until_quiet()
        for number in range(4):
            say(strict, lane="channel:x", key=f"n{number}")
            tell_owner(strict, f"dm{number}")
            strict.tick(channel, "call", done=number % 2 == 0)
        begun = time.monotonic()
        strict.until_quiet()
    assert time.monotonic() - begun >= 3
    assert [c.method for c in strict.driver.calls() if c.status == 429] == []
    assert {row.state for row in strict.rows()} == {"sent"}
