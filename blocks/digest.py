"""A digest as a message: a section for each customer with the button that does the next thing.

Sent, it has a chart of the load where one says more than lines do. Slack still refuses charts in
some workspaces: `charts=False` says the same in words.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from blocks import actions, kit
from blocks.kit import Block, Element, Message
from blocks.kit.limits import CHART_LABEL, CHART_POINTS, FALLBACK_TEXT
from blocks.progress import bar
from blocks.values import OneAccount, StallChoice
from onboarding.messages.digest import (
    Digest,
    DigestCall,
    DigestDue,
    DigestEnded,
    DigestLoad,
    DigestMoved,
)
from onboarding.messages.sides import TeamMessage
from playbooks.words import Words

_LINE = 420  # characters of a customer: all of them leave room for the rest
_ROOM = 12_500  # characters of a message that holds 13,200, buttons among them
_BLOCKS = 48
_HEADING = 300
_LOADS = 3_000
_FEW_BARS = 2  # one bar compares with nothing


def render(digest: Digest, words: Words, *, charts: bool = False) -> Message:
    """The whole digest; its text says the same as its blocks, and the load in words."""
    room = _ROOM
    blocks: list[Block] = []
    for block in (_section(digest, words, _HEADING), *_body(digest, words, charts=charts)):
        room -= len(block["text"]["text"]) if "text" in block else 0
        if room >= 0 and len(blocks) < _BLOCKS:
            blocks.append(block)
    text = kit.clip(_text(digest, words), FALLBACK_TEXT)
    return kit.message([*blocks, kit.actions([when_it_comes()])], text)


def when_it_comes() -> Element:
    """The button that opens the form: how often, on which day, at what time."""
    return kit.button("When it comes", actions.DIGEST_SETTINGS)


def needs_you(line: DigestCall, words: Words) -> Block:
    """One customer that needs somebody, for a place where nothing is taken on: Home."""
    about = OneAccount(account=line.account).dump()
    button = _how_it_stands(line.customer, about, line.account)
    return _section(line, words, _LINE, button)


def with_note(shown: Mapping[str, Any], action_id: str, note: str) -> Message:
    """A digest as Slack shows it, with a note (mrkdwn) in the place of one button."""
    blocks = [
        _noted(block, note) if _bears(block, action_id) else block for block in shown["blocks"]
    ]
    return kit.message(blocks, f"{shown['text']}\n{note}")


def _bears(block: Block, action_id: str) -> bool:
    return bool(block.get("accessory", {}).get("action_id") == action_id)


def _noted(block: Block, note: str) -> Block:
    rest = {name: part for name, part in block.items() if name != "accessory"}
    return rest | {"text": block["text"] | {"text": f"{block['text']['text']}\n{note}"}}


def _body(digest: Digest, words: Words, *, charts: bool) -> Iterator[Block]:
    for place, line in enumerate(digest.lines[: 2 * _BLOCKS]):
        match line:
            case DigestLoad():
                continue  # all of them together, below
            case DigestCall() | DigestMoved() | DigestDue() | DigestEnded():
                button = _next_thing(line, digest.team, place)
                yield _section(line, words, _LINE, button)
            case _:
                yield _section(line, words, _HEADING)
    loads = [line for line in digest.lines if isinstance(line, DigestLoad)][:CHART_POINTS]
    if charts and len(loads) >= _FEW_BARS:
        yield _chart(loads)
    elif loads:
        yield kit.section(kit.clip("\n".join(_load(line, words) for line in loads), _LOADS))


def _section(line: TeamMessage, words: Words, most: int, accessory: Element | None = None) -> Block:
    return kit.section(kit.clip(str(words.for_team(line)), most), accessory=accessory)


def _text(digest: Digest, words: Words) -> str:
    said = [words.for_team(line) for line in digest.lines[: 2 * _BLOCKS]]
    return "\n".join([words.for_team(digest), *said])


def _next_thing(
    line: DigestCall | DigestMoved | DigestDue | DigestEnded, team: str, place: int
) -> Element:
    """The one button of a customer's line; `place` tells it from those of other lines."""
    about = OneAccount(account=line.account).dump()
    match line:
        case DigestCall(account=account, stall=str(stall)):
            return kit.button(
                "I take it",
                actions.suffixed(actions.TAKE_FROM_DIGEST, str(place)),
                value=StallChoice(account=account, stall=stall).dump(),
                style="primary",
                accessibility_label=_label("I take it", line.customer),
            )
        case DigestCall(channel=str(channel)) if line.reasons[:1] and _asks(line):
            return kit.button(
                "Answer",
                actions.suffixed(actions.RESOURCE, str(place)),
                url=_address(team, channel),
                accessibility_label=_label("Answer", line.customer),
            )
        case DigestDue() if any(item.days_late for item in (*line.ours, *line.theirs)):
            return kit.button(
                "Move dates",
                actions.suffixed(actions.MOVE_DATES, str(place)),
                value=about,
                accessibility_label=_label("Move dates", line.customer),
            )
        case DigestEnded(owes_post_mortem=True):
            return kit.button(
                "Write it",
                actions.suffixed(actions.POST_MORTEM, str(place)),
                value=about,
                accessibility_label=_label("Write the post-mortem", line.customer),
            )
    return _how_it_stands(line.customer, about, str(place))


def _how_it_stands(customer: str, about: str, suffix: str) -> Element:
    return kit.button(
        "How it stands",
        actions.suffixed(actions.HOW_IT_STANDS, suffix),
        value=about,
        accessibility_label=_label("How it stands", customer),
    )


def _asks(line: DigestCall) -> bool:
    """Whether what weighs most is a question that nobody has answered."""
    return line.reasons[0].kind == "question"


def _address(team: str, channel: str) -> str:
    """Slack's own link to a channel, for the browser as for the app."""
    return f"https://slack.com/app_redirect?{urlencode({'team': team, 'channel': channel})}"


def _label(text: str, customer: str) -> str:
    return kit.clip(f"{text}: {' '.join(customer.split())}", 75)


def _load(line: DigestLoad, words: Words) -> str:
    return f"{bar(min(line.percent, 100), 100)} {kit.clip(words.for_team(line), 200)}"


def _chart(loads: Sequence[DigestLoad]) -> Block:
    names = list(_distinct([" ".join(line.name.split()) or line.user for line in loads]))
    return kit.bar_chart(
        "Load, in percent of what one person can carry",
        names,
        {"% of capacity": [line.percent for line in loads]},
    )


def _distinct(names: Sequence[str]) -> Iterator[str]:
    """Names that fit a chart; of two that would look the same the second gets a number."""
    seen: set[str] = set()
    for name in names:
        label, number = kit.clip(name, CHART_LABEL), 1
        while label in seen:
            number += 1
            label = f"{kit.clip(name, CHART_LABEL - 3)} {number}"
        seen.add(label)
        yield label
