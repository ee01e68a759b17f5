"""Which milestone a benchmark ticks."""

from onboarding.people import Side
from onboarding.tracks import Track
from playbooks.load import shipped_playbooks


def first_to_tick(track: Track, side: Side) -> str:
    """The first milestone of this side that waits for nothing."""
    playbook = shipped_playbooks(None)[track]
    return next(
        milestone.key
        for milestone in playbook.stages[0].milestones
        if milestone.side is side and not milestone.depends_on
    )
