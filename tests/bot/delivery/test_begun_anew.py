"""A channel that was deleted makes way for another: everything is made again, and is kept true."""

from onboarding.provisioning import Sharing
from tests.bot.delivery.office import Office

NAME = "onb-hazel-finch"


def begin_anew(office: Office) -> str:
    """A customer whose channel was made, changed and deleted; its owner asks for another."""
    account = office.start(sharing=Sharing.GUESTS.value)
    with office.delivering():
        office.until_quiet()
        first = office.person("olivia").channel(NAME)
        office.tick(first.id, "call")
        office.until_quiet()
        office.person("olivia").delete_channel(first.id)
        office.services.channels.deleted(office.workspace, first.id, office.key())
        office.until_quiet()
    office.services.mending.change_sharing(
        office.actor("olivia"), account, Sharing.GUESTS, None, office.key()
    )
    return account


def test_the_new_channel_is_furnished_like_the_first(office: Office) -> None:
    begin_anew(office)
    with office.delivering():
        office.until_quiet()
    channel = office.person("olivia").channel(NAME)
    assert channel.topic
    assert [bookmark["title"] for bookmark in channel.bookmarks] == ["Our plan"]
    welcome, checklist = office.person("olivia").messages(channel.id)
    assert "Welcome" in welcome.text
    assert checklist.pinned
    assert "1 of " in checklist.text
    told = office.person("olivia").messages(office.team_channel)
    assert len([message for message in told if message.text.startswith("🆕")]) == 1


def test_a_checklist_of_which_we_do_not_know_what_it_shows_is_still_kept_up(
    office: Office,
) -> None:
    begin_anew(office)
    office.driver.faults.add("drop_after", "chat.postMessage", nth=2)
    with office.delivering():
        office.until_quiet()
        channel = office.person("olivia").channel(NAME)
        office.tick(channel.id, "call", done=False)
        office.until_quiet()
    _, checklist = office.person("olivia").messages(channel.id)
    assert "0 of " in checklist.text
