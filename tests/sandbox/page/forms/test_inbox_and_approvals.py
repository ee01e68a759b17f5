"""Invitations as emails, and what administrators decide."""

from datetime import timedelta

import pytest
from slack_sdk import WebClient

from sandbox.client import PersonDriver, SandboxDriver
from tests.sandbox.page.forms.conftest import Part

DAY = timedelta(days=1)


@pytest.fixture
def maya(driver: SandboxDriver) -> PersonDriver:
    return driver.person("maya")


@pytest.fixture
def hugo(driver: SandboxDriver) -> PersonDriver:
    """Their administrator."""
    return driver.person("hugo")


def invited(client: WebClient, maya: PersonDriver) -> str:
    """Maya is invited to #work; the invitation's id."""
    channel = client.conversations_create(name="work")["channel"]["id"]
    answer = client.conversations_inviteShared(
        channel=channel, emails=[maya.email], external_limited=False
    )
    return str(answer["invite_id"])


def test_an_empty_inbox_says_what_will_arrive_there(part: Part, maya: PersonDriver) -> None:
    inbox = part("inbox", maya)
    assert "No email yet." in inbox.text
    assert inbox.all("article") == []


def test_an_invitation_says_from_whom_to_where_and_when_it_runs_out(
    part: Part, client: WebClient, maya: PersonDriver
) -> None:
    invite = invited(client, maya)
    email = part("inbox", maya).one("article")
    assert email["data-invite"] == invite
    assert email.one("h2").text == "Trial invited you to #work on Slack Connect"
    assert "Trial , an app of Trellis, invites you to work together in #work" in email.text
    assert "in your own workspace, Hazel & Finch" in email.text
    assert "runs out in 14 days:" in email.text
    assert [button.text for button in email.all("button")] == ["Accept invitation", "Decline"]


def test_once_accepted_the_channel_is_one_click_away(
    part: Part, client: WebClient, maya: PersonDriver
) -> None:
    maya.accept(invited(client, maya))
    email = part("inbox", maya).one("article")
    assert email["data-standing"] == "connected"
    assert email.all("button") == []
    (channel,) = [c for c in maya.channels() if c.name == "work"]
    assert email.one("a")["href"] == f"/as/{maya.id}/channel/{channel.id}"


def test_what_waits_for_approval_says_whose_and_they_find_it(
    part: Part, client: WebClient, maya: PersonDriver, hugo: PersonDriver, driver: SandboxDriver
) -> None:
    driver.team("Hazel & Finch").set(requires_approval=True)
    invite = invited(client, maya)
    maya.accept(invite)
    email = part("inbox", maya).one("article")
    assert email["data-standing"] == "accepted"
    assert {one.text for one in email.all("a")} == {"Be Hugo Brandt", "Be Tom Hazel"}
    waiting = part("approvals", hugo).one("article", data_invite=invite)
    assert waiting.one("h3").text == "#work with Trellis"
    assert "invited Maya Finch of Hazel & Finch, who accepted" in waiting.text
    assert [b["data-decide"] for b in waiting.all("button")] == ["approve", "decline"]


def test_who_is_no_administrator_is_shown_who_is(
    part: Part, maya: PersonDriver, hugo: PersonDriver
) -> None:
    approvals = part("approvals", maya)
    assert approvals.all("button") == []
    assert [one.text for one in approvals.all("a")] == ["Be Tom Hazel", "Be Hugo Brandt"]


def test_declined_and_expired_invitations_say_so(
    part: Part, client: WebClient, maya: PersonDriver, driver: SandboxDriver
) -> None:
    invite = invited(client, maya)
    driver.move_clock(15 * DAY)
    email = part("inbox", maya).one("article")
    assert email["data-standing"] == "expired"
    assert "ran out on" in email.text
    assert email.all("button") == []
    client.conversations_inviteShared(
        channel=maya.inbox()[0].channel_id, emails=[maya.email], external_limited=True
    )
    newest = next(one for one in maya.inbox() if one.id != invite)
    maya.decline(newest.id)
    email = part("inbox", maya).one("article", data_invite=newest.id)
    assert email["data-standing"] == "declined"


def test_a_wish_to_invite_waits_for_our_administrator(
    part: Part, client: WebClient, maya: PersonDriver, driver: SandboxDriver, olivia: PersonDriver
) -> None:
    driver.team("Trellis").set(governs_invites=True)
    invite = invited(client, maya)
    waiting = part("approvals", olivia).one("article", data_invite=invite)
    assert waiting.one("h3").text == "Trial wants to invite Maya Finch to #work"
    assert part("inbox", maya).all("article") == []
    olivia.approve(invite)
    assert part("approvals", olivia).all("article") == []
    assert len(part("inbox", maya).all("article")) == 1


def test_a_connection_can_be_ended_by_either_side_and_the_email_says_it_is_over(
    part: Part, client: WebClient, maya: PersonDriver, hugo: PersonDriver, olivia: PersonDriver
) -> None:
    maya.accept(invited(client, maya))
    ours = part("approvals", olivia).one(class_="connection")
    theirs = part("approvals", hugo).one(class_="connection")
    assert "#work with Hazel & Finch · Trellis hosts it" in ours.text
    assert "#work with Trellis · Trellis hosts it" in theirs.text
    assert ours["data-team"] == theirs["data-team"] == hugo.team_id
    hugo.disconnect(theirs["data-channel"], theirs["data-team"])
    assert part("inbox", maya).one("article")["data-standing"] == "ended"
    assert part("approvals", hugo).all(class_="connection") == []


def test_names_become_no_markup(
    part: Part, client: WebClient, maya: PersonDriver, olivia: PersonDriver
) -> None:
    maya.change_profile(real_name="<b>Maya</b>")
    invited(client, maya)
    inbox = part("inbox", maya)
    assert inbox.all("b") == []
    assert "Hello <b>Maya</b>," in inbox.text
