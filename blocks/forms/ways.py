"""The ways of sharing a channel, as people choose among them."""

from blocks.forms.fields import Choice
from onboarding.provisioning import Sharing

WAYS = (
    Choice(
        Sharing.CONNECT.value,
        "Slack Connect (recommended)",
        "Each contact gets an email and joins from their own Slack.",
    ),
    Choice(
        Sharing.GUESTS.value,
        "Guests of our workspace",
        "An administrator of ours invites the contacts as guests.",
    ),
    Choice(
        Sharing.ADOPT.value,
        "A channel that exists already",
        "Somebody made it by hand: Milepost moves in.",
    ),
)
