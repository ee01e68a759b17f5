"""Each line of the record says from where (X1)."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import services
from tests.services.story import CHANNEL, HOST, MAYA, OLIVIA, Story


def test_what_people_do_is_recorded_with_the_place_where_they_did_it_X1(story: Story) -> None:
    account = story.with_channel()
    story.tick(replace(OLIVIA, origin=CHANNEL), "call")
    day = date(2026, 3, 16)
    story.services.holds.pause(
        replace(OLIVIA, origin="command"), account, day, "They move house.", story.key()
    )
    [done] = story.activity("milestone.done")
    [began] = story.activity("hold.began")
    assert (done.origin, began.origin) == (CHANNEL, "command")
    # what follows from it comes from the same place
    assert {
        row.origin for row in story.activity() if row.actor == OLIVIA.user and row.id > done.id
    } <= {
        CHANNEL,
        "command",
    }


def test_what_slack_tells_and_what_time_brings_says_so_X1(story: Story) -> None:
    story.with_channel()
    story.services.channels.joined(HOST, CHANNEL, MAYA.user, MAYA.team, story.key())
    story.clock.move(days=40)
    story.services.reviewing.tick()
    [joined] = story.activity("member.joined")
    assert joined.origin == "slack"
    brought = [row for row in story.activity() if row.kind.startswith(("touch.", "stall."))]
    assert brought
    assert {row.origin for row in brought} == {"tick"}
    [made] = story.activity("channel.made")
    assert made.origin == "delivery"


def test_whoever_begins_a_transaction_for_nobody_says_what_it_is_for_X1() -> None:
    """A service that records in a transaction without an actor would else leave the place empty."""
    places = {"workspaces"}  # it records nothing but what an actor does
    for path in sorted(Path(services.__path__[0]).glob("*.py")):
        if path.stem not in places:
            bare = re.findall(r"office\.begin\((?:workspace|\w+\.workspace_id)\)", path.read_text())
            assert bare == [], path.name
