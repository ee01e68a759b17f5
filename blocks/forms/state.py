"""What somebody typed and chose in a form, read from the `state.values` of its view.

Every field is an input block whose block id is the field's name: that is also where Slack shows
the field's error.
"""

from collections.abc import Mapping
from typing import Any


class FormState:
    """The values of a form, by field. A field left empty, or not shown, reads as ""."""

    def __init__(self, view: Mapping[str, Any]) -> None:
        self._values: Mapping[str, Mapping[str, Any]] = view.get("state", {}).get("values", {})

    def __contains__(self, field: str) -> bool:
        return field in self._values

    def text(self, field: str) -> str:
        """What was typed, without blanks around it."""
        return (self._element(field).get("value") or "").strip()

    def choice(self, field: str) -> str:
        """The value of the option chosen in a select or among radio buttons."""
        option = self._element(field).get("selected_option") or {}
        return str(option.get("value", ""))

    def choices(self, field: str) -> tuple[str, ...]:
        """The values of the boxes ticked."""
        options = self._element(field).get("selected_options") or ()
        return tuple(option["value"] for option in options)

    def day(self, field: str) -> str:
        """The ISO date picked."""
        return self._element(field).get("selected_date") or ""

    def time_of_day(self, field: str) -> str:
        """The wall time picked, like "08:30"."""
        return self._element(field).get("selected_time") or ""

    def person(self, field: str) -> str:
        """The Slack user id picked."""
        return self._element(field).get("selected_user") or ""

    def people(self, field: str) -> tuple[str, ...]:
        """The Slack user ids picked."""
        return tuple(self._element(field).get("selected_users") or ())

    def channel(self, field: str) -> str:
        """The channel id picked."""
        return self._element(field).get("selected_conversation") or ""

    def _element(self, field: str) -> Mapping[str, Any]:
        """The one element of the field's block, whatever its action id."""
        return next(iter(self._values.get(field, {}).values()), {})


def errors_at_fields(problems: Mapping[str, str], view: Mapping[str, Any]) -> dict[str, str]:
    """The problems as Slack takes them: each at an input block that the view has.

    A problem with a field that is not shown is told at the first field, not swallowed.
    """
    shown = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    errors: dict[str, str] = {}
    for field, problem in problems.items():
        place = field if field in shown else shown[0]
        errors[place] = f"{errors[place]} {problem}" if place in errors else problem
    return errors
