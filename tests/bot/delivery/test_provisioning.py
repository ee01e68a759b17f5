"""Making a customer's channel in Slack, step by step, each safe to repeat."""

import pytest

from onboarding.intake import RawContact
from onboarding.provisioning import Sharing
from sandbox.driving import SandboxError
from tests.bot.delivery.office import Office

NAME = "onb-hazel-finch"


def test_a_new_customer_gets_its_channel_furnished_and_shared(office: Office) -> None:
    office.start()
    with office.delivering():
        office.until_quiet()
    assert {state for state, _ in office.steps().values()} == {"done"}
    olivia = office.person("olivia")
    channel = olivia.channel(NAME)
    assert channel.is_private
    assert {office.person(who).id for who in ("olivia", "arthur", "clara")} <= set(channel.members)
    assert "Hazel &amp; Finch" in channel.topic
    assert channel.purpose
    welcome, checklist = olivia.messages(channel.id)
    assert "Every order leaves the house" in welcome.text
    assert checklist.pinned
    [bookmark] = channel.bookmarks
    assert bookmark["title"] == "Our plan"
    assert checklist.ts.replace(".", "") in bookmark["link"]
    for who in ("maya", "tom"):
        [invitation] = office.person(who).inbox()
        assert invitation.channel_id == channel.id
        assert not invitation.external_limited
    [announcement] = olivia.messages(office.team_channel)
    assert "Hazel &amp; Finch" in announcement.text
    assert office.driver.violations() == []


def test_another_persons_channel_of_that_name_is_left_alone(office: Office) -> None:
    taken = office.person("olivia").create_channel(NAME, private=True)
    office.start()
    with office.delivering():
        office.until_quiet()
    ours = [c for c in office.person("olivia").channels() if c.name.startswith(NAME)]
    assert sorted(c.name for c in ours) == [NAME, f"{NAME}-2"]
    assert office.person("olivia").messages(taken.id) == []


def test_a_channel_of_ours_that_was_not_just_made_is_left_alone(office: Office) -> None:
    """It may hold another customer: only an attempt that may have made it finds it again."""
    office.start()
    with office.delivering():
        office.until_quiet()
    first = office.person("olivia").channel(NAME)
    office.person("olivia").rename(first.id, f"{NAME}-2")
    said_before = len(office.person("olivia").messages(first.id))
    office.start(contacts=(RawContact("Ben Water", "ben@brightwater.example", "champion"),))
    with office.delivering():
        office.until_quiet()
    assert {c.name for c in office.person("olivia").channels()} >= {f"{NAME}-2", f"{NAME}-3"}
    assert len(office.person("olivia").messages(first.id)) == said_before


LOSSES = [
    *[
        ("drop_after", method)
        for method in (
            "conversations.create",
            "conversations.setTopic",
            "conversations.invite",
            "chat.postMessage",
            "pins.add",
            "bookmarks.add",
            "conversations.inviteShared",
        )
    ],
    ("drop_before", "conversations.create"),
    ("drop_before", "chat.postMessage"),
    ("drop_before", "conversations.inviteShared"),
    ("error_500", "chat.postMessage"),
]


@pytest.mark.parametrize(("fault", "method"), LOSSES)
def test_whatever_call_is_lost_everything_is_there_once(
    office: Office, method: str, fault: str
) -> None:
    office.driver.faults.add(fault, method)
    office.start()
    with office.delivering():
        office.until_quiet()
    assert {state for state, _ in office.steps().values()} == {"done"}
    olivia = office.person("olivia")
    channel = olivia.channel(NAME)
    assert [c.name for c in olivia.channels() if c.name.startswith("onb-")] == [NAME]
    welcome, checklist = olivia.messages(channel.id)
    assert "Welcome" in welcome.text or "welcome" in welcome.text
    assert channel.pins == [checklist.ts]
    assert len(channel.bookmarks) == 1
    assert len(office.person("maya").inbox()) == 1
    assert len(office.person("tom").inbox()) == 1
    assert len(olivia.messages(office.team_channel)) == 1


@pytest.mark.parametrize(("nth", "what"), [(2, "checklist"), (3, "announcement")])
def test_every_post_of_provisioning_that_loses_its_answer_is_found_again(
    office: Office, nth: int, what: str
) -> None:
    office.driver.faults.add("drop_after", "chat.postMessage", nth=nth)
    office.start()
    with office.delivering():
        office.until_quiet()
    assert {state for state, _ in office.steps().values()} == {"done"}
    assert office.calls("chat.postMessage") == 3


def test_what_a_person_must_mend_is_told_to_the_owner_and_the_rest_goes_on(
    office: Office,
) -> None:
    office.driver.team("Trellis").set(paid=False)
    office.start()
    with office.delivering():
        office.until_quiet()
    steps = office.steps()
    failed = {key for key, (state, _) in steps.items() if state == "failed"}
    assert all(key.startswith("invite_contact:") for key in failed)
    assert len(failed) == 2
    assert {error for state, error in steps.values() if state == "failed"} == {"not_paid"}
    told = office.person("olivia").dm_messages()
    assert len(told) == 2
    assert "Maya Finch" in told[0].text
    assert len(office.person("olivia").messages(office.team_channel)) == 1

    office.driver.team("Trellis").set(paid=True)
    for step in failed:
        office.services.mending.retry(
            office.actor("olivia"), office.rows()[0].account_id, step, office.key()
        )
    with office.delivering():
        office.until_quiet()
    assert {state for state, _ in office.steps().values()} == {"done"}
    assert len(office.person("maya").inbox()) == 1


def test_a_guest_is_found_by_its_address_and_invited(office: Office) -> None:
    guest = office.driver.team("Trellis").add_person(
        "Gwen Guest", "gwen@hazelfinch.example", is_restricted=True
    )
    office.start(
        sharing=Sharing.GUESTS.value,
        contacts=(
            RawContact("Gwen Guest", "gwen@hazelfinch.example", "champion"),
            RawContact("Nobody Yet", "nobody@hazelfinch.example", "daily_user"),
        ),
    )
    with office.delivering():
        office.until_quiet()
    assert guest.id in office.person("olivia").channel(NAME).members
    failed = [error for state, error in office.steps().values() if state == "failed"]
    assert failed == ["users_not_found"]


def test_a_public_channel_is_adopted(office: Office) -> None:
    channel = office.person("clara").create_channel("finch-project")
    office.adopt(channel.id)
    with office.delivering():
        office.until_quiet()
    adopted = office.person("clara").channel("finch-project")
    assert {state for state, _ in office.steps().values()} == {"done"}
    assert office.installation.bot_user_id in adopted.members
    assert office.person("olivia").id in adopted.members
    assert len(adopted.pins) == 1


def test_what_people_said_in_the_head_of_an_adopted_channel_is_kept(office: Office) -> None:
    clara = office.person("clara")
    channel = clara.create_channel("finch-project")
    clara.set_topic(channel.id, "Roll-out of the year")
    office.adopt(channel.id)
    with office.delivering():
        office.until_quiet()
    adopted = clara.channel("finch-project")
    assert office.steps()["topic"][0] == "done"
    assert adopted.topic == "Roll-out of the year"
    assert "Hazel &amp; Finch" in adopted.purpose


def test_a_private_channel_that_nobody_let_us_into_is_not_adopted(office: Office) -> None:
    channel = office.person("clara").create_channel("finch-project", private=True)
    office.adopt(channel.id)
    with office.delivering():
        office.until_quiet()
    assert office.steps()["adopt_channel"] == ("failed", "channel_not_found")
    assert office.steps()["welcome"][0] == "pending"
    assert len(office.person("olivia").dm_messages()) == 1


def test_the_customers_people_in_an_adopted_channel_are_known(office: Office) -> None:
    olivia = office.person("olivia")
    office.start()
    with office.delivering():
        office.until_quiet()
    [invitation] = office.person("maya").inbox()
    office.person("maya").accept(invitation.id)
    shared = olivia.channel(NAME)
    # the same channel, taken over by an installation that knows nothing of it
    forgotten = office.database
    with forgotten.writing() as connection:
        connection.exec_driver_sql("UPDATE accounts SET channel_id = NULL, channel_name = NULL")
    office.start(
        name="Finch again",
        sharing=Sharing.ADOPT.value,
        channel=shared.id,
        contacts=(RawContact("Maya Finch", office.person("maya").email, "champion"),),
    )
    with office.delivering():
        office.until_quiet()
    maya = office.actor("maya")
    opened = office.services.milestones.open_ones(maya, shared.id)
    assert getattr(opened, "customer", opened) == "Finch again"


def test_a_call_to_a_channel_that_is_gone_does_not_stop_the_others(office: Office) -> None:
    office.driver.faults.add("error", "pins.add", code="too_many_pins")
    office.start()
    with office.delivering():
        office.until_quiet()
    assert office.steps()["pin"] == ("failed", "too_many_pins")
    assert office.steps()["announce"][0] == "done"


def test_a_stopped_delivery_goes_on_where_it_was(office: Office) -> None:
    office.driver.faults.add("delay", "chat.postMessage", seconds=0.5)
    office.start()
    with office.delivering():
        office.driver.until(lambda: office.calls("conversations.invite") > 0, 10)
    with office.delivering():
        office.until_quiet()
    assert {state for state, _ in office.steps().values()} == {"done"}
    assert office.calls("chat.postMessage") == 3
    with pytest.raises(SandboxError):
        office.person("olivia").channel(f"{NAME}-2")


def test_a_channel_that_may_be_there_is_looked_for_even_after_a_429(office: Office) -> None:
    """The 429 says that this attempt made nothing; the one before it may have."""
    office.driver.faults.add("drop_after", "conversations.create", nth=1)
    office.driver.faults.add("rate_limited", "conversations.create", nth=2, seconds=1)
    office.start()
    with office.delivering():
        office.until_quiet()
    made = [c.name for c in office.person("olivia").channels() if c.name.startswith("onb-")]
    assert made == [NAME]
    assert {state for state, _ in office.steps().values()} == {"done"}
