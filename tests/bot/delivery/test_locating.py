"""A private channel gets another id when sharing begins, and the news of it may be lost."""

from dataclasses import replace

import pytest

from services.channels import Channels
from storage import accounts, people
from storage.transaction import look
from tests.bot.delivery.office import SETTINGS, Office

NAME = "onb-hazel-finch"
PATIENT = replace(SETTINGS, longest_patience=0.2, most_attempts=10_000)


def known_id(office: Office) -> str | None:
    """The id under which we know the one customer's channel."""
    with look(office.database, office.workspace) as tx:
        [account] = accounts.every(tx)
        return account.channel_id


def is_held_up(office: Office) -> bool:
    """Whether delivery has met a channel that is not there any more."""
    return any("channel_not_found" in (row.error or "") for row in office.rows())


@pytest.mark.parametrize("name", [NAME, "hazel-and-us"], ids=["as we named it", "renamed"])
def test_a_channel_whose_new_id_nobody_told_us_is_found_and_all_goes_on(
    office: Office, name: str
) -> None:
    office.start()
    with office.delivering(PATIENT, deaf=True):
        office.driver.until(lambda: is_held_up(office), 20)
        old = known_id(office)
        if name != NAME:
            office.person("olivia").rename(NAME, name)
        office.services.channels.look_after_ids(office.workspace)
        office.until_quiet()
    channel = office.person("olivia").channel(name)
    assert known_id(office) == channel.id != old
    assert {state for state, _ in office.steps().values()} == {"done"}
    assert len(channel.bookmarks) == 1
    for who in ("maya", "tom"):
        assert len(office.person(who).inbox()) == 1


def test_who_came_before_we_knew_the_channels_new_id_is_met_all_the_same(office: Office) -> None:
    office.start()
    with office.delivering(PATIENT, deaf=True):
        office.driver.until(lambda: is_held_up(office), 20)
        office.driver.until(lambda: office.person("maya").inbox(), 20)
        office.person("maya").accept(office.person("maya").inbox()[0].id)
        office.services.channels.look_after_ids(office.workspace)
        office.until_quiet()
    with look(office.database, office.workspace) as tx:
        [account] = accounts.every(tx)
        came = [person.name for person in people.of_account(tx, account.id) if person.user_id]
    assert came == ["Maya Finch"]


def test_a_channel_that_is_where_we_know_it_is_asked_for_and_left_alone(office: Office) -> None:
    shared = office.person("olivia").create_channel("hazel-by-hand", private=True)
    office.person("olivia").invite(shared.id, office.installation.bot_user_id)
    office.adopt(shared.id)
    with office.delivering():
        office.until_quiet()
        asked = office.calls("conversations.info")
        for _ in range(2):  # within the hour once is enough: nobody was invited to it
            office.services.channels.look_after_ids(office.workspace)
        office.until_quiet()
    assert office.calls("conversations.info") == asked + 1
    assert office.calls("conversations.list") == 0
    assert known_id(office) == shared.id


def test_a_channel_that_is_gone_for_good_is_not_taken_for_another(office: Office) -> None:
    """What we made for somebody else, and what others made, is not it."""
    office.person("olivia").create_channel(NAME, private=True)
    shared = office.person("olivia").create_channel("hazel-by-hand", private=True)
    other = office.person("olivia").create_channel("brightwater", private=True)
    for channel in (shared, other):
        office.person("olivia").invite(channel.id, office.installation.bot_user_id)
    office.adopt(shared.id)
    with office.delivering():
        office.until_quiet()
        office.person("olivia").delete_channel(shared.id)
        services: Channels = office.services.channels
        services.look_after_ids(office.workspace)
        office.until_quiet()
    assert office.calls("conversations.list") == 1
    assert known_id(office) == shared.id
