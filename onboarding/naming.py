"""The names of a customer's channel and files."""

from slugify import slugify

_PREFIX = "onb-"
_LONGEST = 80  # Slack's limit


def channel_name(customer: str, attempt: int = 0) -> str:
    """`onb-` and the customer's name, in any script, as Slack takes it.

    Lower case letters, digits and hyphens, at most 80 of them. `attempt` counts the names that were
    taken: 1 answers `…-2`, 2 answers `…-3`.
    """
    suffix = f"-{attempt + 1}" if attempt else ""
    room = _LONGEST - len(_PREFIX) - len(suffix)
    return f"{_PREFIX}{slug(customer, room)}{suffix}"


def slug(customer: str, longest: int = 40) -> str:
    """The customer's name, in any script, in lower case letters, digits and hyphens."""
    return slugify(customer)[:longest].strip("-") or "customer"
