"""Interactive elements, and where each may stand."""

from collections.abc import Mapping
from typing import Any

from sandbox.blockkit.checks import (
    FINE,
    Check,
    Problems,
    array,
    at,
    boolean,
    by_type,
    enum,
    integer,
    obj,
    one_of,
    string,
    typed,
    wrong,
)
from sandbox.blockkit.objects import (
    WEB_URL,
    action_id,
    choice,
    confirmation,
    conversation_filter,
    dispatch_action_config,
    initial_option_is_offered,
    initial_options_are_offered,
    mrkdwn,
    option,
    option_group,
    overflow_option,
    plain,
    slack_file,
    style,
    url,
    user_ids,
    workflow,
)
from sandbox.blockkit.rich_text import rich_text

image = typed(
    "image",
    {"alt_text": string(2000)},
    {"image_url": url(WEB_URL), "slack_file": slack_file},
    one_of("image_url", "slack_file"),
)

button = typed(
    "button",
    {"text": plain(75)},
    {
        "action_id": action_id,
        "url": url(),
        "value": string(2000),
        "style": style,
        "confirm": confirmation,
        "accessibility_label": string(75),
        "agent_prompt": string(),
        "agent_prompt_display": string(),
        "visible_to_user_ids": user_ids,
    },
)

workflow_button = typed(
    "workflow_button",
    {"text": plain(75), "workflow": workflow},
    {"action_id": action_id, "style": style, "accessibility_label": string(75)},
)

overflow = typed(
    "overflow",
    {"options": array(overflow_option, 5, 1)},
    {"action_id": action_id, "confirm": confirmation},
)

_placed: Mapping[str, Check] = {
    "action_id": action_id,
    "placeholder": plain(150),
    "confirm": confirmation,
    "focus_on_load": boolean,
}
_chosen: Mapping[str, Check] = {
    "action_id": action_id,
    "confirm": confirmation,
    "focus_on_load": boolean,
}
_written: Mapping[str, Check] = {
    "action_id": action_id,
    "placeholder": plain(150),
    "initial_value": string(least=0),
    "dispatch_action_config": dispatch_action_config,
    "focus_on_load": boolean,
}


def menu(kind: str, own: Mapping[str, Check], *rules: Check) -> Check:
    """A menu with one choice."""
    return typed(kind, {}, {**_placed, **own}, *rules)


def multi_menu(kind: str, own: Mapping[str, Check], *rules: Check) -> Check:
    """A menu with several choices."""
    return menu(kind, {"max_selected_items": integer(1), **own}, *rules)


_given: Mapping[str, Check] = {
    "options": array(option, 100, 1),
    "option_groups": array(option_group, 100, 1),
}
_channel: Mapping[str, Check] = {"response_url_enabled": boolean}
_conversation: Mapping[str, Check] = {
    "default_to_current_conversation": boolean,
    "filter": conversation_filter,
}
_given_in_one_way = one_of("options", "option_groups")

MENUS: Mapping[str, Check] = {
    "static_select": menu(
        "static_select",
        {**_given, "initial_option": option},
        _given_in_one_way,
        initial_option_is_offered,
    ),
    "external_select": menu(
        "external_select", {"initial_option": option, "min_query_length": integer(0)}
    ),
    "users_select": menu("users_select", {"initial_user": string()}),
    "conversations_select": menu(
        "conversations_select", {**_channel, **_conversation, "initial_conversation": string()}
    ),
    "channels_select": menu("channels_select", {**_channel, "initial_channel": string()}),
}

MULTI_MENUS: Mapping[str, Check] = {
    "multi_static_select": multi_menu(
        "multi_static_select",
        {**_given, "initial_options": array(option, least=1)},
        _given_in_one_way,
        initial_options_are_offered,
    ),
    "multi_external_select": multi_menu(
        "multi_external_select",
        {"initial_options": array(option, least=1), "min_query_length": integer(0)},
    ),
    "multi_users_select": multi_menu("multi_users_select", {"initial_users": user_ids}),
    "multi_conversations_select": multi_menu(
        "multi_conversations_select",
        {**_conversation, "initial_conversations": array(string())},
    ),
    "multi_channels_select": multi_menu(
        "multi_channels_select", {"initial_channels": array(string())}
    ),
}

CHOICES: Mapping[str, Check] = {
    "checkboxes": typed(
        "checkboxes",
        {"options": array(choice, 10, 1)},
        {**_chosen, "initial_options": array(choice, least=1)},
        initial_options_are_offered,
    ),
    "radio_buttons": typed(
        "radio_buttons",
        {"options": array(choice, 10, 1)},
        {**_chosen, "initial_option": choice},
        initial_option_is_offered,
    ),
}

DATES: Mapping[str, Check] = {
    "datepicker": menu("datepicker", {"initial_date": string(like=r"\d{4}-\d{2}-\d{2}\Z")}),
    "timepicker": menu(
        "timepicker",
        {"initial_time": string(like=r"([01]\d|2[0-3]):[0-5]\d\Z"), "timezone": string()},
    ),
}

datetimepicker = typed(
    "datetimepicker", {}, {**_chosen, "initial_date_time": integer(10**9, 10**10 - 1)}
)


def lengths_are_in_order(element: Any) -> Problems:
    if element.get("min_length", 0) > element.get("max_length", 3000):
        return at("min_length", wrong("must be less than or equal to max_length"))
    return FINE


FIELDS: Mapping[str, Check] = {
    "plain_text_input": typed(
        "plain_text_input",
        {},
        {
            **_written,
            "multiline": boolean,
            "min_length": integer(0, 3000),
            "max_length": integer(1, 3000),
        },
        lengths_are_in_order,
    ),
    "email_text_input": typed("email_text_input", {}, _written),
    "url_text_input": typed("url_text_input", {}, _written),
    "number_input": typed(
        "number_input",
        {"is_decimal_allowed": boolean},
        {**_written, "min_value": string(), "max_value": string()},
    ),
    "rich_text_input": typed(
        "rich_text_input",
        {},
        {
            **_written,
            "initial_value": rich_text,
            "min_lines": integer(1),
            "max_lines": integer(1),
        },
    ),
    "file_input": typed(
        "file_input",
        {},
        {"action_id": action_id, "filetypes": array(string()), "max_files": integer(1, 10)},
    ),
}

feedback_button = obj(
    {"text": plain(75), "value": string(2000)}, {"accessibility_label": string(75)}
)

feedback_buttons = typed(
    "feedback_buttons",
    {"positive_button": feedback_button, "negative_button": feedback_button},
    {"action_id": action_id},
)

icon_button = typed(
    "icon_button",
    {"icon": enum("trash"), "text": plain()},
    {
        "action_id": action_id,
        "value": string(2000),
        "accessibility_label": string(75),
        "confirm": confirmation,
        "visible_to_user_ids": array(string(), 10),
    },
)

_pressed: Mapping[str, Check] = {
    "button": button,
    "workflow_button": workflow_button,
    "overflow": overflow,
}

in_actions = by_type({**_pressed, **MENUS, **CHOICES, **DATES, "datetimepicker": datetimepicker})
in_section = by_type({**_pressed, **MENUS, **MULTI_MENUS, **CHOICES, **DATES, "image": image})
in_input = by_type(
    {**MENUS, **MULTI_MENUS, **CHOICES, **DATES, **FIELDS, "datetimepicker": datetimepicker}
)
in_context = by_type({"image": image, "plain_text": plain(), "mrkdwn": mrkdwn()})
in_context_actions = by_type({"feedback_buttons": feedback_buttons, "icon_button": icon_button})
