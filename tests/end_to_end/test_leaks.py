"""Nothing said about a customer reaches it, whatever anybody does; and a leak would be found."""

from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.end_to_end.record import keeps_note, prepares_kickoff, tells_brief
from tests.end_to_end.stage import CHANNEL, OUR_FIRST, Stage
from tests.leaks.columns import mark_all
from tests.leaks.escaping import ESCAPES
from tests.leaks.marks import breaking_out, mark, marks_in
from tests.leaks.walking import Walk
from tests.leaks.watching import Watcher
from tests.post_office import PostOffice

QUIET_DAYS = 14
"""Until there is a card of a quiet customer in the team channel, whose buttons can be pressed."""

pytestmark = [
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
    pytest.mark.usefixtures("post_office"),  # letters leave too
]


def test_each_way_that_is_left_open_on_purpose_is_found(
    shared_channel: Stage, post_office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = shared_channel
    watcher = Watcher(stage.driver, stage.installation.team_id, post_office)
    assert watcher.leaks() == []
    unseen = []
    for escape in ESCAPES:
        watcher.forget()
        with monkeypatch.context() as patch:
            escape(stage, patch)
            stage.quiet()
        if not any(leak.endswith(": smuggled") for leak in watcher.leaks()):
            unseen.append(escape.__name__)
    assert unseen == []


@pytest.fixture
def on_record(shared_channel: Stage) -> Stage:
    """Much is on record about Hazel & Finch, all of it that is internal is marked, and then
    nobody of theirs is heard of for a while."""
    stage = shared_channel
    stage.arthur.ticks(OUR_FIRST)
    tells_brief(stage, stage.arthur, mark)
    prepares_kickoff(stage, stage.olivia, stage.maya, mark)
    keeps_note(stage, stage.olivia, stage.maya.slack.say(CHANNEL, "We move in May."), "risk", mark)
    stage.olivia.ticks("kickoff-held")
    stage.olivia.proposes()
    mark_all(stage.milepost.database, stage.installation.team_id, mark("everything"))
    waiting = walk_of(stage, 0)
    for _ in range(QUIET_DAYS):
        waiting.a_day_passes()
    return stage


def walk_of(stage: Stage, seed: int) -> Walk:
    chance = Random(seed)  # noqa: S311
    ours = (stage.olivia, stage.arthur, stage.clara)
    return Walk(stage, chance, ours, theirs=(stage.maya, stage.tom))


@settings(
    max_examples=3,
    derandomize=True,
    deadline=None,
    database=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
@given(seed=st.integers(min_value=0, max_value=2**32))
def test_whatever_people_press_and_whenever_nothing_internal_is_seen(
    on_record: Stage, seed: int
) -> None:
    stage = on_record
    walk = walk_of(stage, seed)
    walk.goes(30)
    walk.ends()
    assert stage.on_record("account.closed")
    walk.goes(6)
    walk.goes_on()
    assert stage.on_record("stall.began")
    watcher = Watcher(stage.driver, stage.installation.team_id)
    assert watcher.leaks() == [], walk.diary
    assert not [one for one in watcher.on_screens() if marks_in(one.content)], walk.diary
    said = list(watcher.said())
    assert not [text for one in said for text in breaking_out(one.content)], walk.diary
    assert "everything" in set().union(*(marks_in(one.content) for one in said))
