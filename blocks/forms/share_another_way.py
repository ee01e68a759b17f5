"""The form that chooses another way of sharing a channel that could not be shared."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from blocks import kit
from blocks.forms import fields
from blocks.forms.state import FormState
from blocks.forms.ways import WAYS
from blocks.values import ChangeSharing, ForgedValue
from onboarding.provisioning import Sharing

CALLBACK = "share_another_way"


@dataclass(frozen=True, slots=True)
class Way:
    """What was chosen; `channel` None when none was."""

    sharing: Sharing
    channel: str | None


def render(about: ChangeSharing) -> kit.View:
    """The view, for the account whose channel it is."""
    return kit.modal(
        CALLBACK,
        "Share another way",
        [
            fields.radio("sharing", "How to share the channel", WAYS, ""),
            fields.channel(
                "channel",
                "Which channel?",
                "",
                hint="Only for a channel that exists already.",
                optional=True,
            ),
        ],
        submit="Use this way",
        close="Cancel",
        private_metadata=about.dump(),
    )


def read(view: Mapping[str, Any]) -> Way:
    """What was chosen. Raises `ForgedValue` for a way that we did not offer."""
    state = FormState(view)
    try:
        sharing = Sharing(state.choice("sharing"))
    except ValueError as unknown:
        raise ForgedValue("not a way of sharing that we offered") from unknown
    return Way(sharing, state.channel("channel") or None)
