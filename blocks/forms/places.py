"""The countries and time zones to choose from, in groups: Slack takes 100 options a group."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby

from blocks.forms.fields import Choice, Choices
from onboarding.countries import COUNTRIES
from onboarding.zones import zones_of

GROUP_SIZE = 100


@cache
def countries() -> Choices:
    """Every country whose days off are known, by the letter of its English name."""
    return dict(_groups([Choice(code, name) for code, name in COUNTRIES.items()]))


@cache
def time_zones() -> Choices:
    """Every zone of those countries, by continent."""
    zones = sorted({zone for country in COUNTRIES for zone in zones_of(country)})
    continents = groupby(zones, key=lambda zone: zone.partition("/")[0])
    return {
        label: group
        for _, names in continents
        for label, group in _groups([Choice(name, name.replace("_", " ")) for name in names])
    }


def _groups(choices: Sequence[Choice]) -> Iterator[tuple[str, Sequence[Choice]]]:
    for at in range(0, len(choices), GROUP_SIZE):
        group = choices[at : at + GROUP_SIZE]
        yield f"{group[0].label} – {group[-1].label}", group
