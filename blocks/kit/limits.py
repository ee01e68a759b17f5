"""Slack's limits on what the kit builds, and how it refuses what exceeds them."""

from collections.abc import Sized

TEXT = 3000
ACTION_ID = 255
BLOCK_ID = 255
URL = 3000

BUTTON_TEXT = 75
BUTTON_VALUE = 2000
ACCESSIBILITY_LABEL = 75

CONFIRM_TITLE = 100
CONFIRM_TEXT = 300
CONFIRM_BUTTON = 30

OPTION_TEXT = 75
OPTION_VALUE = 150
OPTION_DESCRIPTION = 75
GROUP_LABEL = 75
PLACEHOLDER = 150
SELECT_OPTIONS = 100
CHOICE_OPTIONS = 10
OVERFLOW_OPTIONS = 5
INPUT_VALUE = 3000

HEADER_TEXT = 150
SECTION_FIELDS = 10
FIELD_TEXT = 2000
CONTEXT_ELEMENTS = 10
ACTIONS_ELEMENTS = 25
INPUT_LABEL = 2000
INPUT_HINT = 2000
IMAGE_ALT_TEXT = 2000
IMAGE_TITLE = 2000
TABLE_ROWS = 100
TABLE_COLUMNS = 20
CHART_TITLE = 50
CHART_SERIES = 12
CHART_POINTS = 20
CHART_LABEL = 20
AXIS_LABEL = 50

MESSAGE_BLOCKS = 50
MESSAGE_CHARTS = 2
MESSAGE_CHARACTERS = 13_200
FALLBACK_TEXT = 40_000
VIEW_BLOCKS = 100
VIEW_BYTES = 250_000
VIEW_TITLE = 24
VIEW_BUTTON = 24
PRIVATE_METADATA = 3000
CALLBACK_ID = 255
EXTERNAL_ID = 255

SHOWN = 80
"""Characters of an offending text that an error quotes."""


class BlockError(ValueError):
    """Blocks that Slack would refuse. Names the block, the limit and the offending text."""


def outside(where: str, what: Sized, most: int, least: int = 1) -> BlockError:
    """The error for a text or a list at `where` that is too short or too long."""
    counted = "characters" if isinstance(what, str) else "items"
    allowed = f"{least} to {most}" if least else f"at most {most}"
    return BlockError(f"{where}: {len(what)} {counted}, allowed are {allowed}: {shown(what)}")


def shown(what: object) -> str:
    quoted = repr(what)
    return quoted if len(quoted) <= SHOWN else f"{quoted[:SHOWN]}…"
