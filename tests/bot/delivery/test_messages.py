"""Messages and surfaces in Slack: in order, once, in the right place, at Slack's pace."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from slack_sdk import WebClient

from bot.delivery import DeliverySettings
from onboarding.messages.customer import StageCompleted
from onboarding.messages.team import DeadLetter
from sandbox.reports import MessageSeen
from sandbox.server import Sandbox
from services.posting import to_owner, to_team
from storage import accounts
from storage.database import Database
from storage.lanes import ensure_lane
from storage.schema import accounts as accounts_table
from storage.schema import outbox, surfaces
from storage.transaction import begin
from tests.bot.delivery.harness import held_lanes
from tests.bot.delivery.office import SETTINGS, Office, open_office
from tests.contract.keeping import keeping_to_contract

PACED = DeliverySettings(poll_seconds=0.2, first_patience=0.05)


@pytest.fixture
def channel(office: Office) -> str:
    """A customer with a furnished channel; nothing is left to send."""
    return furnished(office)


def furnished(office: Office) -> str:
    channel = office.person("olivia").create_channel("finch-project").id
    office.adopt(channel)
    with office.delivering():
        office.until_quiet()
    return channel


def checklist(office: Office, channel: str) -> MessageSeen:
    return next(m for m in office.person("olivia").messages(channel) if m.pinned)


def account_of(office: Office) -> str:
    account: str = next(row.account_id for row in office.rows() if row.account_id)
    return account


def delete(office: Office, channel: str, ts: str) -> None:
    """As an administrator may, whom the sandbox does not have."""
    client = WebClient(office.installation.bot_token, base_url=office.api_url)
    client.chat_delete(channel=channel, ts=ts)


def set_checklist(office: Office, ts: str | None) -> None:
    with office.database.writing() as connection:
        connection.execute(
            surfaces.update().where(surfaces.c.workspace_id == office.workspace).values(ts=ts)
        )


def say(office: Office, *, lane: str, key: str, thread: bool = False) -> None:
    """Leave a message for the customer in a lane."""
    message = StageCompleted(
        stage=f"Stage {key}", next_stage=None, next_goal=None, outcome="Every order leaves."
    )
    account = account_of(office)
    with begin(office.database, office.workspace) as tx:
        ensure_lane(tx.connection, office.workspace, lane)
        tx.enqueue(
            lane,
            key,
            "channel_message",
            {"message": message.model_dump(mode="json"), "thread": thread},
            account=account,
        )


def tell_owner(office: Office, key: str) -> None:
    with begin(office.database, office.workspace) as tx:
        account = accounts.by_id(tx, account_of(office))
        assert account is not None
        to_owner(tx, account, letter(key), key)


def tell_team(office: Office, key: str) -> None:
    with begin(office.database, office.workspace) as tx:
        to_team(tx, account_of(office), letter(key), key)


def letter(key: str) -> DeadLetter:
    return DeadLetter(
        customer=key, what="celebration", error="is_archived", outbox_id=1, channel=None
    )


def test_a_tick_edits_the_checklist_and_is_celebrated_in_its_thread(
    office: Office, channel: str
) -> None:
    before = checklist(office, channel)
    with office.delivering():
        office.tick(channel, "call")
        office.until_quiet()
    after = checklist(office, channel)
    assert after.ts == before.ts
    assert after.edited
    assert after.text != before.text
    [celebration] = office.person("olivia").thread(channel, after.ts)
    assert "Hurrah for call" in celebration.text


def test_many_changes_of_a_surface_become_few_edits_and_the_last_one_shows(
    office: Office, channel: str
) -> None:
    for number in range(9):
        office.tick(channel, "call", done=number % 2 == 0)
    with office.delivering():
        office.until_quiet()
    assert office.calls("chat.update") == 1
    assert "1 of 7" in checklist(office, channel).text


def test_a_checklist_that_somebody_deleted_is_posted_anew(office: Office, channel: str) -> None:
    gone = checklist(office, channel)
    office.driver.faults.add("error", "chat.update", code="message_not_found")
    with office.delivering():
        office.tick(channel, "call")
        office.until_quiet()
        office.tick(channel, "call", done=False)
        office.until_quiet()
    assert office.calls("chat.update") == 2
    newest = office.person("olivia").messages(channel)[-1]
    assert newest.ts != gone.ts
    assert newest.edited
    assert "0 of 7" in newest.text


def test_a_checklist_that_was_posted_anew_is_pinned_and_bookmarked_once_more(
    office: Office, channel: str
) -> None:
    gone = checklist(office, channel)
    olivia = office.person("olivia")
    delete(office, channel, gone.ts)
    with office.delivering():
        office.tick(channel, "call")
        office.until_quiet()
    newest = checklist(office, channel)
    assert newest.ts != gone.ts
    assert "1 of 7" in newest.text
    seen = olivia.channel(channel)
    assert seen.pins == [newest.ts]
    [bookmark] = seen.bookmarks
    assert newest.ts.replace(".", "") in bookmark["link"]
    assert {state for state, _ in office.steps().values()} == {"done"}


def test_what_an_earlier_attempt_posted_anew_shows_what_is_true_now(
    office: Office, channel: str
) -> None:
    """The answer to the new post is lost, and before it is found again the plan changes."""
    delete(office, channel, checklist(office, channel).ts)
    office.driver.faults.add("drop_after", "chat.postMessage")
    patient = replace(SETTINGS, first_patience=1.0)
    office.tick(channel, "call")
    posted_before = office.calls("chat.postMessage")
    with office.delivering(patient):
        office.driver.until(lambda: office.calls("chat.postMessage") > posted_before, 10)
        office.driver.until(lambda: held_lanes(office.database) == [], 10)
        office.tick(channel, "call", done=False)
        office.until_quiet()
    [shown] = [m for m in office.person("olivia").messages(channel) if "of 7" in m.text]
    assert "0 of 7" in shown.text


def test_an_edit_that_is_refused_does_not_stop_later_edits(office: Office, channel: str) -> None:
    office.driver.faults.add("error", "chat.update", code="cant_update_message")
    with office.delivering():
        office.tick(channel, "call")
        office.until_quiet()
        office.tick(channel, "call", done=False)
        office.until_quiet()
    assert office.calls("chat.update") == 2
    assert "0 of 7" in checklist(office, channel).text


def test_the_owner_hears_once_that_the_checklist_cannot_be_edited(
    office: Office, channel: str
) -> None:
    office.driver.faults.add("error", "chat.update", code="edit_window_closed", times=None)
    with office.delivering():
        for number in range(3):
            office.tick(channel, "call", done=number % 2 == 0)
            office.until_quiet()
    assert office.calls("chat.update") == 3
    [told] = office.person("olivia").dm_messages()
    assert "the checklist as it is now" in told.text
    assert "Delete it" in told.text


def test_a_click_shows_in_the_checklist_soon(office: Office, channel: str) -> None:
    with office.delivering():
        begun = time.monotonic()
        office.tick(channel, "call")
        office.driver.until(lambda: office.calls("chat.update") > 0, 5)
    assert time.monotonic() - begun < 2  # the figure itself is a benchmark's business


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


def test_a_message_that_slack_refuses_is_dead_and_the_owner_is_told(
    office: Office, channel: str
) -> None:
    code = "restricted_action_read_only_channel"
    office.driver.faults.add("error", "chat.postMessage", code=code)
    with office.delivering():
        say(office, lane="channel:x", key="in vain")
        office.until_quiet()
    row = office.row("in vain")
    assert (row.state, row.error) == ("dead", f"chat.postMessage: {code}")
    [told] = office.person("olivia").dm_messages()
    assert "Hazel &amp; Finch" in told.text
    assert "the news that a stage is complete" in told.text
    assert "I may not write in that channel." in told.text


def test_a_message_that_always_fails_is_given_up_and_those_behind_it_go_on(
    office: Office, channel: str
) -> None:
    office.driver.faults.add("error_500", "chat.postMessage", times=3)
    settings = replace(SETTINGS, longest_patience=0.05, most_attempts=3)
    say(office, lane="channel:x", key="poison")
    say(office, lane="channel:x", key="wholesome")
    with office.delivering(settings):
        office.until_quiet()
    states = {r.key: (r.state, r.error) for r in office.rows()}
    assert states["poison"] == ("dead", "given up: chat.postMessage: internal_error")
    assert states["wholesome"][0] == "sent"
    [told] = office.person("olivia").dm_messages()
    assert "Slack failed or put me off each time I tried" in told.text


def test_a_step_that_always_fails_is_given_up_and_can_be_tried_again(office: Office) -> None:
    office.driver.faults.add("error_500", "conversations.setTopic", times=3)
    settings = replace(SETTINGS, longest_patience=0.05, most_attempts=3)
    account = office.start()
    with office.delivering(settings):
        office.until_quiet()
        assert office.steps()["topic"] == ("failed", "no_answer")
        office.services.mending.retry(office.actor("olivia"), account, "topic", office.key())
        office.until_quiet()
    assert {state for state, _ in office.steps().values()} == {"done"}


def fault_of_surface(office: Office) -> str:
    return next(row.error or "" for row in office.rows() if row.kind == "surface")


def test_what_is_to_be_said_in_an_archived_channel_waits_for_it_to_come_back(
    office: Office, channel: str
) -> None:
    """A celebration outlives the time in which Slack's own news is still on its way, too."""
    olivia = office.person("olivia")
    olivia.archive(channel)
    with office.delivering(replace(SETTINGS, look_again_seconds=0.1)):
        office.tick(channel, "call")
        office.driver.until(lambda: fault_of_surface(office) == "chat.update: is_inactive", 10)
        office.services.channels.archived(office.workspace, channel, office.key())
        office.driver.until(lambda: "is archived" in fault_of_surface(office), 10)
        olivia.unarchive(channel)
        office.services.channels.unarchived(office.workspace, channel, office.key())
        office.until_quiet()
    assert "1 of 7" in checklist(office, channel).text
    [celebration] = olivia.thread(channel, checklist(office, channel).ts)
    assert "Hurrah for call" in celebration.text


def test_what_waited_for_milepost_to_be_let_back_in_goes_out_at_once(
    office: Office, channel: str
) -> None:
    olivia, bot = office.person("olivia"), office.installation.bot_user_id
    olivia.kick(channel, bot)
    office.services.channels.bot_removed(office.workspace, channel, office.key())
    say(office, lane=f"channel:{account_of(office)}", key="patience")
    with office.delivering(replace(SETTINGS, look_again_seconds=3600)):
        office.driver.until(lambda: "was removed" in (office.row("patience").error or ""), 10)
        olivia.invite(channel, bot)
        office.services.channels.bot_returned(office.workspace, channel, office.key())
        office.until_quiet()
    assert "Stage patience" in olivia.messages(channel)[-1].text


def test_what_was_to_be_said_in_a_deleted_channel_is_dead_without_further_words(
    office: Office, channel: str
) -> None:
    """The owner was told of the deletion, and how to go on."""
    office.services.channels.deleted(office.workspace, channel, office.key())
    office.tick(channel, "call")
    with office.delivering():
        office.until_quiet()
    dead = [r.error for r in office.rows() if r.state == "dead"]
    assert dead == ["the customer's channel was deleted"] * 2
    assert not any("could not deliver" in m.text for m in office.person("olivia").dm_messages())


def test_a_message_in_a_channel_that_nobody_told_us_is_closed_dies_in_the_end(
    office: Office, channel: str
) -> None:
    office.person("olivia").archive(channel)
    say(office, lane="channel:x", key="too late")
    with office.database.writing() as connection:
        connection.execute(
            outbox.update()
            .where(outbox.c.workspace_id == office.workspace, outbox.c.key == "too late")
            .values(created_at=office.database.clock.now() - timedelta(minutes=6))
        )
    with office.delivering():
        office.until_quiet()
    row = office.row("too late")
    assert (row.state, row.error) == ("dead", "chat.postMessage: is_archived")
    [told] = office.person("olivia").dm_messages()
    assert "Unarchive it" in told.text


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
    message = StageCompleted(stage="s", next_stage=None, next_goal=None, outcome="o")
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
