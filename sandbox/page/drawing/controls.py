"""Elements one can use: which there are, what they hold, how they are named for everybody."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from markupsafe import Markup

from sandbox.forms import MULTIPLE, SINGLE, Values
from sandbox.page.drawing.links import safe_address
from sandbox.page.drawing.reading import Part, integer, raw


class Kind(NamedTuple):
    """A kind of element: its template below `elements/`, and what it is called without a label.

    `grouped`: it is made of several controls, so that a label is not for one of them.
    """

    template: str
    words: str = ""
    grouped: bool = False


KINDS: Mapping[str, Kind] = {
    "button": Kind("button"),
    "workflow_button": Kind("workflow_button"),
    "icon_button": Kind("icon_button"),
    "feedback_buttons": Kind("feedback_buttons", "Was this helpful?", grouped=True),
    "overflow": Kind("overflow", "More actions"),
    "image": Kind("image"),
    "static_select": Kind("menu", "Choose an option"),
    "external_select": Kind("menu", "Choose an option"),
    "users_select": Kind("menu", "Choose a person"),
    "conversations_select": Kind("menu", "Choose a conversation"),
    "channels_select": Kind("menu", "Choose a channel"),
    "multi_static_select": Kind("menu", "Choose options"),
    "multi_external_select": Kind("menu", "Choose options"),
    "multi_users_select": Kind("menu", "Choose people"),
    "multi_conversations_select": Kind("menu", "Choose conversations"),
    "multi_channels_select": Kind("menu", "Choose channels"),
    "checkboxes": Kind("choices", "Options", grouped=True),
    "radio_buttons": Kind("choices", "Options", grouped=True),
    "datepicker": Kind("picker", "Choose a date"),
    "timepicker": Kind("picker", "Choose a time"),
    "datetimepicker": Kind("picker", "Choose a date and time"),
    "plain_text_input": Kind("written"),
    "email_text_input": Kind("written"),
    "url_text_input": Kind("written"),
    "number_input": Kind("written"),
    "rich_text_input": Kind("rich_text_input", grouped=True),
    "file_input": Kind("file_input", "Add files"),
}


class Control(NamedTuple):
    """An element in its place. `naming`: attributes of the control itself; `root`: of the whole
    element; `invalid`: there is an error in it; `can_act`: the app knows it by an id."""

    element: Part
    block: Part
    id: str
    state: Part
    placeholder: str
    naming: Markup
    root: Markup
    invalid: bool
    can_act: bool

    @property
    def kind(self) -> str:
        return str(self.element.type)


def state_of(element: Part, block: Part, values: Values, zone: ZoneInfo) -> Part:
    """What a field holds: what somebody put in, or else what the app did.

    Dates with a time come as the viewer's clock shows them: 2026-03-02T09:00.
    """
    kind = str(element.type)
    key, initial = SINGLE.get(kind) or MULTIPLE.get(kind) or ("", "")
    put_in = values.get(str(block.block_id), {}).get(str(element.action_id))
    held = getattr(element, initial) if put_in is None else Part(put_in.get(key))
    read = _READ_AS.get(kind)
    return held if read is None else Part(read(held, zone))


def naming_of(
    *, labelled: str, words: str, described: Sequence[str], invalid: bool, required: bool
) -> Markup:
    """The attributes by which a control says what it is, to eyes and ears."""
    named = ("aria-labelledby", labelled) if labelled else ("aria-label", words)
    attributes = [named]
    if described:
        attributes.append(("aria-describedby", " ".join(described)))
    if invalid:
        attributes.append(("aria-invalid", "true"))
    if required:
        attributes.append(("aria-required", "true"))
    return _attributes(attributes)


def root_of(element: Part, block: Part, confirmation: str) -> Markup:
    """The attributes by which `static/fields.js` knows an element."""
    attributes = [("data-kind", str(element.type)), ("data-action", str(element.action_id))]
    if element.value:
        attributes.append(("data-value", str(element.value)))
    if safe_address(str(element.url)):
        attributes.append(("data-url", str(element.url)))
    if confirmation:
        attributes.append(("data-confirm", confirmation))
    if block.type == "input" and not block.dispatch_action:
        attributes.append(("data-field", ""))
    elif block.type == "input":
        when = [str(one) for one in element.dispatch_action_config.trigger_actions_on]
        attributes.append(("data-dispatch", " ".join(when) or "on_enter_pressed"))
    return _attributes(attributes)


def as_json(part: Part) -> str:
    return json.dumps(raw(part))


def _attributes(attributes: Sequence[tuple[str, str]]) -> Markup:
    return Markup(" ").join(Markup('{}="{}"').format(*one) for one in attributes)


def _date(held: Part, _: ZoneInfo) -> str:
    return str(held) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(held)) else ""


def _time(held: Part, _: ZoneInfo) -> str:
    return str(held) if re.fullmatch(r"\d{2}:\d{2}", str(held)) else ""


def _moment(held: Part, zone: ZoneInfo) -> str:
    seconds = integer(held)
    if seconds is None:
        return ""
    try:
        return f"{datetime.fromtimestamp(seconds, zone):%Y-%m-%dT%H:%M}"
    except (OverflowError, OSError, ValueError):
        return ""


_READ_AS: Mapping[str, Any] = {"datepicker": _date, "timepicker": _time, "datetimepicker": _moment}
