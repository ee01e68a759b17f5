"""What our people are told of the go-live checklist (A6)."""

from typing import Literal

from onboarding.messages.sides import TeamMessage


class GoLiveListClosed(TeamMessage):
    """Told to the owner when somebody else checked the last line."""

    kind: Literal["go_live_list_closed"] = "go_live_list_closed"
    customer: str
    channel: str | None
    by: str  # Slack user id
    waiting: tuple[str, ...]  # titles of the milestones that can be ticked now, as far as the list


AnyGoLiveMessage = GoLiveListClosed
