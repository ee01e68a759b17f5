"""What keeps an onboarding of each track from ending while nobody has taken over (A7)."""

import pytest

from onboarding.criteria import RecordKey
from onboarding.people import Side
from onboarding.playbook import Playbook
from playbooks.load import shipped_playbooks


@pytest.mark.parametrize("playbook", shipped_playbooks().values(), ids=lambda p: p.key)
def test_the_last_milestone_of_ours_waits_for_the_package_A7(playbook: Playbook) -> None:
    [waiting] = [
        milestone
        for milestone in playbook.milestones
        if any(need.what is RecordKey.PACKAGE_ACCEPTED for need in milestone.needs)
    ]
    assert waiting == [m for m in playbook.milestones if m.side is Side.TEAM][-1]
    assert (waiting.role, waiting.required) == ("csm", True)
    assert waiting.key == ("what-comes-next" if playbook.key == "low-touch" else "handed-over")
