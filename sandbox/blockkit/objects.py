"""Composition objects: text, options, confirmation and what else elements are made of."""

from typing import Any

from sandbox.blockkit.checks import (
    FINE,
    Check,
    Problems,
    any_of,
    array,
    at,
    boolean,
    by_type,
    enum,
    obj,
    one_of,
    string,
    typed,
    wrong,
)

ANY_URL = r"(https?://|slack://|mailto:|tel:)\S+\Z"
WEB_URL = r"https?://\S+\Z"

action_id = string(255)
user_ids = array(string())


def url(like: str = ANY_URL, least: int = 1) -> Check:
    return string(3000, least, like=like)


def plain(most: int = 3000) -> Check:
    return typed("plain_text", {"text": string(most)}, {"emoji": boolean})


def mrkdwn(most: int = 3000) -> Check:
    return typed("mrkdwn", {"text": string(most)}, {"verbatim": boolean})


def text(most: int = 3000) -> Check:
    """Text of either kind."""
    return by_type({"plain_text": plain(most), "mrkdwn": mrkdwn(most)})


style = enum("primary", "danger")

confirmation = obj(
    {"title": plain(100), "text": text(300)},
    {"confirm": plain(30), "deny": plain(30), "style": style},
)

option = obj({"text": plain(75), "value": string(150)}, {"description": plain(75)})
"""An option of a menu."""

choice = obj({"text": text(75), "value": string(150)}, {"description": text(75)})
"""An option of checkboxes and radio buttons, which may be mrkdwn."""

overflow_option = obj(
    {"text": plain(75), "value": string(150)}, {"description": plain(75), "url": url()}
)

option_group = obj({"label": plain(75), "options": array(option, 100, 1)}, {})

dispatch_action_config = obj(
    {
        "trigger_actions_on": array(
            enum("on_enter_pressed", "on_character_entered"), most=2, least=1
        )
    },
    {},
)

conversation_filter = obj(
    {},
    {
        "include": array(enum("im", "mpim", "private", "public"), most=4, least=1),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
    any_of("include", "exclude_external_shared_channels", "exclude_bot_users"),
)

slack_file = obj({}, {"id": string(), "url": url()}, one_of("id", "url"))

workflow = obj(
    {
        "trigger": obj(
            {"url": url()},
            {
                "customizable_input_parameters": array(
                    obj({"name": string(), "value": string(least=0)}, {})
                )
            },
        )
    },
    {},
)


def offered(element: Any) -> list[Any]:
    """All options of an element, whether grouped or not."""
    groups = element.get("option_groups")
    if groups is None:
        return element.get("options") or []
    return [one for group in groups for one in group["options"]]


def initial_option_is_offered(element: Any) -> Problems:
    chosen = element.get("initial_option")
    if chosen is None or chosen in offered(element):
        return FINE
    return at("initial_option", wrong("initial option was not found in options"))


def initial_options_are_offered(element: Any) -> Problems:
    choices = offered(element)
    for index, chosen in enumerate(element.get("initial_options") or []):
        if chosen not in choices:
            return at(f"initial_options/{index}", wrong("initial option was not found in options"))
    return FINE
