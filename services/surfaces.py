"""Surfaces, as delivery brings them up to date: always from the state of this moment."""

from dataclasses import dataclass

from onboarding.criteria_card import CriteriaCard
from onboarding.go_live import GoLiveCard
from onboarding.provisioning import StepKind, StepState
from onboarding.stall_card import StallCard
from onboarding.team_card import TeamCard
from onboarding.views import ChecklistView
from services import checklist, criteria_card, go_live_card, stall_card, team_card
from services.dead_letters import tell_owner
from services.office import Office
from services.workspaces import team_channel
from storage import accounts, steps, surfaces, workspaces
from storage.accounts import Account
from storage.outbox import Sent, mark_dead, mark_sent
from storage.surfaces import CHECKLIST, CRITERIA, GO_LIVE, TEAM_CARD, Surface
from storage.transaction import Transaction

_HUNG_UP = (StepKind.PIN, StepKind.BOOKMARK)


@dataclass(frozen=True, slots=True)
class SurfaceWork:
    """What a checklist shows at `version`, and where it stands."""

    surface: Surface
    account: str
    channel_id: str | None
    channel_state: str
    ts: str | None
    version: int
    view: ChecklistView


@dataclass(frozen=True, slots=True)
class CardWork:
    """What the card of a quiet customer shows at `version`, and where it stands or is to stand: a
    channel of ours, or a Slack user id where there is none. `ts` is None until it is posted
    there."""

    surface: Surface
    account: str
    place: str
    ts: str | None
    version: int
    view: StallCard


@dataclass(frozen=True, slots=True)
class TeamCardWork:
    """What the card of a customer shows at `version`, and where it stands; `place` and `ts` are
    None until the step of provisioning has posted it."""

    surface: Surface
    account: str
    place: str | None
    ts: str | None
    version: int
    view: TeamCard


@dataclass(frozen=True, slots=True)
class CriteriaWork:
    """What the success criteria show at `version`, in the account's channel; `ts` is None until
    they are posted there."""

    surface: Surface
    account: str
    channel_id: str | None
    channel_state: str
    ts: str | None
    version: int
    view: CriteriaCard


@dataclass(frozen=True, slots=True)
class GoLiveWork:
    """What the go-live checklist shows at `version`, in the account's channel; `ts` is None until
    it is posted there."""

    surface: Surface
    account: str
    channel_id: str | None
    channel_state: str
    ts: str | None
    version: int
    view: GoLiveCard


@dataclass(frozen=True, slots=True)
class Surfaces:
    """What is shown and edited in place."""

    office: Office

    def work(
        self, workspace: str, surface: str
    ) -> SurfaceWork | CardWork | TeamCardWork | CriteriaWork | GoLiveWork | None:
        """The surface as it should look now; None when there is none with this id."""
        with self.office.look(workspace) as tx:
            found = surfaces.by_id(tx, surface)
            account = accounts.by_id(tx, found.account_id) if found else None
            if found is None or account is None:
                return None
            if found.stall is not None:
                return self._card_work(tx, found, account, found.stall)
            if found.kind == TEAM_CARD:
                return self._team_card_work(tx, found, account)
            if found.kind == CRITERIA:
                return CriteriaWork(
                    surface=found,
                    account=account.id,
                    channel_id=account.channel_id,
                    channel_state=account.channel_state,
                    ts=found.ts,
                    version=found.version,
                    view=criteria_card.view(tx, account),
                )
            if found.kind == GO_LIVE:
                return GoLiveWork(
                    surface=found,
                    account=account.id,
                    channel_id=account.channel_id,
                    channel_state=account.channel_state,
                    ts=found.ts,
                    version=found.version,
                    view=go_live_card.view(self.office, tx, account),
                )
            return SurfaceWork(
                surface=found,
                account=account.id,
                channel_id=account.channel_id,
                channel_state=account.channel_state,
                ts=found.ts,
                version=found.version,
                view=checklist.view(self.office, tx, account, found.page),
            )

    def _card_work(
        self, tx: Transaction, surface: Surface, account: Account, stall: str
    ) -> CardWork | None:
        """A card stays where it was posted, unless our people read another channel by now."""
        shown = stall_card.view(self.office, tx, account, stall)
        if shown is None:
            return None
        place = team_channel(self.office, tx) or accounts.owner(tx, account.id)
        stands = surface.channel_id
        stays = stands is not None and (stands == place or place[0] in "UW")
        return CardWork(
            surface=surface,
            account=account.id,
            place=stands if stays and stands is not None else place,
            ts=surface.ts if stays else None,
            version=surface.version,
            view=shown,
        )

    def _team_card_work(
        self, tx: Transaction, surface: Surface, account: Account
    ) -> TeamCardWork | None:
        """Nothing is said any more where another company has come to read along."""
        if surface.ts is not None and surface.channel_id == workspaces.one(tx).exposed_channel_id:
            return None
        return TeamCardWork(
            surface=surface,
            account=account.id,
            place=surface.channel_id,
            ts=surface.ts,
            version=surface.version,
            view=team_card.view(self.office, tx, account),
        )

    def rendered(
        self,
        workspace: str,
        surface: str,
        version: int,
        *,
        row_id: int,
        channel_id: str | None = None,
        ts: str | None = None,
        reposted: bool = False,
    ) -> None:
        """This version is what people see; what changed meanwhile asks for another update.

        `reposted`: somebody had deleted it, and it was posted anew; to be pinned and bookmarked
        once more.
        """
        with self.office.begin(workspace, "delivery") as tx:
            mark_sent(tx.connection, [Sent(row_id, channel_id, ts)], tx.now)
            shown = surfaces.by_id(tx, surface)
            is_card = shown is not None and shown.is_ours
            surfaces.rendered(
                tx, surface, version, ts=ts, channel_id=channel_id if is_card else None
            )
            if reposted and shown is not None and shown.kind == CHECKLIST:
                _hang_up_again(tx, surface)

    def given_up(
        self,
        workspace: str,
        surface: str,
        version: int,
        *,
        row_id: int,
        error: str,
        code: str | None = None,
    ) -> None:
        """This version cannot be shown; the next change tries again. `code` is Slack's, if any."""
        with self.office.begin(workspace, "delivery") as tx:
            mark_dead(tx.connection, row_id, error)
            give_up(tx, surface, version, row_id=row_id, error=error, code=code)


def give_up(
    tx: Transaction,
    surface: str,
    version: int,
    *,
    row_id: int,
    error: str,
    code: str | None,
) -> None:
    """On record each time; the owner is told once for each reason, not at every change."""
    shown = surfaces.by_id(tx, surface)
    account = accounts.by_id(tx, shown.account_id) if shown else None
    if shown is None or account is None:
        return
    surfaces.rendered(tx, surface, version)
    tx.record("surface.given_up", account=account.id, surface=surface, version=version, error=error)
    tell_owner(
        tx,
        account,
        what=shown.kind.partition(":")[0],
        reason=code or error,
        row_id=row_id,
        channel=shown.channel_id if shown.is_ours else account.channel_id,
        key=f"{surface}:{(code or error)[:150]}",
    )


def _hang_up_again(tx: Transaction, surface: str) -> None:
    shown = surfaces.by_id(tx, surface)
    account = accounts.by_id(tx, shown.account_id) if shown else None
    if shown is None or account is None:
        return
    tx.record("surface.reposted", account=account.id, surface=surface, ts=shown.ts)
    for step in steps.of_account(tx, account.id):
        if step.kind in _HUNG_UP and step.state is StepState.DONE:
            steps.set_state(tx, account.id, step.key, StepState.PENDING)
            tx.enqueue(
                account.provisioning_lane,
                f"step:{account.id}:{step.key}:{shown.ts}",
                "step",
                {"step": step.key},
                account=account.id,
            )
