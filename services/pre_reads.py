"""The page to read before an internal sync: of one customer, or of all that need somebody (X1)."""

from collections.abc import Sequence
from dataclasses import dataclass

from onboarding.people import Role
from onboarding.permissions import Action
from onboarding.pre_read import MOVES, PreRead, compose
from onboarding.triage import Assessment, assess, ranked
from services import notes, portfolio, status, surveys
from services.accounts import Choices, meant
from services.actor import Actor
from services.office import Office
from services.outcomes import NotAllowed
from services.timelines import names
from storage import account_states, accounts, activity, people
from storage.transaction import Transaction

_MOST_CHANGES = 30
SHOWN = 5
"""Of several customers: the rest is counted."""


@dataclass(frozen=True, slots=True)
class PreReads:
    """What our people read before they talk about a customer."""

    office: Office

    def read(
        self, actor: Actor, *, channel: str, name: str | None
    ) -> PreRead | tuple[Sequence[PreRead], int] | Choices | NotAllowed:
        """The customer of this channel or of this name; else those of the person's that need
        somebody (of a leader's: of all), the neediest first, and how many there are."""
        with self.office.look(actor.workspace) as tx:
            refused = self.office.allow_at_home(tx, Action.SEE_RECORD, actor, only_looks=True)
            if refused is None:
                found = meant(tx, channel, name)
                if len(found) == 1:
                    state = account_states.one(tx, self.office.frozen, found[0].id)
                    if state is not None:
                        return self._page(tx, assess(state, tx.now))
                    return Choices(status.choices(self.office, tx, found), asked=None)
                if name:
                    some = status.choices(self.office, tx, found or accounts.every(tx))
                    return Choices(some, asked=None if found else name)
                return self._needing(tx, actor)
        if refused.why == "unknown":
            self.office.ask_who_is(actor)
        return refused

    def _needing(self, tx: Transaction, actor: Actor) -> tuple[Sequence[PreRead], int]:
        leads = actor.user in people.holders(tx, Role.LEADER)
        found = portfolio.load(self.office, tx, None if leads else [actor.user])
        needing = ranked(one for one in found.assessments if one.needs_somebody)
        return [self._page(tx, one) for one in needing[:SHOWN]], len(needing)

    def _page(self, tx: Transaction, assessment: Assessment) -> PreRead:
        account = accounts.by_id(tx, assessment.account.id)
        assert account is not None  # noqa: S101 - for mypy; it was read in this transaction
        return compose(
            assessment,
            notes.lines(tx, account),
            activity.page(tx, account.id, MOVES, most=_MOST_CHANGES),
            names(tx, account, assessment.account.plan),
            tx.now,
            ratings=surveys.ratings(tx, account),
            gaps=status.gaps(self.office, tx, account),
        )
