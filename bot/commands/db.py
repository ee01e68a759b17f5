"""`milepost db …`"""

import typer
from sqlalchemy.exc import OperationalError

from bot.commands.telling import FAULT, settings_or_exit, tell_fault
from storage import versions
from storage.database import open_engine


def upgrade() -> int:
    """Bring the tables up to date and say where they stand."""
    settings = settings_or_exit()
    try:
        versions.upgrade(settings.database_url.get_secret_value())
    except (versions.SchemaError, OperationalError) as error:
        tell_fault(error, settings)
        return FAULT
    typer.echo(f"The database is at revision {versions.known()}, which this Milepost needs.")
    return 0


def current() -> int:
    """Say where the tables stand; 1 unless `run` would accept them."""
    settings = settings_or_exit()
    engine = open_engine(settings.database_url.get_secret_value())
    try:
        versions.check(engine)
    except (versions.SchemaError, OperationalError) as error:
        tell_fault(error, settings)
        return FAULT
    finally:
        engine.dispose()
    typer.echo(f"The database is at revision {versions.known()}, which this Milepost needs.")
    return 0
