"""An invitation to a Slack Connect channel and the states it goes through."""

from dataclasses import dataclass, field
from enum import StrEnum

VALID_FOR_DAYS = 14


class InviteState(StrEnum):
    REQUESTED = "requested"  # an administrator of the host must first let it be sent
    SENT = "sent"
    ACCEPTED = "accepted"  # waits for the approval of one or both sides
    CONNECTED = "connected"
    DECLINED = "declined"
    EXPIRED = "expired"


@dataclass(slots=True)
class Invite:
    """`created` and `expires` are seconds UTC of the sandbox's clock."""

    id: str
    channel_id: str
    inviting_team_id: str
    inviting_user_id: str
    recipient_email: str | None
    recipient_user_id: str | None
    external_limited: bool
    created: int
    expires: int
    state: InviteState
    accepted_by: str | None = None
    accepted_at: int = 0
    updated: int = 0
    awaiting_approval: set[str] = field(default_factory=set)
    """Workspaces whose administrator has not yet approved."""
    approved_by: set[str] = field(default_factory=set)
    was_requested: bool = False
    """Whether an administrator had to let it be sent."""
    wanted_name: str = ""
    """What the channel is to be called in the workspace that accepts; "": as the host calls it."""

    def state_at(self, now: float) -> InviteState:
        """Unless accepted and approved in time an invitation runs out; Slack tells nobody."""
        open_states = (InviteState.REQUESTED, InviteState.SENT, InviteState.ACCEPTED)
        if self.state in open_states and now >= self.expires:
            return InviteState.EXPIRED
        return self.state
