"""The stakeholder map as a picture: who has which part, who was seen last when, and where nobody is
(A5, G3). For our own people only."""

import json
from collections.abc import Iterator, Sequence

from blocks import actions, kit
from blocks.kit import Block, Message, View
from blocks.kit.limits import TEXT
from blocks.people_picture import SIGNS
from blocks.values import OneAccount
from onboarding.people import Role, StakeholderRole
from onboarding.stakeholders import Attitude, MapPerson, Presence, StakeholderMap
from playbooks.mrkdwn import escape, person
from playbooks.phrases import day, listing, plural

CALLBACK = "stakeholder_map"
KNOWN, COMER = "known:", "comer:"
_TITLE = "People"
_NAME, _CELL, _LINE, _OPTION = 80, 60, 180, 40
_MENU = 100
_FITTING = (100, 50, 25, 12, 6)
"""How many people of each part are shown: as many as there is room for, the rest is counted."""
_LINES_BYTES = 110_000
_TABLE_CHARACTERS = 9_000
_TABLE_ROWS = 99
_NOBODY = "nobody yet"
_SEEN = {
    Presence.ACTIVE: "active {}",
    Presence.QUIET: "quiet since {}",
    Presence.SILENT: "came {}, nothing done yet",
    Presence.NEVER_CAME: "never came",
    Presence.OUTSIDE: "not in the channel",
    Presence.LEFT: "left {}",
}
_ATTITUDE = {
    Attitude.IN_FAVOUR: "👍",
    Attitude.NEUTRAL: "😐",
    Attitude.DOUBTFUL: "🤨",
    Attitude.AGAINST: "👎",
}


def page(view: StakeholderMap) -> Message:
    """The answer of the command: the map as a table, with a button to change it."""
    opening = _summary(view)
    rows = _table(view)
    ours = _ours(view)
    change = kit.button(
        "Change", actions.PEOPLE, value=OneAccount(account=view.account).dump(), style="primary"
    )
    blocks = [
        kit.section(opening),
        kit.table([("Part", "Who", "Stands", "Last seen"), *rows]),
        kit.section(ours),
        kit.actions([change]),
    ]
    said = [" · ".join(escape(cell) for cell in row if cell.strip()) for row in rows]
    return kit.message(blocks, "\n".join([opening, *said, ours]))


def modal(view: StakeholderMap, note: str | None = None) -> View:
    """The map over whatever is read, with everything by which it is changed; `note` is what was
    just done (mrkdwn)."""
    groups = [(heading, lines) for heading, lines in _groups(view) if lines]
    most = next((most for most in _FITTING if _size(groups, most) < _LINES_BYTES), _FITTING[-1])
    blocks = [
        *([kit.section(note)] if note else []),
        kit.section(_summary(view)),
        *(block for heading, lines in groups for block in _sections(heading, lines, most)),
        *_menus(view),
        kit.section(_ours(view)),
        kit.actions([kit.button("Our roles", actions.OUR_ROLES, value=_about(view))]),
    ]
    return kit.modal(CALLBACK, _TITLE, blocks, close="Close", private_metadata=_about(view))


def seen(one: MapPerson, view: StakeholderMap) -> str:
    """When somebody was seen last, in words."""
    told = _SEEN[one.presence].format(day(one.since, view.today) if one.since else "")
    if one.presence is Presence.NEVER_CAME and one.facts.invitation:
        return f"{told}, invitation {one.facts.invitation}"
    return told


def _about(view: StakeholderMap) -> str:
    return OneAccount(account=view.account).dump()


def _summary(view: StakeholderMap) -> str:
    name = kit.clip(escape(view.customer), _NAME)
    lines = [f"*{name}*: who matters, and how they stand. Only our own people read this."]
    if view.gaps:
        gaps = listing([role.label for role in view.gaps], len(StakeholderRole), joined="or")
        lines.append(f"▫️ *Gaps*: nobody is named as {gaps}.")
    single = view.single_thread
    if single is not None:
        lines.append(
            f"🧵 *It hangs on one person*: in the last {plural(view.active_days, 'working day')} "
            f"only {_who(single)} gave a sign."
        )
    if view.unnamed:
        lines.append(
            f"❓ {plural(len(view.unnamed), 'person', 'people')} in the channel not named yet."
        )
    return "\n".join(lines)


def _groups(view: StakeholderMap) -> Iterator[tuple[str, list[str]]]:
    for role in StakeholderRole:
        lines = [_line(one, view) for one in view.holders(role)]
        if role in view.gaps:
            lines.insert(0, "▫️ _nobody: a gap_")
        yield role.label, lines
    yield "Named, without a part", [_line(one, view) for one in view.without_role]
    yield "In the channel, and not named", [_line(one, view) for one in view.unnamed]


def _line(one: MapPerson, view: StakeholderMap) -> str:
    parts = [_who(one)]
    if one.facts.title:
        parts.append(kit.clip(escape(one.facts.title), _CELL))
    if one.facts.attitude:
        parts.append(f"{_ATTITUDE[one.facts.attitude]} {one.facts.attitude.label.lower()}")
    parts += _marks(one, view)
    parts.append(seen(one, view))
    return kit.clip(f"{SIGNS[one.presence]} {' · '.join(parts)}", _LINE)


def _marks(one: MapPerson, view: StakeholderMap) -> list[str]:
    """What else hangs on somebody: who leads there, and who may decide (R6, R7)."""
    marks = [(view.lead, "leads"), (view.authority, "decides")]
    return [mark for stakeholder, mark in marks if stakeholder == one.id]


def _who(one: MapPerson) -> str:
    """By name, also where a mention would do: who left or never came has none."""
    return kit.clip(escape(one.name), _CELL)


def _sections(heading: str, lines: Sequence[str], most: int) -> list[Block]:
    """A part of the map; in several sections where one has no room."""
    shown = list(lines[:most])
    if len(lines) > most:
        shown.append(f"and {len(lines) - most} more")
    in_a_section = (TEXT - _NAME) // (_LINE + 1)
    starts = range(0, len(shown), in_a_section)
    texts = ["\n".join(shown[at : at + in_a_section]) for at in starts]
    texts[0] = f"*{heading}*\n{texts[0]}"
    return [kit.section(text) for text in texts]


def _size(groups: Sequence[tuple[str, Sequence[str]]], most: int) -> int:
    return sum(len(json.dumps(line)) for _, lines in groups for line in lines[:most])


def _menus(view: StakeholderMap) -> Iterator[Block]:
    """Somebody new, somebody on the map, somebody who came: each opens the form about them."""
    yield kit.actions(
        [kit.button("Add a person", actions.PERSON_ADD, value=_about(view), style="primary")]
    )
    for action, prefix, people, asked in (
        (actions.PERSON_PICK, KNOWN, view.people, "Change somebody"),
        (actions.COMER_PICK, COMER, view.unnamed, "Say who somebody is"),
    ):
        for start in range(0, min(len(people), 2 * _MENU), _MENU):
            options = [
                kit.option(
                    kit.clip(" ".join(one.name.split()), _OPTION) or one.id, f"{prefix}{one.id}"
                )
                for one in people[start : start + _MENU]
            ]
            menu = kit.static_select(
                actions.suffixed(action, str(start)), options, placeholder=asked
            )
            yield kit.actions([menu])


def _ours(view: StakeholderMap) -> str:
    lines = [
        f"• {role.label}: {listing([person(user) for user in users], 10) if users else _NOBODY}"
        for role, users in view.team.items()
        if role is not Role.LEADER
    ]
    return "\n".join(["*Our people*", *lines])


def _table(view: StakeholderMap) -> list[tuple[str, str, str, str]]:
    """The rows of the map: as many of each part as there is room for."""
    for most in _FITTING:
        rows = list(_rows(view, most))
        characters = sum(len(cell) for row in rows for cell in row)
        if len(rows) <= _TABLE_ROWS and characters <= _TABLE_CHARACTERS:
            break
    return rows


def _rows(view: StakeholderMap, most: int) -> Iterator[tuple[str, str, str, str]]:
    groups = [(role.label, view.holders(role), role in view.gaps) for role in StakeholderRole]
    groups.append(("Without a part", view.without_role, False))
    groups.append(("Not named", view.unnamed, False))
    for label, people, is_gap in groups:
        if is_gap:
            yield label, "▫️ nobody: a gap", "–", "–"
        for one in people[:most]:
            yield label, _named(one), _stands(one), f"{SIGNS[one.presence]} {seen(one, view)}"
        if len(people) > most:
            yield label, f"and {len(people) - most} more", "–", "–"


def _named(one: MapPerson) -> str:
    name = kit.clip(" ".join(one.name.split()), _CELL)
    title = kit.clip(" ".join((one.facts.title or "").split()), _CELL)
    return f"{name} · {title}" if title else name or one.id


def _stands(one: MapPerson) -> str:
    attitude = one.facts.attitude
    return f"{_ATTITUDE[attitude]} {attitude.label.lower()}" if attitude else "–"
