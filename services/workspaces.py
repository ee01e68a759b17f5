"""The installing workspace: its people, who may do what in it, and its settings."""

from dataclasses import dataclass

from onboarding.people import Role
from onboarding.permissions import Action
from onboarding.views import SettingsView
from services.actor import Actor
from services.office import Office
from services.outcomes import Invalid, NotAllowed, Repeated
from storage import accounts, people, workspaces
from storage.people import MemberFacts
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Workspaces:
    """Installations, members, settings."""

    office: Office

    def installed(self, workspace: str, name: str, bot_user_id: str, bot_id: str) -> None:
        """Milepost is installed in a workspace; safe to say at every start."""
        with self.office.begin(workspace) as tx:
            workspaces.install(tx, name, bot_user_id, bot_id)

    def every(self) -> tuple[str, ...]:
        """The ids of all workspaces in which Milepost is installed."""
        with self.office.database.reading() as connection:
            return workspaces.every(connection)

    def learn(self, workspace: str, facts: list[MemberFacts]) -> None:
        """Take in what Slack says of people."""
        with self.office.begin(workspace) as tx:
            people.learn(tx, facts)

    def settings(self, actor: Actor) -> SettingsView | NotAllowed:
        """How the workspace is set up, for a member who may change it."""
        with self.office.begin(actor.workspace) as tx:
            refused = self.office.allow_at_home(tx, Action.CHANGE_SETTINGS, actor)
            return refused or self._view(tx)

    def save_settings(
        self,
        actor: Actor,
        *,
        team_channel: str | None,
        starters_limited: bool,
        starters: tuple[str, ...],
        leaders: tuple[str, ...],
        key: str,
    ) -> Invalid | NotAllowed | Repeated | None:
        """Name the team channel, the leaders, and who may start customers."""
        with self.office.begin(actor.workspace) as tx:
            refused = self.office.allow_at_home(tx, Action.CHANGE_SETTINGS, actor)
            if refused:
                return refused
            problems = _problems(tx, starters_limited, starters, leaders)
            if problems := problems | _exposed(tx, team_channel):
                return Invalid(problems)
            if not tx.first_time(key):
                return Repeated()
            workspaces.change(tx, team_channel_id=team_channel, starters_limited=starters_limited)
            people.set_holders(tx, Role.OWNER, starters)
            people.set_holders(tx, Role.LEADER, leaders)
            tx.record(
                "settings.changed",
                actor=actor.user,
                team_channel=team_channel,
                starters_limited=starters_limited,
                starters=list(starters),
                leaders=list(leaders),
            )
            return None

    def team_channel(self, workspace: str) -> str | None:
        """Where our people read what is said about customers."""
        with self.office.look(workspace) as tx:
            return team_channel(self.office, tx)

    def _view(self, tx: Transaction) -> SettingsView:
        row = workspaces.one(tx)
        return SettingsView(
            team_channel=team_channel(self.office, tx),
            team_channel_is_default=row.team_channel_id is None,
            starters_limited=row.starters_limited,
            starters=people.holders(tx, Role.OWNER),
            leaders=people.holders(tx, Role.LEADER),
        )


def team_channel(office: Office, tx: Transaction) -> str | None:
    """The team channel: the one chosen in settings, else the environment's.

    None where another company reads along there: what is said about customers goes elsewhere.
    """
    workspace = workspaces.one(tx)
    chosen = workspace.team_channel_id or office.settings.team_channel
    return None if chosen == workspace.exposed_channel_id else chosen


def _problems(
    tx: Transaction, starters_limited: bool, starters: tuple[str, ...], leaders: tuple[str, ...]
) -> dict[str, str]:
    problems = {}
    if starters_limited and not starters and not leaders:
        problems["starters"] = "Name at least one person, or nobody could start a customer."
    for field, chosen in (("starters", starters), ("leaders", leaders)):
        known = [people.member(tx, user) for user in chosen]
        if any(m is not None and (m.team_id != tx.workspace or m.is_guest) for m in known):
            problems[field] = "Only full members of this workspace can be chosen."
        elif any(m is not None and m.is_bot for m in known):
            problems[field] = "Apps cannot be chosen."
    return problems


def _exposed(tx: Transaction, channel: str | None) -> dict[str, str]:
    """What is said about customers must not be said where customers read it."""
    if channel is None:
        return {}
    account = accounts.by_channel(tx, channel)
    if account is not None:
        return {"team_channel": f"{account.name} reads this channel. Please choose another."}
    if channel == workspaces.one(tx).exposed_channel_id:
        return {"team_channel": "Another company reads this channel. Please choose another."}
    return {}
