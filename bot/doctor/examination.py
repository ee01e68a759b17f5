"""The whole examination, in the order in which one thing needs another."""

from sqlalchemy.exc import NoResultFound

from bot.clock import Clock
from bot.doctor.findings import Finding, is_healthy
from bot.doctor.local_checks import check_database, check_playbooks
from bot.doctor.slack_checks import check_slack, check_way_in
from bot.settings import Settings
from storage import workspaces
from storage.database import Database
from storage.transaction import look


def examine(settings: Settings, clock: Clock) -> list[Finding]:
    """Everything that Milepost needs, looked at. Changes nothing, in Slack or here."""
    database = Database(settings.database_url.get_secret_value(), clock)
    try:
        stored = list(check_database(database.engine))

        def team_channel(workspace: str) -> str | None:
            chosen = _chosen_channel(database, workspace) if is_healthy(stored) else None
            return chosen or settings.team_channel

        return [
            *stored,
            *check_playbooks(settings),
            check_way_in(settings),
            *check_slack(settings, clock, team_channel),
        ]
    finally:
        database.close()


def _chosen_channel(database: Database, workspace: str) -> str | None:
    """What `/onboard settings` says; None also before Milepost ran for the first time."""
    with look(database, workspace) as tx:
        try:
            return workspaces.one(tx).team_channel_id
        except NoResultFound:
            return None
