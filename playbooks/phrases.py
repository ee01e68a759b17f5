"""Small turns of phrase that messages and surfaces share: days, counts, lists, titles."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar
from zlib import crc32

from onboarding.messages.touches import Material
from playbooks.mrkdwn import Mrkdwn, escape, link

_Item = TypeVar("_Item")

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(value: date, reference: date | None = None) -> str:
    """A day as "Thu 3 Dec"; with the year when that is not the reference's."""
    year = f" {value.year}" if reference is not None and reference.year != value.year else ""
    return f"{_WEEKDAYS[value.weekday()]} {value.day} {_MONTHS[value.month - 1]}{year}"


def span(first: date, last: date, reference: date | None = None) -> str:
    """Days as "Mon 7 – Fri 18 Dec": from one day to another, naming a shared month once."""
    if first == last:
        return day(first, reference)
    if (first.year, first.month) == (last.year, last.month):
        return f"{_WEEKDAYS[first.weekday()]} {first.day} – {day(last, reference)}"
    return f"{day(first, reference)} – {day(last, reference)}"


def plural(count: int, one: str, many: str | None = None) -> str:
    """A count as "1 day", "3 days"; thousands are set apart."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def ordinal(number: int) -> str:
    """A place in a row: "1st", "2nd", "3rd", "11th"."""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{({1: 'st', 2: 'nd', 3: 'rd'}).get(number % 10, 'th')}"


def title(text: str) -> Mrkdwn:
    """The title of a milestone within a sentence: “First login”."""
    return Mrkdwn(f"“{escape(text)}”")


def titles(texts: Sequence[str], most: int = 4) -> Mrkdwn:
    """Titles as a list in a sentence: “A”, “B” and 3 more."""
    return listing([title(text) for text in texts], most)


def listing(items: Sequence[str], most: int = 4, joined: str = "and") -> Mrkdwn:
    """A list as "a, b and c", each escaped, `joined` by another word where one of them is meant;
    past `most` the rest is counted."""
    shown = [escape(item) for item in items]
    if len(shown) > most:
        shown = [*shown[:most], Mrkdwn(f"{len(shown) - most} more")]
    if len(shown) < 2:
        return Mrkdwn("".join(shown))
    return Mrkdwn(f"{', '.join(shown[:-1])} {joined} {shown[-1]}")


def as_many_as_one_reads(items: Sequence[_Item], most: int) -> Sequence[_Item]:
    """The first few of what is shown a line each, `most` or one more: that one takes no more room
    than to say that it is left out."""
    return items if len(items) <= most + 1 else items[:most]


def linked(material: Material) -> Mrkdwn:
    """What helps, as a link with its format: "Your first task (Short video)"."""
    return Mrkdwn(f"{link(material.url, material.title)} ({escape(material.format)})")


def rotated(variants: Sequence[str], by: str) -> str:
    """One of several ways to say a thing, always the same one for the same `by`."""
    return variants[crc32(by.encode()) % len(variants)]
