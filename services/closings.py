"""The end of an onboarding, and going on after all (R5)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from onboarding import closing as rules
from onboarding.cadence import UsageCheck
from onboarding.closing import (
    Because,
    ChannelAfter,
    Circumstances,
    Closing,
    Ending,
    OpenPoint,
    TypedClosing,
)
from onboarding.messages.closing import AccountClosed, AccountReopened, Farewell, PickedUpAgain
from onboarding.package_offer import OfferLine
from onboarding.people import Role
from onboarding.permissions import Action
from onboarding.plan import Plan
from onboarding.refusals import Unchanged
from onboarding.review import engagement
from onboarding.stall_causes import Cause
from onboarding.usage import days_too_old
from services import ending, package_news, post_mortems, retrospectives, team_card
from services.actor import Actor
from services.office import Met, Office, calendar
from services.outcomes import Invalid, NotAllowed, Repeated
from services.posting import to_customer, to_person, to_team
from services.workspaces import team_channel
from storage import accounts, closings, holds, stalls, surfaces, usage
from storage.accounts import Account
from storage.outbox import Sent, mark_sent
from storage.transaction import Transaction

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class ClosingForm:
    """What the form shows: what is still open, what there is to choose, and the cause that was
    found while the customer was quiet, if any."""

    account: str
    customer: str
    about: Circumstances
    cause: Cause | None
    next_owner: str | None  # the customer success manager, where the account has one


@dataclass(frozen=True, slots=True)
class Closed:
    """The onboarding is over since the local day `on`. `is_news`: it was closed by this;
    `may_reopen`: the reader may go on with it."""

    account: str
    customer: str
    closing: Closing
    by: str
    on: date
    today: date
    post_mortem: Because | None  # there is one to write, and why
    handoff: OfferLine | None = None  # to customer success, once it was offered
    is_news: bool = False
    may_reopen: bool = True


@dataclass(frozen=True, slots=True)
class StillOpen:
    """It cannot be closed as completed: the form as it is now, with all that is open."""

    form: ClosingForm


@dataclass(frozen=True, slots=True)
class Reopened:
    """The onboarding goes on; `archived`: its channel is still archived."""

    customer: str
    archived: bool


@dataclass(frozen=True, slots=True)
class Closings:
    """How onboardings end."""

    office: Office

    def view(self, actor: Actor, account: str) -> ClosingForm | Closed | NotAllowed:
        """The form; of an account that is closed how it ended, for anybody of ours."""
        with self.office.begin(actor.workspace) as tx:
            met = self.office.meet_at(tx, account, actor)
            if isinstance(met, NotAllowed):
                return met
            refused = self.office.allow(tx, Action.CLOSE_ACCOUNT, met, actor)
            found = self._closed(tx, met.account)
            if found is None or refused is None:
                return refused or found or self._form(tx, met.account)
            looks = self.office.allow(tx, Action.LOOK_BACK, met, actor)
            return looks or replace(found, may_reopen=False)

    def close(
        self, actor: Actor, account: str, typed: TypedClosing, key: str
    ) -> Closed | StillOpen | Unchanged | Invalid | NotAllowed | Repeated:
        """End it: as completed only with nothing open. Both sides are told, each its own words."""
        with self.office.begin(actor.workspace) as tx:
            met = self._met(tx, account, actor)
            if isinstance(met, NotAllowed):
                return met
            if met.account.is_closed:
                return Unchanged()
            form = self._form(tx, met.account)
            found = rules.check(typed, form.about)
            if isinstance(found, dict):
                completed = typed.ending is Ending.COMPLETED and form.about.open
                return StillOpen(form) if completed else Invalid(found)
            if not tx.first_time(key):
                return Repeated()
            return self._close(tx, met.account, actor, found, form)

    def reopen(
        self, actor: Actor, account: str, reason: str, key: str
    ) -> Reopened | Unchanged | Invalid | NotAllowed | Repeated:
        """Go on with it: it is reviewed again, and the customer hears of it."""
        if problem := _problem(reason):
            return Invalid({"reason": problem})
        with self.office.begin(actor.workspace) as tx:
            met = self._met(tx, account, actor)
            if isinstance(met, NotAllowed):
                return met
            if not met.account.is_closed:
                return Unchanged()
            if not tx.first_time(key):
                return Repeated()
            return self._reopen(tx, met.account, actor, " ".join(reason.split()))

    def to_archive(self, workspace: str, account: str) -> str | None:
        """The channel that is to be archived; None where that is no longer wanted, or done."""
        with self.office.look(workspace) as tx:
            found, row = accounts.by_id(tx, account), closings.one(tx, account)
            wanted = row is not None and row.closing.channel is ChannelAfter.ARCHIVED
            if found is None or not wanted or found.channel_state != "open":
                return None
            return found.channel_id

    def archived(self, workspace: str, account: str, *, row_id: int) -> None:
        """Slack has archived the channel, as was asked."""
        with self.office.begin(workspace, "delivery") as tx:
            found = accounts.by_id(tx, account)
            if found is not None:
                ending.channel_archived(tx, found)
            mark_sent(tx.connection, [Sent(row_id)], tx.now)

    def _met(self, tx: Transaction, account: str, actor: Actor) -> Met | NotAllowed:
        met = self.office.meet_at(tx, account, actor)
        if isinstance(met, NotAllowed):
            return met
        return self.office.allow(tx, Action.CLOSE_ACCOUNT, met, actor) or met

    def _form(self, tx: Transaction, account: Account) -> ClosingForm:
        held = accounts.roles(tx, account.id)
        csm = held.get(Role.CSM)
        stall = stalls.open_ones(tx, [account.id]).get(account.id)
        return ClosingForm(
            account=account.id,
            customer=account.name,
            about=Circumstances(
                self._open(tx, account, is_quiet=stall is not None),
                tuple(_channels(account, can_hand_over=csm not in (None, held[Role.OWNER]))),
            ),
            cause=(stall.cause or stall.proposed) if stall is not None else None,
            next_owner=csm,
        )

    def _open(self, tx: Transaction, account: Account, *, is_quiet: bool) -> tuple[OpenPoint, ...]:
        plan, newest = self.office.plan(tx, account), usage.newest(tx, account.id)
        wanted = self.office.frozen.get(tx, account.playbook_id).cadence.usage or UsageCheck()
        old = days_too_old(newest, wanted, calendar(account), tx.now)
        return rules.still_open(plan, newest, is_quiet=is_quiet, days_too_old=old)

    def _closed(self, tx: Transaction, account: Account) -> Closed | None:
        row = closings.one(tx, account.id)
        if row is None:
            return None
        found = closings.post_mortem(tx, account.id)
        days = calendar(account)
        return Closed(
            account.id,
            account.name,
            row.closing,
            row.by,
            days.local_date(row.at),
            days.local_date(tx.now),
            found.because if found else None,
            package_news.line(tx, account),
        )

    def _close(
        self, tx: Transaction, account: Account, actor: Actor, closing: Closing, form: ClosingForm
    ) -> Closed:
        plan, days = self.office.plan(tx, account), calendar(account)
        today, owner = days.local_date(tx.now), accounts.owner(tx, account.id)
        window = self.office.frozen.get(tx, account.playbook_id).window
        end = rules.planned_end(plan, account.signed_on, window.planned_days)
        post_mortem = rules.because(closing.ending, rules.ended_on(plan, days, today), end)
        took = (today - account.signed_on).days
        told = account.channel_id is not None and account.channel_state == "open"
        ending.let_go(tx, account, actor)
        closings.close(tx, account.id, closing, actor.user)
        tx.record(
            "account.closed",
            actor=actor.user,
            account=account.id,
            ending=closing.ending.value,
            cause=closing.cause.value if closing.cause else None,
            words=closing.words,
            channel=closing.channel.value,
            calendar_days=took,
            early_loss=rules.is_early_loss(closing.ending, account.signed_on, today),
            told=told,
        )
        surfaces.touch(tx, account.id)
        team_card.touch(tx, account.id)
        next_owner = form.next_owner if closing.channel is ChannelAfter.HANDED_OVER else None
        if told:
            goodbye = Farewell(
                completed=not closing.ending.is_bad,
                goal=account.outcome,
                owner=owner,
                next_owner=next_owner,
                archived=closing.channel is ChannelAfter.ARCHIVED,
            )
            key = f"farewell:{account.id}:{tx.now.isoformat()}"
            to_customer(tx, account, goodbye, key, in_thread=False)
        if closing.channel is ChannelAfter.ARCHIVED:
            ending.archive_after_farewell(tx, account)
        if next_owner is not None:
            ending.hand_over(tx, account, actor, owner, next_owner, told=told)
        if not closing.ending.is_bad:
            by_person = not told or closing.channel is ChannelAfter.ARCHIVED
            retrospectives.ask(tx, account, by_person=by_person)
        if post_mortem is not None:
            post_mortems.want(tx, account, owner, post_mortem)
        news = AccountClosed(
            account=account.id,
            customer=account.name,
            channel=account.channel_id,
            by=actor.user,
            ending=closing.ending.value,
            cause=closing.cause.label if closing.cause else None,
            words=closing.words,
            calendar_days=took,
            early_loss=rules.is_early_loss(closing.ending, account.signed_on, today),
            told=told,
            after=closing.channel.value,
            next_owner=next_owner,
            looked_back_at=post_mortem is not None,
        )
        self._tell(tx, account, news, actor, next_owner)
        handoff = package_news.line(tx, account)
        return Closed(
            account.id,
            account.name,
            closing,
            actor.user,
            today,
            today,
            post_mortem,
            handoff,
            is_news=True,
        )

    def _tell(
        self,
        tx: Transaction,
        account: Account,
        news: AccountClosed | AccountReopened,
        actor: Actor,
        next_owner: str | None,
    ) -> None:
        """In the team channel; whoever owns it, now or from now on, hears of what others did."""
        key = f"{news.kind}:{account.id}:{tx.now.isoformat()}"
        has_channel = team_channel(self.office, tx) is not None
        if has_channel:
            to_team(tx, account.id, news, key)
        for user in dict.fromkeys((accounts.owner(tx, account.id), next_owner)):
            if user is not None and user != actor.user:
                to_person(tx, user, news, f"{key}:{user}", account=account.id)

    def _reopen(self, tx: Transaction, account: Account, actor: Actor, reason: str) -> Reopened:
        row = closings.one(tx, account.id)
        closings.reopen(tx, account.id)
        if row is not None:
            holds.add_past(tx, account.id, row.at, "It was closed", actor.user)
        told = _can_hear(account)
        tx.record(
            "account.reopened", actor=actor.user, account=account.id, reason=reason, told=told
        )
        again = replace(account, closed_at=None)
        surfaces.touch(tx, account.id)
        team_card.touch(tx, account.id)
        archived = account.channel_state == "archived"
        if told:
            word = PickedUpAgain(
                owner=accounts.owner(tx, account.id),
                next_step=_next_step(self.office.plan(tx, again)),
            )
            key = f"picked_up_again:{account.id}:{tx.now.isoformat()}"
            to_customer(tx, account, word, key, in_thread=False)
        news = AccountReopened(
            account=account.id,
            customer=account.name,
            channel=account.channel_id,
            by=actor.user,
            reason=reason,
            archived=archived,
        )
        self._tell(tx, account, news, actor, None)
        return Reopened(account.name, archived)


def _channels(account: Account, *, can_hand_over: bool) -> Iterator[ChannelAfter]:
    yield ChannelAfter.KEPT
    if can_hand_over:
        yield ChannelAfter.HANDED_OVER
    if account.channel_id is not None and account.channel_state == "open":
        yield ChannelAfter.ARCHIVED


def _can_hear(account: Account) -> bool:
    """Whether the customer has a channel in which it could be told, now or when it is back."""
    return account.channel_id is not None and account.channel_state not in ("none", "deleted")


def _next_step(plan: Plan) -> str | None:
    critical = engagement.critical_milestone(plan)
    return critical.title if critical is not None else None


def _problem(reason: str) -> str | None:
    if not reason.strip():
        return "Please say why: whoever looks at this later wants to know."
    if len(reason.strip()) > LONGEST_REASON:
        return f"Please keep it under {LONGEST_REASON} characters."
    return None
