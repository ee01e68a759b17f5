"""One account of each sort, as weeks of its life have left it: what `benchmarks.many` copies.

Everything was made by the services: plans from the three shipped playbooks, and customers who keep
their dates, are days late, fall silent, or are stuck.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import product

from onboarding.people import Side
from onboarding.plan import BlockerKind, Gate, Milestone, gate_key
from onboarding.refusals import NotOnRecord, Refused
from onboarding.ticking import Tick
from onboarding.tracks import Track
from services import Services
from services.actor import Actor
from services.gate_passes import LetPass
from storage import accounts
from tests.services.story import HOST, OLIVIA, Story, member

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SATURDAY = 5
STUCK_ON_DAY = 7


class Temper(StrEnum):
    """How a customer behaves."""

    STEADY = "steady"
    SLOW = "slow"
    QUIET = "quiet"
    BLOCKED = "blocked"


LATE_BY = {
    Temper.STEADY: timedelta(0),
    Temper.SLOW: timedelta(days=6),
    Temper.QUIET: timedelta(days=365),
    Temper.BLOCKED: timedelta(days=1),
}
SORTS = tuple((track, temper) for temper, track in product(Temper, Track))


@dataclass(frozen=True, slots=True)
class Original:
    """An account that others are copies of, and the customer's champion in its channel."""

    account: str
    channel: str
    champion: Actor
    track: Track
    temper: Temper


def live(story: Story, sorts: Sequence[tuple[Track, Temper]], days: int) -> list[Original]:
    """An account of each of these sorts, all begun today, once so many days have passed."""
    found = [_begun(story, number, *sort) for number, sort in enumerate(sorts)]
    for day in range(days):
        morning = MONDAY + timedelta(days=day)
        if morning.weekday() < SATURDAY:
            story.clock.set(morning.replace(hour=10))
            for original in found:
                _live_a_day(story, original, day)
            story.services.reviewing.tick()
            story.clock.set(morning.replace(hour=14))
            story.services.reviewing.tick()
    return found


def _begun(story: Story, number: int, track: Track, temper: Temper) -> Original:
    champion = Actor(f"UMAYA{number}", f"TFINCH{number}", HOST)
    channel = f"GFINCH{number}"
    account = story.start(name=f"Hazel & Finch {number}", track=track.value)
    story.make_channel(account, channel)
    channels = story.services.channels
    channels.shared(HOST, channel, champion.team, story.key())
    channels.joined(HOST, channel, champion.user, champion.team, story.key())
    facts = member(champion, "Maya Finch", "maya@hazelfinch.example")
    story.services.workspaces.learn(HOST, [facts])
    channels.person_known(HOST, account, facts)
    return Original(account, channel, champion, track, temper)


def _live_a_day(story: Story, original: Original, day: int) -> None:
    """Whoever is to do it ticks what is due by now, unless a gate keeps them from it."""
    now = story.clock.now()
    if day == 0 and original.temper is not Temper.QUIET:
        story.services.agreement.agree(original.champion, original.channel, story.key())
    open_ones = open_milestones(story.services, original)
    if day == STUCK_ON_DAY and original.temper is Temper.BLOCKED:
        story.services.blockers.raise_(
            original.champion,
            original.channel,
            open_ones[0].key,
            BlockerKind.TECHNICAL,
            "The firewall lets nothing through.",
            None,
            story.key(),
        )
    for milestone in open_ones:
        is_theirs = milestone.side is Side.CUSTOMER
        late_by = LATE_BY[original.temper] if is_theirs else timedelta(0)
        if milestone.due_on + late_by <= now.date():
            actor = original.champion if is_theirs else OLIVIA
            _tick(story, original, milestone, actor)


def _tick(story: Story, original: Original, milestone: Milestone, actor: Actor) -> None:
    """Done; where the record is asked for something, the owner goes on without it first."""

    def press() -> object:
        tick = Tick(milestone.key, done=True)
        return story.services.milestones.tick(actor, original.channel, tick, story.key())

    refused = press()
    if isinstance(refused, Refused) and isinstance(refused.reason, NotOnRecord):
        gate = gate_key(Gate.NEEDS, milestone.key)
        passed = story.services.gate_passes.let_pass(
            OLIVIA, original.account, gate, "A benchmark has no more to tell.", story.key()
        )
        assert isinstance(passed, LetPass), passed
        press()


def open_milestones(services: Services, original: Original) -> list[Milestone]:
    """What is not yet done of an account."""
    office = services.reviewing.office
    with office.look(HOST) as tx:
        account = accounts.by_channel(tx, original.channel)
        assert account is not None
        return [one for one in office.plan(tx, account).milestones if one.done_at is None]
