"""The parts of one sandbox, in one place. Everything runs in one event loop: no locks."""

from sandbox.clock import Clock
from sandbox.faults import Faults
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

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.base_url = ""
        self.clock = Clock()
        self.ids = Ids()
        self.world: World = found_companies(self.ids, int(self.clock.now()))
        self.journal = Journal(settings.log_size)
        self.faults = Faults()
        self.limits = Limits(settings, self.clock.monotonic)
        self.outbound = Outbound(self.journal, self.clock)
        self.triggers = Triggers(self.clock, self.ids)
        self.socket_tickets: dict[str, str] = {}
        """Which app a Socket Mode address, good for one connection, was given to."""
