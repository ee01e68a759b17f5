"""The services, opened as the settings say: by the program, and by its scheduler's process, which
has nothing to do with Slack."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.clock import SystemClock
from bot.logs import set_up_logs
from bot.settings import Settings
from onboarding.workdays import load_holidays
from playbooks.load import shipped_playbooks
from services import Services, ServiceSettings
from storage.database import Database


def open_services(settings: Settings, database: Database) -> Services:
    """Raises `PlaybookError`."""
    load_holidays()
    return Services.open(
        database,
        shipped_playbooks(settings.playbooks),
        ServiceSettings(
            cutoffs=settings.track_cutoffs,
            team_channel=settings.team_channel,
            can_mail=settings.mail_server is not None and settings.mail_from is not None,
        ),
    )


@contextmanager
def opened_services(settings: Settings) -> Iterator[Services]:
    """The services alone, with the logs of this process set up and a database of its own.

    Raises `PlaybookError`.
    """
    set_up_logs(settings.log_level, settings.secrets())
    database = Database(settings.database_url.get_secret_value(), SystemClock())
    try:
        yield open_services(settings, database)
    finally:
        database.close()
