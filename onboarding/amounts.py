"""Numbers as people type them, in any country's way of writing: "1.500", "12,5", "40 %", "60k"."""

import re
import unicodedata
from dataclasses import dataclass

LONGEST_UNIT = 20
MOST = 1e12
"""As far as numbers of a success criterion go, either way."""

_MINUS = "−–\\-"  # within a class of characters
_BLANKS = "\\s'’_٬"  # what sets thousands apart without being a comma or a point
_NUMBER = re.compile(rf"([+{_MINUS}]?)\s*([0-9](?:[0-9.,{_BLANKS}]*[0-9])?)\s*(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, and what was written behind it: "" for nothing."""

    number: float
    unit: str


def read_amount(typed: str) -> Amount | None:
    """What somebody typed, or None where it is no number.

    A single comma or point is the decimal one, unless exactly three digits follow and up to three,
    not only a zero, stand before: "1.500" and "1,500" are fifteen hundred, "0.125" is an eighth.
    "€ 40" has its unit before the number.
    """
    text = _plain(typed)
    before = re.match(r"[^\d+\-−–.,]*", text)
    ahead = before.group().strip() if before else ""
    found = _NUMBER.fullmatch(text[len(before.group()) if before else 0 :].strip())
    if found is None:
        return None
    sign, digits, behind = found.groups()
    if ahead and behind:
        return None
    number = _number(re.sub(f"[{_BLANKS}]", "", digits))
    unit = " ".join((ahead or behind).split())
    if number is None or re.search(r"\d", unit):
        return None
    if unit[:1] in ("k", "K") and (len(unit) == 1 or unit[1] == " " or unit[1:] in ("€", "$", "£")):
        number, unit = number * 1000, unit[1:].strip()
    if abs(number) > MOST:
        return None
    return Amount(-number if sign in ("-", "−", "–") else number, unit)


def typed(number: float) -> str:
    """A number as a form shows it, to be read again as the same number."""
    text = f"{number:.6f}".rstrip("0").rstrip(".")
    whole, _, decimals = text.partition(".")
    # three decimals would be read as thousands
    return f"{text}0" if len(decimals) == 3 and whole.lstrip("-") != "0" else text


def shown(number: float) -> str:
    """A number as everybody reads it: "1,500", "12.5"."""
    text = f"{number:,.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def with_unit(number: float, unit: str) -> str:
    """A number with what it counts: "40 %", "1,500 orders"."""
    return f"{shown(number)} {unit}".rstrip()


def same_unit(one: str, other: str) -> bool:
    """Whether two people mean the same unit; one that was left out is no contradiction."""
    return not one or not other or one.casefold() == other.casefold()


def _plain(typed: str) -> str:
    """Digits of every script as 0 to 9, wide and thin spaces as spaces."""
    text = unicodedata.normalize("NFKC", typed).replace("٫", ",").strip()
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def _number(digits: str) -> float | None:
    if re.fullmatch(r"\d{1,15}", digits):
        return float(digits)
    if re.fullmatch(r"(?!0[.,])\d{1,3}[.,]\d{3}", digits):
        return float(re.sub(r"[.,]", "", digits))
    if re.fullmatch(r"\d{1,15}[.,]\d{1,6}", digits):
        return float(digits.replace(",", "."))
    for thousands, decimal in ((".", ","), (",", ".")):
        groups = rf"\d{{1,3}}({re.escape(thousands)}\d{{3}})+({re.escape(decimal)}\d{{1,6}})?"
        if re.fullmatch(groups, digits):
            return float(digits.replace(thousands, "").replace(decimal, "."))
    return None
