"""The sales brief: told in parts, read by the owner, and what waits for it (A1)."""

from dataclasses import dataclass, field

from onboarding.asked_for import BriefField
from onboarding.brief import (
    NOTHING_BEYOND,
    BriefPage,
    BriefView,
    Commitment,
    OnTheMap,
    Told,
    TypedPage,
    asking,
    problems,
    renewal_problem,
)
from onboarding.criteria import RecordKey
from onboarding.messages.handoff import (
    BriefChanged,
    PromiseNews,
)
from onboarding.people import Role
from onboarding.permissions import Action
from services import gates
from services.actor import Actor
from services.brief_news import completed, introduce, line, part, wanted
from services.office import Met, Office, ask_who, calendar
from services.outcomes import Invalid, NotAllowed, Repeated
from services.posting import to_owner, to_person
from storage import accounts, briefs, people, promises, reviews
from storage.accounts import Account
from storage.promises import PromiseRow, Source
from storage.transaction import Transaction

FROM_BRIEF: Source = "brief"


@dataclass(frozen=True, slots=True)
class Saved:
    """A page is kept; the brief as it stands now."""

    view: BriefView


@dataclass(frozen=True, slots=True)
class Asked:
    """`whom` is asked for the brief; not `is_new` where that was done today already."""

    whom: str
    is_new: bool


@dataclass(slots=True)
class _Changes:
    """What a page changed."""

    texts: dict[BriefField, str] = field(default_factory=dict)
    promises: list[PromiseNews] = field(default_factory=list)
    renewal: bool = False

    def __bool__(self) -> bool:
        return bool(self.texts or self.promises or self.renewal)


@dataclass(frozen=True, slots=True)
class Briefs:
    """What sales tells those who onboard."""

    office: Office

    def view(self, actor: Actor, account: str) -> BriefView | NotAllowed:
        """The brief as it stands, for somebody who may write it."""
        with self.office.begin(actor.workspace) as tx:
            met = self._met(tx, account, actor)
            return met if isinstance(met, NotAllowed) else view(self.office, tx, met.account)

    def save(
        self, actor: Actor, account: str, typed: TypedPage, key: str
    ) -> Saved | Invalid | NotAllowed | Repeated:
        """Keep a page, complete or not; tell whoever waits for the brief once it is complete."""
        with self.office.begin(actor.workspace) as tx:
            met = self._met(tx, account, actor)
            if isinstance(met, NotAllowed):
                return met
            wrong = renewal_problem(typed.renewal_on, met.account.signed_on)
            found = problems(typed) | wrong or _owner_problems(tx, typed)
            if found:
                return Invalid(found)
            if not tx.first_time(key):
                return Repeated()
            changes = _keep(tx, met.account, typed, actor)
            return Saved(self._changed(tx, met.account, changes, actor, key))

    def ask(self, actor: Actor, account: str, key: str) -> Asked | NotAllowed | Repeated:
        """Ask whoever sold for the brief; once a day is enough."""
        with self.office.begin(actor.workspace) as tx:
            met = self._met(tx, account, actor)
            if isinstance(met, NotAllowed):
                return met
            if not tx.first_time(key):
                return Repeated()
            today = calendar(met.account).local_date(tx.now)
            shown = view(self.office, tx, met.account)
            is_new = tx.first_time(f"brief_asked:{account}:{today}")
            if is_new:
                message = wanted(met.account, shown, asked_by=actor.user)
                to_person(
                    tx, shown.teller, message, f"brief_asked:{account}:{today}", account=account
                )
                tx.record("brief.asked_for", actor=actor.user, account=account, whom=shown.teller)
            return Asked(shown.teller, is_new)

    def _met(self, tx: Transaction, account: str, actor: Actor) -> Met | NotAllowed:
        met = self.office.meet_at(tx, account, actor)
        if isinstance(met, NotAllowed):
            return met
        return self.office.allow(tx, Action.FILL_BRIEF, met, actor) or met

    def _changed(
        self, tx: Transaction, account: Account, changes: _Changes, actor: Actor, key: str
    ) -> BriefView:
        account = accounts.by_id(tx, account.id) or account
        shown = view(self.office, tx, account)
        if not changes:
            return shown
        reviews.bring_forward(tx, account.id)
        before = self.office.plan(tx, account)
        was_complete = RecordKey.BRIEF_COMPLETE in before.standing.holds
        is_complete = not shown.missing
        after = gates.settle(
            self.office, tx, account, {RecordKey.BRIEF_COMPLETE: is_complete}, actor
        )
        if is_complete and not was_complete:
            completed(tx, account, shown, actor, key)
            introduce(tx, account, shown, after)
        elif was_complete and actor.user != shown.owner:
            to_owner(
                tx,
                account,
                BriefChanged(
                    account=account.id,
                    customer=account.name,
                    channel=account.channel_id,
                    by=actor.user,
                    parts=tuple(part(one, text) for one, text in changes.texts.items()),
                    promises=tuple(changes.promises),
                    missing=tuple(one.label for one in shown.missing),
                    renewal_changed=changes.renewal,
                    renewal_on=shown.renewal_on if changes.renewal else None,
                ),
                f"brief_changed:{account.id}:{key}",
            )
        return shown


def view(office: Office, tx: Transaction, account: Account) -> BriefView:
    """The brief of an account as it stands in this transaction."""
    texts = briefs.of_account(tx, account.id)
    rows = [row for row in promises.of_account(tx, account.id) if row.source == FROM_BRIEF]
    told = Told(
        texts={one: text for one, text in texts.items() if one is not BriefField.COMMITMENTS},
        commitments=tuple(_commitment(row) for row in rows),
        has_none=BriefField.COMMITMENTS in texts,
    )
    required = office.frozen.get(tx, account.playbook_id).brief.required
    return BriefView(
        account=account.id,
        customer=account.name,
        told=told,
        open_commitments=tuple(_commitment(row) for row in rows if row.kept is None),
        ended=tuple(row.text for row in rows if row.kept is not None),
        renewal_on=account.renewal_on,
        required=required,
        missing=told.missing(required),
        teller=teller(tx, account),
        owner=accounts.owner(tx, account.id),
        outcome=account.outcome,
        people=tuple(
            OnTheMap(person.name, tuple(role.label for role in person.roles))
            for person in people.of_account(tx, account.id)
            if person.left_at is None
        ),
    )


def teller(tx: Transaction, account: Account) -> str:
    """Who owes the brief: whoever sold, or the owner where nobody is named."""
    held = accounts.roles(tx, account.id)
    return held.get(Role.AE) or held[Role.OWNER]


def ask_at_start(office: Office, tx: Transaction, account: str) -> None:
    """Ask whoever sold for the brief of a new account, where its playbook waits for one.

    An owner who sold it too, or for want of anybody else owes it, knows that there is a customer.
    """
    found = accounts.by_id(tx, account)
    if found is None or not asking(office.plan(tx, found)):
        return
    shown = view(office, tx, found)
    if shown.teller == shown.owner:
        return
    message = wanted(found, shown, asked_by=None)
    to_person(tx, shown.teller, message, f"brief_wanted:{account}", account=account)


def _commitment(row: PromiseRow) -> Commitment:
    return Commitment(row.id, row.text, row.owner, row.due_on)


def _owner_problems(tx: Transaction, typed: TypedPage) -> dict[str, str]:
    """A promise is kept by one of our own people: who is not, is refused at the field."""
    found = {}
    for row, one in typed.commitments:
        if not one.text:
            continue
        known = people.member(tx, one.owner)
        if known is None:
            ask_who(tx, one.owner)
            found[f"{row}.owner"] = "I am asking Slack who this is. Please try again in a moment."
        elif known.is_guest or known.is_bot or known.team_id != tx.workspace:
            found[f"{row}.owner"] = "Please choose a full member of our workspace."
    return found


def _keep(tx: Transaction, account: Account, typed: TypedPage, actor: Actor) -> _Changes:
    """Write down what of a page is new, each change on record."""
    changes = _Changes()
    _keep_texts(tx, account, typed, actor, changes)
    if typed.page is BriefPage.COMMITMENTS:
        _keep_commitments(tx, account, typed, actor, changes)
    if typed.page is BriefPage.PEOPLE and typed.renewal_on != account.renewal_on:
        changes.renewal = True
        accounts.change(tx, account.id, renewal_on=typed.renewal_on)
    if changes.texts or changes.renewal:
        facts: dict[str, object] = {
            "fields": {one.value: text for one, text in changes.texts.items()}
        }
        if changes.renewal:
            facts["renewal_on"] = typed.renewal_on.isoformat() if typed.renewal_on else None
        tx.record("brief.changed", actor=actor.user, account=account.id, **facts)
    return changes


def _keep_texts(
    tx: Transaction, account: Account, typed: TypedPage, actor: Actor, changes: _Changes
) -> None:
    before = briefs.of_account(tx, account.id)
    for one in typed.page.fields:
        if one is BriefField.COMMITMENTS:
            continue
        text = typed.texts.get(one, "").strip()
        if text == before.get(one, ""):
            continue
        changes.texts[one] = text
        if text:
            briefs.tell(tx, account.id, one, text, actor.user)
        else:
            briefs.blank(tx, account.id, one)


def _keep_commitments(
    tx: Transaction, account: Account, typed: TypedPage, actor: Actor, changes: _Changes
) -> None:
    rows = promises.of_account(tx, account.id)
    known = {row.id: row for row in rows if row.source == FROM_BRIEF and row.kept is None}
    for _, one in typed.commitments:
        before = known.get(one.id) if one.id else None
        if one.id and before is None:  # it ended, or was withdrawn, since the form was opened
            continue
        if before is None and one.text:
            promise = promises.add(
                tx, account.id, one.text, one.owner, one.due_on, FROM_BRIEF, actor.user
            )
            _promise(tx, account, actor, changes, "made", promise, one)
        elif before is not None and not one.text:
            promises.withdraw(tx, before.id)
            _promise(tx, account, actor, changes, "withdrawn", before.id, _commitment(before))
        elif before is not None and one != _commitment(before):
            promises.change(tx, before.id, one.text, one.owner, one.due_on)
            _promise(tx, account, actor, changes, "changed", before.id, one)
    _keep_that_there_are_none(tx, account, typed, actor, changes)


def _keep_that_there_are_none(
    tx: Transaction, account: Account, typed: TypedPage, actor: Actor, changes: _Changes
) -> None:
    """That there are none is an answer of its own, as long as there are none."""
    rows = promises.of_account(tx, account.id)
    has_none = typed.has_none and not any(row.source == FROM_BRIEF for row in rows)
    said = BriefField.COMMITMENTS in briefs.of_account(tx, account.id)
    if has_none and not said:
        briefs.tell(tx, account.id, BriefField.COMMITMENTS, NOTHING_BEYOND, actor.user)
        changes.texts[BriefField.COMMITMENTS] = NOTHING_BEYOND
    elif said and not has_none:
        briefs.blank(tx, account.id, BriefField.COMMITMENTS)
        if not any(row.source == FROM_BRIEF for row in rows):
            changes.texts[BriefField.COMMITMENTS] = ""


def _promise(
    tx: Transaction,
    account: Account,
    actor: Actor,
    changes: _Changes,
    news: str,
    promise: str,
    one: Commitment,
) -> None:
    due_on = one.due_on.isoformat() if one.due_on else None
    tx.record(
        f"promise.{news}",
        actor=actor.user,
        account=account.id,
        promise=promise,
        text=one.text,
        owner=one.owner,
        due_on=due_on,
        source=FROM_BRIEF,
    )
    told = {"news": news, "promise": line(one)}
    changes.promises.append(PromiseNews.model_validate(told))
