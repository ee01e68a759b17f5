"""Nothing said about a customer reaches it, whatever anybody does; and a leak would be found."""

import pytest

from tests.end_to_end.stage import Stage
from tests.leaks.escaping import ESCAPES
from tests.leaks.watching import Watcher

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_each_way_that_is_left_open_on_purpose_is_found(
    shared_channel: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = shared_channel
    watcher = Watcher(stage.driver, stage.installation.team_id)
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
