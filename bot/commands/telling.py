"""How a command speaks: results on standard output, faults on standard error, never a secret."""

import typer
from sqlalchemy.exc import DBAPIError

from bot.logs import masked, set_up_logs
from bot.settings import Settings, SettingsError, load_settings

FAULT = 1
WRONGLY_ASKED = 2


def settings_or_exit() -> Settings:
    """The settings, with the logs set up by them; tells what is wrong and exits 2 instead."""
    try:
        settings = load_settings()
    except SettingsError as error:
        tell_fault(error)
        raise typer.Exit(WRONGLY_ASKED) from None
    set_up_logs(settings.log_level, settings.secrets())
    return settings


def tell_fault(error: Exception, settings: Settings | None = None) -> None:
    """Print the error's message on standard error, a line or more in plain words."""
    said = f"DATABASE_URL: {error.orig}" if isinstance(error, DBAPIError) else str(error)
    typer.echo(masked(said.strip(), settings.secrets() if settings else ()), err=True)
