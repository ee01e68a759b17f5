"""The stakeholder map: who matters at the customer, told and matched by hand (A5, G3)."""

from dataclasses import dataclass

from onboarding.people import StakeholderRole
from onboarding.permissions import Action
from onboarding.stakeholders import (
    Facts,
    Known,
    MapPerson,
    StakeholderMap,
    TypedPerson,
    problems,
)
from services import stakeholder_map, stall_card, team_card
from services.actor import Actor
from services.inviting import can_invite, invite
from services.office import Met, Office
from services.outcomes import Invalid, NotAllowed, Repeated
from storage import contacts, people, reviews, stalls
from storage.accounts import Account
from storage.transaction import Transaction, new_id

OURS = "This is one of our own people."


@dataclass(frozen=True, slots=True)
class PersonForm:
    """What the form about a person begins with.

    `stakeholder` is "" for somebody new. `user` is the member of the channel whom it is about,
    where it is about one whom nobody named. `comers` could be this person, `unmatched` could be
    that member. `can_invite`: they may be asked into the channel.
    """

    account: str
    customer: str
    stakeholder: str
    user: str
    typed: TypedPerson
    comers: tuple[MapPerson, ...]
    unmatched: tuple[MapPerson, ...]
    can_invite: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """It is on the map, which looks so now."""

    map: StakeholderMap


@dataclass(frozen=True, slots=True)
class Stakeholders:
    """Who is who at a customer, for our people only."""

    office: Office

    def map(self, actor: Actor, account: str) -> StakeholderMap | NotAllowed:
        """The map as it stands."""
        with self.office.begin(actor.workspace) as tx:
            met = self._met(tx, account, actor)
            if isinstance(met, NotAllowed):
                return met
            return stakeholder_map.view(self.office, tx, met.account)

    def form(
        self, actor: Actor, account: str, *, stakeholder: str = "", user: str = ""
    ) -> PersonForm | NotAllowed:
        """What to ask about somebody on the map, about a member of the channel whom nobody named,
        or about somebody new."""
        with self.office.begin(actor.workspace) as tx:
            met = self._met(tx, account, actor)
            if isinstance(met, NotAllowed):
                return met
            shown = stakeholder_map.view(self.office, tx, met.account)
            person = _one(shown, stakeholder)
            if stakeholder and person is None:
                return NotAllowed("forged")
            if user and not any(one.user == user for one in shown.unnamed):
                person = next((one for one in shown.people if one.user == user), None)
                if person is None:  # they left, or were never there
                    return NotAllowed("forged")
                user = ""  # somebody named them meanwhile
            return _form(shown, met.account, person, user)

    def save(
        self,
        actor: Actor,
        account: str,
        typed: TypedPerson,
        key: str,
        *,
        stakeholder: str = "",
        user: str = "",
    ) -> Kept | Invalid | NotAllowed | Repeated:
        """Put somebody on the map, change what is known of them, or match them to whoever came.

        `stakeholder` and `user` are whom the form was about, as in `form`.
        """
        with self.office.begin(actor.workspace) as tx:
            met = self._met(tx, account, actor)
            if isinstance(met, NotAllowed):
                return met
            shown = stakeholder_map.view(self.office, tx, met.account)
            person = _one(shown, stakeholder)
            if stakeholder and person is None:
                return NotAllowed("forged")
            if tx.was_seen(key):
                return Repeated()
            if wrong := self._problems(tx, shown, person, typed, user):
                return Invalid(wrong)
            if not tx.first_time(key):
                return Repeated()
            self._keep(tx, met.account, shown, person, typed, user or typed.user, actor, key)
            return Kept(stakeholder_map.view(self.office, tx, met.account))

    def _met(self, tx: Transaction, account: str, actor: Actor) -> Met | NotAllowed:
        met = self.office.meet_at(tx, account, actor)
        if isinstance(met, NotAllowed):
            return met
        return self.office.allow(tx, Action.MAP_PEOPLE, met, actor) or met

    def _problems(
        self,
        tx: Transaction,
        shown: StakeholderMap,
        person: MapPerson | None,
        typed: TypedPerson,
        user: str,
    ) -> dict[str, str]:
        comers = [one.user for one in shown.unnamed if one.user]
        if user and user not in comers:
            return {"name": "Somebody else named this person meanwhile: please look at the map."}
        others = [
            Known(one.id, one.name, (one.email or "").lower())
            for one in shown.people
            if person is None or one.id != person.id
        ]
        found = problems(
            typed,
            others,
            unmatched=[one.id for one in shown.unmatched] if user else [],
            comers=comers,
            is_new=person is None,
        )
        if typed.email and not typed.same_as and people.with_address_at_home(tx, typed.email):
            found["email"] = OURS
        return found

    def _keep(
        self,
        tx: Transaction,
        account: Account,
        shown: StakeholderMap,
        person: MapPerson | None,
        typed: TypedPerson,
        user: str,
        actor: Actor,
        key: str,
    ) -> None:
        if typed.same_as:
            _match(tx, account, shown, typed.same_as, user, actor)
        elif person is None:
            named = _name(tx, account, len(shown.people), typed, actor)
            if user:
                _match(tx, account, shown, named, user, actor)
            if typed.invite and can_invite(account):
                invite(tx, account, named, key)
        else:
            _change(tx, account, person, typed, actor)
            if user:
                _match(tx, account, shown, person.id, user, actor)
            if typed.invite and can_invite(account):
                invite(tx, account, person.id, key)
        reviews.bring_forward(tx, account.id)
        team_card.touch(tx, account.id)
        stall = stalls.open_ones(tx, [account.id]).get(account.id)
        if stall is not None:  # its card tells whom a note to the sponsor would reach
            stall_card.show(tx, account.id, stall.id)


def _one(shown: StakeholderMap, stakeholder: str) -> MapPerson | None:
    return next((one for one in shown.people if one.id == stakeholder), None)


def _form(
    shown: StakeholderMap, account: Account, person: MapPerson | None, user: str
) -> PersonForm:
    comer = next((one for one in shown.unnamed if user and one.user == user), None)
    known = person or comer
    facts = known.facts if known else Facts()
    return PersonForm(
        account=shown.account,
        customer=shown.customer,
        stakeholder=person.id if person else "",
        user=user,
        typed=TypedPerson(
            name=known.name if known else "",
            title=facts.title or "",
            email=(known.email or "").lower() if known else "",
            roles=known.roles if known else (),
            attitude=facts.attitude,
            remark=facts.remark or "",
        ),
        comers=() if user else shown.unnamed,
        unmatched=shown.unmatched if user else (),
        can_invite=can_invite(account) and (known is None or known.since is None or known.is_gone),
    )


def _values(typed: TypedPerson) -> dict[str, object]:
    return {
        "name": typed.name,
        "email": typed.email or None,
        "title": typed.title or None,
        "attitude": typed.attitude.value if typed.attitude else None,
        "remark": typed.remark or None,
        "roles": [role.value for role in StakeholderRole if role in typed.roles],
    }


def _name(tx: Transaction, account: Account, count: int, typed: TypedPerson, actor: Actor) -> str:
    """Somebody new on the map; their id."""
    named = new_id()
    people.add_stakeholder(
        tx,
        account.id,
        named,
        position=count,
        name=typed.name,
        email=typed.email or None,
        roles=tuple(role for role in StakeholderRole if role in typed.roles),
        title=typed.title or None,
        attitude=typed.attitude.value if typed.attitude else None,
        remark=typed.remark or None,
    )
    tx.record(
        "stakeholder.named",
        actor=actor.user,
        account=account.id,
        stakeholder=named,
        told=_values(typed),
    )
    return named


def _change(
    tx: Transaction, account: Account, person: MapPerson, typed: TypedPerson, actor: Actor
) -> None:
    """Keep what is different, on record with what it was."""
    facts = person.facts
    before = {
        "name": person.name,
        "email": person.email,
        "title": facts.title,
        "attitude": facts.attitude.value if facts.attitude else None,
        "remark": facts.remark,
        "roles": [role.value for role in StakeholderRole if role in person.roles],
    }
    after = _values(typed)
    if (person.email or "").lower() == typed.email:  # written in capitals, say
        after["email"] = person.email
    changed = {field: value for field, value in after.items() if value != before[field]}
    if not changed:
        return
    people.change_stakeholder(tx, person.id, **changed)
    tx.record(
        "stakeholder.changed",
        actor=actor.user,
        account=account.id,
        stakeholder=person.id,
        was={field: before[field] for field in changed},
        now=changed,
    )


def _match(
    tx: Transaction,
    account: Account,
    shown: StakeholderMap,
    stakeholder: str,
    user: str,
    actor: Actor,
) -> None:
    """Somebody named is this member of the channel: by hand, where no address told us (A5)."""
    comer = next(one for one in contacts.of_all(tx, [account.id])[account.id] if one.user == user)
    people.change_stakeholder(
        tx, stakeholder, user_id=user, joined_at=comer.joined_at, left_at=comer.left_at
    )
    tx.record(
        "stakeholder.matched",
        actor=actor.user,
        account=account.id,
        stakeholder=stakeholder,
        user=user,
    )
