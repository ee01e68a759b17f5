"""Choices, and the elements that show all of them at once."""

from collections.abc import Sequence

from blocks.kit.elements import Element, interactive
from blocks.kit.limits import (
    CHOICE_OPTIONS,
    GROUP_LABEL,
    OPTION_DESCRIPTION,
    OPTION_TEXT,
    OPTION_VALUE,
    OVERFLOW_OPTIONS,
    SELECT_OPTIONS,
    BlockError,
    outside,
)
from blocks.kit.text import checked_url, plain


def option(
    text: str, value: str, *, description: str | None = None, url: str | None = None
) -> Element:
    """A choice. `url` is for overflow menus only."""
    if not 0 < len(text) <= OPTION_TEXT:
        raise outside(f"option {value} text", text, OPTION_TEXT)
    if not 0 < len(value) <= OPTION_VALUE:
        raise outside(f"option {text!r} value", value, OPTION_VALUE)
    choice: Element = {
        "text": {"type": "plain_text", "text": text, "emoji": True},
        "value": value,
    }
    if description is not None:
        choice["description"] = plain(description, OPTION_DESCRIPTION)
    if url is not None:
        choice["url"] = checked_url(f"option {value}", url)
    return choice


def option_group(label: str, options: Sequence[Element]) -> Element:
    checked_options(f"option group {label!r}", options, SELECT_OPTIONS)
    return {"label": plain(label, GROUP_LABEL), "options": list(options)}


def checkboxes(
    action_id: str,
    options: Sequence[Element],
    *,
    initial_options: Sequence[Element] | None = None,
    confirm: Element | None = None,
    focus_on_load: bool | None = None,
) -> Element:
    checked_options(f"checkboxes {action_id}", options, CHOICE_OPTIONS)
    if initial_options is not None:
        checked_initial(action_id, initial_options, options)
    return interactive(
        "checkboxes",
        action_id,
        options=options,
        initial_options=initial_options,
        confirm=confirm,
        focus_on_load=focus_on_load,
    )


def radio_buttons(
    action_id: str,
    options: Sequence[Element],
    *,
    initial_option: Element | None = None,
    confirm: Element | None = None,
    focus_on_load: bool | None = None,
) -> Element:
    checked_options(f"radio_buttons {action_id}", options, CHOICE_OPTIONS)
    if initial_option is not None:
        checked_initial(action_id, [initial_option], options)
    return interactive(
        "radio_buttons",
        action_id,
        options=options,
        initial_option=initial_option,
        confirm=confirm,
        focus_on_load=focus_on_load,
    )


def overflow(
    action_id: str, options: Sequence[Element], *, confirm: Element | None = None
) -> Element:
    """The `…` menu."""
    checked_options(f"overflow {action_id}", options, OVERFLOW_OPTIONS, urls=True)
    return interactive("overflow", action_id, options=options, confirm=confirm)


def checked_options(
    where: str, options: Sequence[Element], most: int, *, urls: bool = False
) -> None:
    if not 0 < len(options) <= most:
        raise outside(f"{where} options", options, most)
    values = {choice["value"] for choice in options}
    if len(values) < len(options):
        raise BlockError(f"{where}: two options have the same value: {sorted(values)}")
    if not urls and any("url" in choice for choice in options):
        raise BlockError(f"{where}: only the options of an overflow menu may have a url")


def checked_initial(where: str, initial: Sequence[Element], choices: Sequence[Element]) -> None:
    for choice in initial:
        if choice not in choices:
            raise BlockError(f"{where}: chosen beforehand but not offered: {choice!r}")
    if not initial:
        raise BlockError(f"{where}: an empty choice beforehand: leave it out instead")
