"""App manifests out of files, YAML or JSON; what is wrong with one is told part by part."""

import re
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

Json = dict[str, Any]

QUICK_START = Path(__file__).parent / "quick_start.yaml"
"""An app that may try everything."""


class ManifestError(Exception):
    """A manifest cannot be used; says which file, which part and why, a line for each fault."""


def read_manifest(path: Path) -> Json:
    """The manifest in a file, as `SandboxDriver.install` takes it. Raises ManifestError."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))  # JSON is YAML
    except OSError as error:
        raise ManifestError(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ManifestError(f"{path}: not a text file in UTF-8") from None
    except yaml.YAMLError as error:
        raise ManifestError(f"{path}: neither YAML nor JSON: {error}") from None
    if not isinstance(content, dict):
        raise ManifestError(f"{path}: not a manifest: an object with display_information is wanted")
    try:
        _Manifest.model_validate(content)
    except ValidationError as error:
        faults = (f"{path}: {_fault(one)}" for one in error.errors())
        raise ManifestError("\n".join(faults)) from None
    return content


def _fault(error: ErrorDetails) -> str:
    where = ".".join(map(str, error["loc"]))
    return f"{where}: {re.sub(r' or instance of .*', '', error['msg']).lower()}"


# What the sandbox reads of a manifest; the rest of it may be anything.


class _Display(BaseModel):
    name: str


class _BotUser(BaseModel):
    display_name: str = ""


class _AppHome(BaseModel):
    home_tab_enabled: bool = False


class _Shortcut(BaseModel):
    type: str
    callback_id: str


class _Command(BaseModel):
    command: str


class _Features(BaseModel):
    bot_user: _BotUser = _BotUser()
    app_home: _AppHome = _AppHome()
    shortcuts: list[_Shortcut] = []
    slash_commands: list[_Command] = []


class _Scopes(BaseModel):
    bot: list[str] = []
    user: list[str] = []


class _OAuth(BaseModel):
    scopes: _Scopes = _Scopes()


class _Events(BaseModel):
    bot_events: list[str] = []


class _Interactivity(BaseModel):
    is_enabled: bool = False


class _Settings(BaseModel):
    event_subscriptions: _Events = _Events()
    interactivity: _Interactivity = _Interactivity()


class _Manifest(BaseModel):
    display_information: _Display
    features: _Features = _Features()
    oauth_config: _OAuth = _OAuth()
    settings: _Settings = _Settings()
