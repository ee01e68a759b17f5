"""Menus: what they offer, and what is chosen."""

import json
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from sandbox.forms import EXTERNAL
from sandbox.page.drawing.controls import Control, as_json
from sandbox.page.drawing.lookup import Conversation, Lookup
from sandbox.page.drawing.reading import Part, integer

Say = Callable[[Part], str]
SHORTEST_QUERY = 3
"""Characters Slack waits for before it asks an app for options, unless the app says otherwise."""


class Choice(NamedTuple):
    """`value` is what goes to the app, as JSON: a string, or the whole option of an external menu.
    `words` is what one reads, and searches in."""

    value: str
    words: str
    description: str = ""
    chosen: bool = False


class Group(NamedTuple):
    label: str
    choices: Sequence[Choice]


class Menu(NamedTuple):
    """`besides`: what is chosen and not among the groups. `least`: characters to type before the
    app is asked, in an external menu; `most`: how many can be chosen."""

    groups: Sequence[Group]
    chosen: Sequence[Choice]
    besides: Sequence[Choice]
    multiple: bool
    external: bool
    least: int
    most: int | None


def menu_of(at: Control, lookup: Lookup, say: Say) -> Menu:
    kind = at.kind
    multiple = kind.startswith("multi_")
    held = list(at.state) if multiple else [at.state] if at.state else []
    source = kind.removeprefix("multi_")
    if source in ("static_select", "external_select"):
        picked = [_option(one, say, whole=kind in EXTERNAL) for one in held]
        groups = _given(at.element, say)
    else:
        names = _named(source, at.element, lookup)
        picked = [_named_choice(str(one), names.get(str(one))) for one in held]
        groups = [Group("", [_named_choice(*one) for one in names.items()])]
    chosen = {choice.value for choice in picked}
    given = {choice.value for group in groups for choice in group.choices}
    shortest = integer(at.element.min_query_length)
    return Menu(
        groups=[
            Group(group.label, [one._replace(chosen=one.value in chosen) for one in group.choices])
            for group in groups
        ],
        chosen=picked,
        besides=[choice for choice in picked if choice.value not in given],
        multiple=multiple,
        external=kind in EXTERNAL,
        least=SHORTEST_QUERY if shortest is None else shortest,
        most=integer(at.element.max_selected_items),
    )


def _given(element: Part, say: Say) -> list[Group]:
    plain = Group("", [_option(one, say) for one in element.options])
    return [
        *([plain] if plain.choices else []),
        *(
            Group(say(group.label), [_option(one, say) for one in group.options])
            for group in element.option_groups
        ),
    ]


def _option(option: Part, say: Say, *, whole: bool = False) -> Choice:
    return Choice(
        value=as_json(option) if whole else json.dumps(str(option.value)),
        words=say(option.text),
        description=say(option.description),
    )


def _named(source: str, element: Part, lookup: Lookup) -> dict[str, str]:
    """What can be chosen by id, with its name."""
    if source == "users_select":
        return dict(lookup.people())
    conversations: Iterable[Conversation] = lookup.channels()
    if source == "channels_select":
        conversations = [one for one in conversations if one.kind == "public"]
    else:
        conversations = [one for one in conversations if _fits(one, element.filter)]
    return {one.id: _name(one) for one in conversations}


def _fits(conversation: Conversation, wanted: Part) -> bool:
    kinds = [str(kind) for kind in wanted.include]
    if kinds and conversation.kind not in kinds:
        return False
    return not (conversation.external and wanted.exclude_external_shared_channels)


def _name(conversation: Conversation) -> str:
    in_a_channel = conversation.kind in ("public", "private")
    return f"#{conversation.name}" if in_a_channel else conversation.name


def _named_choice(value: str, name: str | None) -> Choice:
    return Choice(json.dumps(value), name or value)
