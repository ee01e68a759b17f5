"""Who asks: a person of some Slack workspace, in an installation of Milepost."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """`team` is where the person is at home, `workspace` where Milepost is installed."""

    user: str
    team: str
    workspace: str

    @property
    def is_external(self) -> bool:
        """Whether the person belongs to another company."""
        return self.team != self.workspace
