"""How tests look at Slack saying no."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError


def error_of(call: Any, *args: Any, **kwargs: Any) -> str:
    """The error code with which Slack refuses this call."""
    with pytest.raises(SlackApiError) as refused:
        call(*args, **kwargs)
    code: str = refused.value.response["error"]
    return code
