"""Who asks: a person of some Slack workspace, in an installation of Milepost."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Actor:
    """`team` is where the person is at home, `workspace` where Milepost is installed.

    `origin` says where they did it, for the record: the id of a channel, "command", "form", "home",
    "command_line". Who somebody is does not depend on it.
    """

    user: str
    team: str
    workspace: str
    origin: str | None = field(default=None, compare=False)

    @property
    def is_external(self) -> bool:
        """Whether the person belongs to another company."""
        return self.team != self.workspace
