"""Rich text: sections, lists, quotes and code, and the words in them."""

from collections.abc import Mapping

from sandbox.blockkit.checks import (
    Check,
    array,
    boolean,
    by_type,
    enum,
    integer,
    obj,
    string,
    typed,
)
from sandbox.blockkit.objects import url

STYLES = (
    "bold",
    "italic",
    "strike",
    "code",
    "underline",
    "highlight",
    "client_highlight",
    "unlink",
)
style = obj({}, dict.fromkeys(STYLES, boolean))

_styled: Mapping[str, Check] = {"style": style}

part = by_type(
    {
        "text": typed("text", {"text": string()}, _styled),
        "link": typed(
            "link", {"url": url()}, {**_styled, "text": string(least=0), "unsafe": boolean}
        ),
        "user": typed("user", {"user_id": string()}, _styled),
        "usergroup": typed("usergroup", {"usergroup_id": string()}, _styled),
        "team": typed("team", {"team_id": string()}, _styled),
        "channel": typed("channel", {"channel_id": string()}, _styled),
        "broadcast": typed("broadcast", {"range": enum("here", "channel", "everyone")}, _styled),
        "color": typed("color", {"value": string()}, _styled),
        "emoji": typed(
            "emoji",
            {"name": string()},
            {**_styled, "unicode": string(), "skin_tone": integer(1, 6), "url": url()},
        ),
        "date": typed(
            "date",
            {"timestamp": integer(), "format": string()},
            {**_styled, "url": url(), "fallback": string()},
        ),
    }
)

section = typed("rich_text_section", {"elements": array(part)}, {})

rich_text = typed(
    "rich_text",
    {
        "elements": array(
            by_type(
                {
                    "rich_text_section": section,
                    "rich_text_list": typed(
                        "rich_text_list",
                        {"elements": array(section), "style": enum("bullet", "ordered")},
                        {"indent": integer(0, 8), "offset": integer(0), "border": integer(0, 1)},
                    ),
                    "rich_text_preformatted": typed(
                        "rich_text_preformatted",
                        {"elements": array(part)},
                        {"border": integer(0, 1), "language": string()},
                    ),
                    "rich_text_quote": typed(
                        "rich_text_quote",
                        {"elements": array(part)},
                        {"border": integer(0, 1)},
                    ),
                }
            )
        )
    },
    {"block_id": string(255)},
)
