"""The parts of one sandbox, in one place. Everything runs in one event loop: no locks."""

import asyncio

from sandbox.changes import Changes
from sandbox.clock import Clock
from sandbox.companions import Companion
from sandbox.faults import Faults
from sandbox.guide import GuideStep
from sandbox.ids import Ids
from sandbox.journal import Journal
from sandbox.limits import Limits
from sandbox.outbound import Outbound
from sandbox.seed import found_companies
from sandbox.settings import Settings
from sandbox.triggers import Triggers
from sandbox.world import World


class Slack:
    """The sandbox's state and machinery. `base_url` is set by the server, without a slash."""

    def __init__(self, settings: Settings, clock: Clock | None = None) -> None:
        self.settings = settings
        self.base_url = ""
        self.clock = clock or Clock(settings.starts_at)
        self.changes = Changes()
        self.companions: list[Companion] = []
        self.guide: list[GuideStep] = []
        self.is_turning = False
        """Whether the clock is being turned: one turn at a time."""
        self.ids = Ids()
        self.world: World = found_companies(self.ids, int(self.clock.now()))
        self.journal = Journal(settings.log_size, self.clock)
        self.faults = Faults()
        self.limits = Limits(settings, self.clock.monotonic)
        self.outbound = Outbound(self.journal, self.clock, self.changes)
        self.triggers = Triggers(self.clock, self.ids)
        self.alarm: asyncio.TimerHandle | None = None
        """Goes off when the next scheduled message is due."""
        self.socket_tickets: dict[str, str] = {}
        """Which app a Socket Mode address, good for one connection, was given to."""
