"""`milepost run`"""

from slack_sdk.errors import SlackApiError
from sqlalchemy.exc import OperationalError

from bot import run as program
from bot.app import AlreadyRunningError, build_app
from bot.clock import SystemClock
from bot.commands.telling import FAULT, WRONGLY_ASKED, settings_or_exit, tell_fault
from bot.installation import InstallationError
from bot.settings import SettingsError
from playbooks.load import PlaybookError
from storage.versions import SchemaError


def run() -> int:
    settings = settings_or_exit()
    try:
        program.run(build_app(settings, SystemClock(), apart=True))
    except (SettingsError, PlaybookError) as error:
        tell_fault(error, settings)
        return WRONGLY_ASKED
    except (
        AlreadyRunningError,
        SchemaError,
        OperationalError,
        InstallationError,
        SlackApiError,
        OSError,
    ) as error:
        tell_fault(error, settings)
        return FAULT
    return 0
