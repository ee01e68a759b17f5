"""What keeps an onboarding from being completed, in words for our own people (R5)."""

from collections.abc import Sequence

from onboarding.closing import OldUsage, OpenPoint, Quiet, Unused
from onboarding.gates import OpenCriterion
from playbooks.mrkdwn import Mrkdwn
from playbooks.phrases import as_many_as_one_reads, plural, titles
from playbooks.refusals import open_in_full

_MOST = 8
_OWNER = "onboarding manager"


def still_open(points: Sequence[OpenPoint]) -> Mrkdwn:
    """Each on a line of its own, with who can see to it; the rest is counted."""
    shown = as_many_as_one_reads(points, _MOST)
    lines = [f"• {_point(point)}" for point in shown]
    if len(points) > len(shown):
        lines.append(f"• and {plural(len(points) - len(shown), 'more thing')}")
    return Mrkdwn("\n".join(lines))


def _point(point: OpenPoint) -> str:
    match point:
        case OpenCriterion():
            return open_in_full(point)
        case Unused(unused):
            used = "is used, or somebody reports that it is"
            return f"what was set up for {titles(unused)} {used} ({_OWNER})"
        case OldUsage(days):
            old = f"the newest report is {plural(days, 'working day')} old"
            return f"somebody reports how it is used today: {old} ({_OWNER})"
        case Quiet():
            return f"the customer gives a sign again, or somebody settles its quiet time ({_OWNER})"
