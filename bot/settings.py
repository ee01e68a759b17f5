"""What the operator may set: environment variables, or the same names in a file `.env`.

docs/configuration.md describes each; a test fails when one is missing there.
"""

import difflib
import os
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, Self

from dotenv import dotenv_values
from pydantic import (
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.mail import SmtpServer
from onboarding.tracks import Cutoffs

ENV_FILE = ".env"
PREFIX = "MILEPOST_"


class SettingsError(Exception):
    """What is wrong, a sentence per variable, each beginning with its name; no secret's value."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class Address(NamedTuple):
    """Where our HTTP server listens; port 0 takes a free one."""

    host: str
    port: int


def _address(text: object) -> object:
    if not isinstance(text, str):
        return text
    host, colon, port = text.rpartition(":")
    if not colon or not host or not port.isdecimal() or int(port) > 65535:
        raise ValueError("must be host:port, for example 127.0.0.1:3000")
    return Address(host.strip("[]"), int(port))


def _cutoffs(text: object) -> object:
    if not isinstance(text, str):
        return text
    guided, comma, high_touch = (part.strip() for part in text.partition(","))
    if not comma or not guided.isdecimal() or not high_touch.isdecimal():
        raise ValueError("must be two whole amounts, for example 25000,100000")
    return Cutoffs(int(guided), int(high_touch))


class Settings(BaseSettings):
    """The settings, checked. Secrets show as asterisks wherever the settings are printed."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_ignore_empty=True,
        enable_decoding=False,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    database_url: SecretStr = Field(
        SecretStr("sqlite:///milepost.db"), validation_alias="DATABASE_URL"
    )
    slack_bot_token: SecretStr | None = Field(None, validation_alias="SLACK_BOT_TOKEN")
    slack_app_token: SecretStr | None = Field(None, validation_alias="SLACK_APP_TOKEN")
    slack_signing_secret: SecretStr | None = Field(None, validation_alias="SLACK_SIGNING_SECRET")
    slack_client_id: str | None = Field(None, validation_alias="SLACK_CLIENT_ID")
    slack_client_secret: SecretStr | None = Field(None, validation_alias="SLACK_CLIENT_SECRET")
    slack_api_url: str = Field("https://slack.com/api/", validation_alias="SLACK_API_URL")
    team_channel: str | None = Field(None, pattern=r"^[CG][A-Z0-9]+$")
    http: Annotated[Address | None, BeforeValidator(_address)] = None
    track_cutoffs: Annotated[Cutoffs, BeforeValidator(_cutoffs)] = Cutoffs()
    playbooks: Path | None = None
    smtp_url: SecretStr | None = None
    mail_from: str | None = Field(None, pattern=r"^[^@\s]+@[^@\s]+$")
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    lane_hold_seconds: float = Field(30.0, ge=5, le=600)
    posts_per_minute: int = Field(600, gt=0, le=60_000)
    stop_seconds: float = Field(20.0, gt=0, le=600)

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, url: SecretStr) -> SecretStr:
        scheme = url.get_secret_value().partition("://")[0].partition("+")[0]
        if scheme not in {"sqlite", "postgresql", "postgres"}:
            raise ValueError("must begin with sqlite:/// or postgresql://")
        # Heroku and friends still hand out the old name, which SQLAlchemy no longer knows
        return SecretStr(url.get_secret_value().replace("postgres://", "postgresql://", 1))

    @field_validator("smtp_url")
    @classmethod
    def _mail_server(cls, url: SecretStr | None) -> SecretStr | None:
        if url is not None:
            SmtpServer.read(url.get_secret_value())
        return url

    @model_validator(mode="after")
    def _mail_has_a_sender(self) -> Self:
        if self.smtp_url is not None and self.mail_from is None:
            raise ValueError("MILEPOST_MAIL_FROM must be set too: the address that mail comes from")
        return self

    @property
    def mail_server(self) -> SmtpServer | None:
        """Where mail is handed in; None where no mail is sent."""
        return SmtpServer.read(self.smtp_url.get_secret_value()) if self.smtp_url else None

    @field_validator("slack_bot_token")
    @classmethod
    def _bot_token(cls, token: SecretStr | None) -> SecretStr | None:
        if token and not token.get_secret_value().startswith("xoxb-"):
            raise ValueError("must be the bot user's token, which begins with xoxb-")
        return token

    @field_validator("slack_app_token")
    @classmethod
    def _app_token(cls, token: SecretStr | None) -> SecretStr | None:
        if token and not token.get_secret_value().startswith("xapp-"):
            raise ValueError("must be an app-level token, which begins with xapp-")
        return token

    @field_validator("slack_api_url")
    @classmethod
    def _api_url(cls, url: str) -> str:
        if not url.startswith(("https://", "http://")):
            raise ValueError("must be a URL, for example https://slack.com/api/")
        return url.rstrip("/") + "/"

    @property
    def address(self) -> Address:
        return self.http or Address("127.0.0.1", 3000)

    @property
    def socket_mode(self) -> bool:
        """Slack reaches us through a socket that we open, and not by HTTP."""
        return self.slack_app_token is not None

    def secrets(self) -> tuple[str, ...]:
        """Every value that must never be seen, for `bot/logs.py` to mask."""
        values = (getattr(self, name) for name in type(self).model_fields)
        found = [value.get_secret_value() for value in values if isinstance(value, SecretStr)]
        server = self.mail_server
        if server is not None and server.password:
            found.append(server.password)
        return tuple(found)

    def require_slack(self) -> None:
        """Raise `SettingsError` unless everything is there that talking to Slack needs."""
        missing = []
        if self.slack_bot_token is None:
            missing.append(
                "SLACK_BOT_TOKEN: is not set; the app's page “OAuth & Permissions” shows it"
            )
        if self.slack_app_token is None and self.slack_signing_secret is None:
            missing.append(
                "SLACK_APP_TOKEN: is not set; set it for Socket Mode, or SLACK_SIGNING_SECRET "
                "for HTTP (both on the app's page “Basic Information”)"
            )
        if missing:
            raise SettingsError(*missing)


def load_settings(env_file: Path | str = ENV_FILE) -> Settings:
    """The settings of this process. Raises `SettingsError`."""
    _refuse_unknown(env_file)
    try:
        return Settings(_env_file=env_file)
    except ValidationError as error:
        raise SettingsError(*(_told(problem) for problem in error.errors())) from None


def variable(field: str) -> str:
    """The environment variable of a field of `Settings`."""
    alias = Settings.model_fields[field].validation_alias
    return alias if isinstance(alias, str) else PREFIX + field.upper()


def _told(problem: Any) -> str:
    if not problem["loc"]:  # what spans several settings names them itself
        return str(problem["msg"]).removeprefix("Value error, ")
    name = str(problem["loc"][0])
    shown = variable(name) if name in Settings.model_fields else name.upper()
    return f"{shown}: {problem['msg'].removeprefix('Value error, ')}"


def _refuse_unknown(env_file: Path | str) -> None:
    """A misspelt name would otherwise be a setting that silently does nothing."""
    known = {variable(field) for field in Settings.model_fields}
    given = {name for name in (*os.environ, *dotenv_values(env_file)) if name.startswith(PREFIX)}
    problems = []
    for name in sorted(given - known):
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.8)
        problems.append(
            f"{name}: there is no such setting" + (f"; did you mean {near[0]}?" if near else "")
        )
    if problems:
        raise SettingsError(*problems)
