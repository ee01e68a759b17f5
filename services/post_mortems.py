"""Looking back among ourselves, when an onboarding ended late or badly (F1)."""

from dataclasses import dataclass
from datetime import date

from onboarding import looking_back as rules
from onboarding.closing import Because
from onboarding.looking_back import MOST_TOLD, TOLD, Kind, PostMortem, Source, TypedPostMortem
from onboarding.messages.looking_back import PostMortemWanted, PostMortemWritten
from onboarding.permissions import Action
from onboarding.timeline import Entry, Names
from services.actor import Actor
from services.office import Met, Office, calendar
from services.outcomes import Invalid, NotAllowed, Repeated
from services.posting import to_person, to_team
from services.timelines import names
from storage import activity, closings, findings
from storage.accounts import Account
from storage.closings import PostMortemRow
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class PostMortemForm:
    """What the form shows: how it went, the oldest first with its local day, and what is written
    already."""

    account: str
    customer: str
    because: Because
    told: tuple[tuple[date, Entry], ...]
    names: Names
    today: date
    written: TypedPostMortem


@dataclass(frozen=True, slots=True)
class Written:
    """It is on record."""


def want(tx: Transaction, account: Account, owner: str, because: Because) -> None:
    """There is something to look back at: whoever owned the onboarding is asked to write it."""
    closings.want_post_mortem(tx, account.id, because)
    tx.record("post_mortem.opened", account=account.id, because=because.value)
    message = PostMortemWanted(
        account=account.id,
        customer=account.name,
        channel=account.channel_id,
        because=because.value,
    )
    key = f"post_mortem_wanted:{account.id}:{tx.now.isoformat()}"
    to_person(tx, owner, message, key, account=account.id)


@dataclass(frozen=True, slots=True)
class PostMortems:
    """What we learn when it did not go well."""

    office: Office

    def form(self, actor: Actor, account: str) -> PostMortemForm | NotAllowed:
        """The form, with the timeline filled in."""
        with self.office.begin(actor.workspace) as tx:
            met = self._met(tx, account, actor)
            if isinstance(met, NotAllowed):
                return met
            row = closings.post_mortem(tx, account)
            if row is None:
                return NotAllowed("forged")
            days = calendar(met.account)
            lines = reversed(activity.page(tx, account, TOLD, most=MOST_TOLD))
            return PostMortemForm(
                account=account,
                customer=met.account.name,
                because=row.because,
                told=tuple((days.local_date(one.at), one) for one in lines),
                names=names(tx, met.account, self.office.plan(tx, met.account)),
                today=days.local_date(tx.now),
                written=_written(tx, account, row),
            )

    def write(
        self, actor: Actor, account: str, typed: TypedPostMortem, key: str
    ) -> Written | Invalid | NotAllowed | Repeated:
        """Keep it, in the place of what was written before; the team reads it."""
        with self.office.begin(actor.workspace) as tx:
            met = self._met(tx, account, actor)
            if isinstance(met, NotAllowed):
                return met
            if closings.post_mortem(tx, account) is None:
                return NotAllowed("forged")
            found = rules.check(typed)
            if isinstance(found, dict):
                return Invalid(found)
            if not tx.first_time(key):
                return Repeated()
            self._write(tx, met.account, actor, found, key)
            return Written()

    def _write(
        self, tx: Transaction, account: Account, actor: Actor, found: PostMortem, key: str
    ) -> None:
        playbook = self.office.frozen.get(tx, account.playbook_id)
        closings.write_post_mortem(tx, account.id, found.summary, actor.user)
        findings.replace(
            tx,
            account.id,
            (playbook.key, playbook.version),
            Source.POST_MORTEM,
            actor.user,
            found.findings,
        )
        tx.record(
            "post_mortem.written",
            actor=actor.user,
            account=account.id,
            summary=found.summary,
            keep=_of(found, Kind.KEEP),
            change=_of(found, Kind.CHANGE),
        )
        message = PostMortemWritten(
            account=account.id,
            customer=account.name,
            channel=account.channel_id,
            by=actor.user,
            playbook=f"{playbook.key} {playbook.version}",
            summary=found.summary,
            keep=tuple(_of(found, Kind.KEEP)),
            change=tuple(_of(found, Kind.CHANGE)),
        )
        to_team(tx, account.id, message, f"post_mortem_written:{account.id}:{key}")

    def _met(self, tx: Transaction, account: str, actor: Actor) -> Met | NotAllowed:
        met = self.office.meet_at(tx, account, actor)
        if isinstance(met, NotAllowed):
            return met
        return self.office.allow(tx, Action.LOOK_BACK, met, actor) or met


def _written(tx: Transaction, account: str, row: PostMortemRow) -> TypedPostMortem:
    found = findings.of_account(tx, account, Source.POST_MORTEM)
    texts = {kind: "\n".join(one.text for one in found if one.kind is kind) for kind in Kind}
    return TypedPostMortem(row.summary or "", texts[Kind.KEEP], texts[Kind.CHANGE])


def _of(found: PostMortem, wanted: Kind) -> list[str]:
    return [text for kind, text in found.findings if kind is wanted]
