"""The kit with which our messages, modals and Home are built.

Plain dicts through plain functions that check Slack's limits and raise `BlockError`: for
mistakes of ours. What people write is `escape`d and `clip`ped before it comes here.
"""

from blocks.kit.charts import bar_chart, has_chart
from blocks.kit.elements import Element, button, confirm
from blocks.kit.inputs import email_text_input, number_input, plain_text_input
from blocks.kit.layout import (
    Block,
    actions,
    context,
    divider,
    header,
    image,
    image_element,
    input_block,
    section,
)
from blocks.kit.limits import BlockError
from blocks.kit.menus import (
    conversations_select,
    datepicker,
    external_select,
    multi_static_select,
    multi_users_select,
    static_select,
    timepicker,
    users_select,
)
from blocks.kit.options import checkboxes, option, option_group, overflow, radio_buttons
from blocks.kit.rich_text import (
    rich_text,
    rich_text_link,
    rich_text_list,
    rich_text_section,
    rich_text_user,
    table,
    words,
)
from blocks.kit.surfaces import Message, View, home, message, modal
from blocks.kit.text import (
    Text,
    channel_link,
    clip,
    date_text,
    escape,
    link,
    mention,
    mrkdwn,
    plain,
)

__all__ = [
    "Block",
    "BlockError",
    "Element",
    "Message",
    "Text",
    "View",
    "actions",
    "bar_chart",
    "button",
    "channel_link",
    "checkboxes",
    "clip",
    "confirm",
    "context",
    "conversations_select",
    "date_text",
    "datepicker",
    "divider",
    "email_text_input",
    "escape",
    "external_select",
    "has_chart",
    "header",
    "home",
    "image",
    "image_element",
    "input_block",
    "link",
    "mention",
    "message",
    "modal",
    "mrkdwn",
    "multi_static_select",
    "multi_users_select",
    "number_input",
    "option",
    "option_group",
    "overflow",
    "plain",
    "plain_text_input",
    "radio_buttons",
    "rich_text",
    "rich_text_link",
    "rich_text_list",
    "rich_text_section",
    "rich_text_user",
    "section",
    "static_select",
    "table",
    "timepicker",
    "users_select",
    "words",
]
