"""Block Kit's limits as Slack enforces them."""

from sandbox.blockkit.blocks import Surface
from sandbox.blockkit.surfaces import (
    validate_blocks,
    validate_message,
    validate_view,
)

__all__ = ["Surface", "validate_blocks", "validate_message", "validate_view"]
