"""What keeps a customer of each track from going live while the list is open (A6)."""

import pytest

from onboarding.criteria import RecordKey
from onboarding.playbook import Playbook
from playbooks.load import shipped_playbooks


@pytest.mark.parametrize("playbook", shipped_playbooks().values(), ids=lambda p: p.key)
def test_an_open_item_keeps_the_account_from_going_live_A6(playbook: Playbook) -> None:
    needs = {m.key: {need.what for need in m.needs} for m in playbook.milestones}
    [gate] = [key for key, what in needs.items() if RecordKey.GO_LIVE_LIST_CLOSED in what]
    assert gate == (
        "first-real-work" if playbook.key == "low-touch" else "go-live-checklist-closed"
    )
    assert any(item.required for item in playbook.go_live)
    before = {key for key in needs if key == gate}
    while grown := {m.key for m in playbook.milestones if before & set(m.depends_on)} - before:
        before |= grown
    assert "first-value" in before  # nothing of it comes but through the list
