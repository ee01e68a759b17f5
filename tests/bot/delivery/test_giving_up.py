"""What cannot be delivered: given up and told, or kept until the channel is back."""

from dataclasses import replace
from datetime import timedelta

from storage.schema import outbox
from tests.bot.delivery.customer import account_of, checklist, say
from tests.bot.delivery.office import SETTINGS, Office


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
    assert "the news that the plan is done early" in told.text
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
