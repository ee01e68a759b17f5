"""Time zones of a country, for the form: tzdata's own `zone.tab`."""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from zoneinfo import available_timezones

# Where the first zone of zone.tab (it goes from east to west) is not where most people are.
_MOST_PEOPLE = {
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "FM": "Pacific/Pohnpei",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
    "UZ": "Asia/Tashkent",
}
# Countries that zone.tab, bound to ISO 3166, does not list.
_UNLISTED = {"XK": ("Europe/Belgrade",)}


@cache
def known_zones() -> frozenset[str]:
    """The name of every IANA zone this machine knows."""
    return frozenset(available_timezones())


def zones_of(country: str) -> tuple[str, ...]:
    """The IANA zones of a country (ISO 3166 alpha-2), the likeliest first.

    Raises ValueError for a country that has none.
    """
    zones = _zones_by_country().get(country)
    if zones is None:
        raise ValueError(f"No time zone is known for the country '{country}'.")
    return zones


def default_zone(country: str) -> str:
    """The zone most people of a country live in. Raises ValueError for a country without one."""
    return zones_of(country)[0]


def country_of(zone: str) -> str | None:
    """The country in which most of a zone lies; None for a zone that is no place, like UTC."""
    return _countries_by_zone().get(zone)


@cache
def _countries_by_zone() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for country, zones in _zones_by_country().items():
        for zone in zones:
            found.setdefault(zone, country)
    return MappingProxyType(found)


@cache
def _zones_by_country() -> Mapping[str, tuple[str, ...]]:
    listed: dict[str, list[str]] = {}
    table = resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8")
    for line in table.splitlines():
        if not line.startswith("#"):
            country, _coordinates, zone = line.split("\t")[:3]
            listed.setdefault(country, []).append(zone)
    for country, zone in _MOST_PEOPLE.items():
        listed[country].remove(zone)
        listed[country].insert(0, zone)
    return MappingProxyType({code: tuple(zones) for code, zones in listed.items()} | _UNLISTED)
