"""The card of a customer in the team channel, kept current until it has ended (A5, G3)."""

from collections.abc import Iterator

from blocks import handoff_buttons, kit
from blocks.kit import Message
from blocks.paragraphs import message_of
from blocks.people_picture import picture
from onboarding.team_card import TeamCard
from playbooks.mrkdwn import Mrkdwn, channel, escape
from playbooks.phrases import day
from playbooks.words import Words

SHOWN = 6
"""People on the card: those with the most telling parts; the map has them all."""
_NAME = 150


def team_card(card: TeamCard, words: Words) -> Message:
    """For our people only. One that has ended says so, and has no picture of people to act on."""
    said = Mrkdwn("\n\n".join(_parts(card, words)))
    return message_of(said, handoff_buttons.below(card.started))


def _parts(card: TeamCard, words: Words) -> Iterator[str]:
    if card.ended is None or card.ended_on is None:
        yield words.for_team(card.started)
        yield picture(card.people, SHOWN)
        return
    started = card.started
    name = f"*{kit.clip(escape(started.customer), _NAME)}*"
    where = f" ({channel(started.channel)})" if started.channel else ""
    on = day(card.ended_on, card.people.today)
    yield f"🏁 {name}{where}: the onboarding ended on {on}, {escape(card.ended.lower())}."
