"""Where a link may lead, and how one is drawn. Every address on the page passes through here."""

import re

from markupsafe import Markup

_LEADS_OUT = re.compile(r"(?:https?://|mailto:|tel:)[^\s\x00-\x20\x7f]+", re.IGNORECASE)
_TRAILING = ".,;:!?'\")]}*_~"  # belongs to the sentence around an address, not to it
_PICTURE = re.compile(r"https?://[^\s\x00-\x20\x7f]+", re.IGNORECASE)


def safe_address(address: str) -> str | None:
    """The address if a click may lead there (web, mail, telephone), else None."""
    return address if _LEADS_OUT.fullmatch(address) else None


def safe_picture(address: str) -> str | None:
    """The address if a picture may be loaded from there, else None."""
    return address if _PICTURE.fullmatch(address) else None


def link(address: str, shown: Markup) -> Markup:
    """`shown` as a link that opens beside the page; as plain text if it may lead nowhere."""
    if safe_address(address) is None:
        return shown
    return Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>').format(
        address, shown
    )


def bare_address(found: str) -> str:
    """An address as it stands in a sentence, without the sentence's own marks."""
    trimmed = found.rstrip(_TRAILING)
    if found[len(trimmed) :].startswith(")") and "(" in trimmed:
        return trimmed + ")"
    return trimmed
