"""The settings of a workspace: the team channel, who may start customers, who leads."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from blocks import kit
from blocks.forms import fields
from blocks.forms.fields import Choice
from blocks.forms.state import FormState
from onboarding.views import SettingsView

CALLBACK = "settings"
_LIMITED = "limited"


@dataclass(frozen=True, slots=True)
class Settings:
    """What was chosen; `team_channel` None is "none of its own"."""

    team_channel: str | None
    starters_limited: bool
    starters: tuple[str, ...]
    leaders: tuple[str, ...]


def render(view: SettingsView) -> kit.View:
    """The view, filled in with what holds now."""
    default = view.team_channel_is_default
    return kit.modal(
        CALLBACK,
        "Settings",
        [
            fields.channel(
                "team_channel",
                "Team channel",
                view.team_channel or "",
                hint=_DEFAULT_CHANNEL if default else "Never a channel that customers can read.",
                internal=True,
                optional=True,
            ),
            fields.boxes(
                "starters_limited",
                "Who may start customers?",
                [Choice(_LIMITED, "Only leaders and the people named below")],
                (_LIMITED,) if view.starters_limited else (),
            ),
            fields.people("starters", "May start customers", view.starters),
            fields.people(
                "leaders",
                "Leaders",
                view.leaders,
                hint="Once there is one, only leaders change these settings.",
            ),
        ],
        submit="Save",
        close="Cancel",
    )


def read(view: Mapping[str, Any]) -> Settings:
    """What was chosen."""
    state = FormState(view)
    return Settings(
        team_channel=state.channel("team_channel") or None,
        starters_limited=_LIMITED in state.choices("starters_limited"),
        starters=state.people("starters"),
        leaders=state.people("leaders"),
    )


_DEFAULT_CHANNEL = "Set by whoever runs Milepost, until you choose another."
