"""Messages for our own people as Block Kit, with the buttons by which they mend what went wrong."""

from collections.abc import Mapping
from typing import Any

from blocks import actions, alert_buttons, digest, kit, survey_buttons
from blocks.kit import Block, Element, Message
from blocks.paragraphs import message_of
from blocks.values import ChangeSharing, RetryStep
from onboarding.messages.alerts import PulseNews
from onboarding.messages.digest import Digest
from onboarding.messages.sides import TeamMessage
from onboarding.messages.surveys import SurveyNews
from onboarding.messages.team import ChannelTrouble, InvitationNews, ProvisioningProblem
from playbooks.words import Words


def render(message: TeamMessage, words: Words, *, charts: bool = False) -> Message:
    """Raises TypeError for a message that is not for our team.

    `charts`: draw what a chart says better; Slack may refuse it.
    """
    if isinstance(message, Digest):
        return digest.render(message, words, charts=charts)
    return message_of(words.for_team(message), _below(message))


def _below(message: TeamMessage) -> list[Block]:
    match message:
        case ProvisioningProblem(account=account, step=step, can_change_sharing=can_change):
            buttons = [retry(account, step, "Try again")]
            if can_change:
                buttons.append(share_another_way(account))
            return [kit.actions(buttons)]
        case InvitationNews(account=account, step=str(step), news="declined" | "expired"):
            return [kit.actions([retry(account, step, "Invite again"), share_another_way(account)])]
        case ChannelTrouble(account=account, trouble="deleted"):
            return [kit.actions([share_another_way(account)])]
        case SurveyNews() | PulseNews():
            return [survey_buttons.below_news(message)]
        case _:
            return alert_buttons.below(message)


def pressed(shown: Mapping[str, Any], note: str) -> Message:
    """A message as Slack shows it, with a note (mrkdwn) in the place of its buttons."""
    kept = [block for block in shown["blocks"] if block["type"] != "actions"]
    return kit.message([*kept, kit.context([note])], f"{shown['text']}\n\n{note}")


def retry(account: str, step: str, text: str) -> Element:
    """The button that has a step of provisioning tried again."""
    return kit.button(
        text,
        actions.suffixed(actions.RETRY, step),
        value=RetryStep(account=account, step=step).dump(),
    )


def share_another_way(account: str) -> Element:
    """The button that opens the form for another way of sharing the channel."""
    return kit.button(
        "Share another way", actions.SHARING, value=ChangeSharing(account=account).dump()
    )
