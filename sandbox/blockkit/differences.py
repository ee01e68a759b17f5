"""Where Slack does something else with a block or an element than this sandbox."""

BLOCKS: dict[str, str] = {
    "card": "Slack draws its own icons for `slack_icon`; the page draws none",
    "container": "Slack's reference lists what may stand in one, and so does this; its own "
    "checks are said to take less",
    "data_table": "Slack is still rolling it out and may answer `invalid_blocks`; a button in it "
    "without an `action_id` cannot be pressed here",
    "data_visualization": "Slack is still rolling it out and may answer `invalid_blocks`",
    "file": "Slack knows it for remote files that an app has added; here any `external_id` is "
    "taken",
    "image": "Slack fetches the picture and refuses one it cannot have; here the browser fetches "
    "it, and a `slack_file` is not looked up",
    "rich_text": "Slack publishes no figures for its length, and none is checked",
    "video": "Slack asks for the scope `links.embed:write` and for a domain named in the app's "
    "settings; here any address is taken",
}

ELEMENTS: dict[str, str] = {
    "button": "`agent_prompt` is taken and does nothing",
    "channels_select": "what is chosen at first is not looked up; `response_url_enabled` does "
    "nothing",
    "conversations_select": "what is chosen at first is not looked up; `filter` narrows what the "
    "page offers, without `exclude_bot_users`; `default_to_current_conversation` and "
    "`response_url_enabled` do nothing",
    "file_input": "`filetypes` is not held against what people add",
    "image": "as the block of that name",
    "multi_channels_select": "what is chosen at first is not looked up",
    "multi_conversations_select": "what is chosen at first is not looked up; `filter` narrows "
    "what the page offers, without `exclude_bot_users`; `default_to_current_conversation` does "
    "nothing",
    "multi_users_select": "who is chosen at first is not looked up",
    "users_select": "who is chosen at first is not looked up",
    "workflow_button": "there are no workflows here: it cannot be pressed",
}

NOT_OFFERED: dict[str, str] = {
    "auth_provider": "refused as an unknown type: there are no user connections here",
    "call": "refused as an unknown type: there are no calls here",
}
"""Blocks that Slack's SDK knows and the sandbox does not."""
