"""Who matters at a customer, in a few lines: for the card in the team channel and for the status
(A5, G3). For our own people only."""

from blocks import kit
from onboarding.people import StakeholderRole
from onboarding.stakeholders import MapPerson, Presence, StakeholderMap
from playbooks.mrkdwn import escape
from playbooks.phrases import day, listing, plural

_NAME, _ROLES = 60, 80
SIGNS = {
    Presence.ACTIVE: "🟢",
    Presence.QUIET: "🟡",
    Presence.SILENT: "🟡",
    Presence.NEVER_CAME: "⚪",
    Presence.OUTSIDE: "⚪",
    Presence.LEFT: "🚪",
}
_SEEN = {
    Presence.ACTIVE: "last active {}",
    Presence.QUIET: "last active {}",
    Presence.SILENT: "came {}, nothing done yet",
    Presence.NEVER_CAME: "never came",
    Presence.OUTSIDE: "not in the channel",
    Presence.LEFT: "left {}",
}


def picture(view: StakeholderMap, most: int) -> str:
    """The first few that matter with the day on which each was seen last: a card stands for long,
    and a day stays true. Then what is missing."""
    everybody = (*view.by_weight, *view.unnamed)
    lines = [_line(one, view) for one in everybody[:most]] or ["nobody is named yet"]
    if len(everybody) > most:
        lines.append(f"and {len(everybody) - most} more: *People* below shows them all")
    return "\n".join(["*Their people*", *lines, *warnings(view)])


def warnings(view: StakeholderMap) -> list[str]:
    """The parts that nobody has, and that it hangs on one person; nothing where all is well."""
    found = []
    if view.gaps:
        roles = [role.label.lower() for role in view.gaps]
        found.append(f"▫️ No {listing(roles, len(StakeholderRole), joined='or')} named yet")
    single = view.single_thread
    if single is not None:
        days = plural(view.active_days, "working day")
        found.append(f"🧵 It hangs on {_name(single)} alone: nobody else was active in {days}")
    return found


def seen(presence: Presence, when: str) -> str:
    """When somebody was seen last, in words; `when` is a day, or how long ago."""
    return _SEEN[presence].format(when)


def ago(working_days: int) -> str:
    """How long ago: "today", "1 working day ago"."""
    return f"{plural(working_days, 'working day')} ago" if working_days else "today"


def _line(one: MapPerson, view: StakeholderMap) -> str:
    roles = listing([role.label for role in one.roles], len(StakeholderRole))
    parts = [_name(one), kit.clip(roles, _ROLES) if one.roles else "no part yet"]
    parts.append(seen(one.presence, day(one.since, view.today) if one.since else ""))
    return f"{SIGNS[one.presence]} {' · '.join(parts)}"


def _name(one: MapPerson) -> str:
    return f"*{kit.clip(escape(one.name), _NAME)}*"
