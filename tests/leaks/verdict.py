"""Whether a story leaked anything, and did all that it is there for."""

from tests.end_to_end.stage import Stage
from tests.leaks.driven import BY_STORY, OUT_OF_REACH, driven
from tests.leaks.marks import breaking_out, marks_in
from tests.leaks.watching import Watcher
from tests.post_office import PostOffice


def nothing_leaked(stage: Stage, mail: PostOffice, story: str) -> None:
    """All that `driven` tells of this story came about, and nothing of what is out of reach."""
    stage.quiet()
    came_about = driven(stage.milepost.database, stage.installation.team_id)
    missing = sorted(BY_STORY[story] - came_about)
    assert missing == [], missing
    within_reach = sorted(came_about & OUT_OF_REACH.keys())
    assert within_reach == [], within_reach
    watcher = Watcher(stage.driver, stage.installation.team_id, mail)
    assert watcher.leaks() == []
    assert [one.way for one in watcher.on_screens() if marks_in(one.content)] == []
    said = list(watcher.said())
    assert [(one.way, text) for one in said for text in breaking_out(one.content)] == []
    assert set().union(*(marks_in(one.content) for one in said))  # to our own people
