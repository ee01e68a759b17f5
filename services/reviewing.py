"""The way of time: whatever account is due is looked at, and what that comes to is written.

A batch is claimed, read and thought about without holding anything, and written in one short
transaction: state, record and outbox together. So clicks go on meanwhile, and a review that is cut
off anywhere is made again.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from onboarding.cadence import Lever
from onboarding.review import review
from onboarding.review.account import AccountState
from onboarding.review.ladder import rung_of
from services import stall_card
from services.office import Office
from services.review_outcomes import Batch, Outcome
from services.sponsor_notes import send_by_itself
from storage import review_records, reviews, surfaces, workspaces
from storage.surfaces import TEAM_CARD
from storage.transaction import Transaction

BATCH = 100
"""Accounts claimed and written at once: a click waits behind one such transaction at most, and with
500 that was too long."""

HOLD = timedelta(seconds=30)
"""How long a claimed account is left alone: whoever claimed it is dead by then, or too slow."""

AFTER_A_FAULT = timedelta(hours=1)
"""When an account is looked at again whose review failed."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reviewing:
    """Looks at what is due. Safe to be called by several replicas at once."""

    office: Office

    def tick(self, *, batch: int = BATCH) -> int:
        """Review every account that is due, in every workspace; how many were reviewed."""
        with self.office.database.reading() as connection:
            found = workspaces.every(connection)
        return sum(self._tick(workspace, batch) for workspace in found)

    def next_due(self) -> datetime | None:
        """When there is something to review next (UTC): now, if something happened that no review
        has seen; None if nothing ever is to be."""
        with self.office.database.reading() as connection:
            if reviews.has_unseen(connection):
                return self.office.database.clock.now()
            return reviews.next_due(connection)

    def _tick(self, workspace: str, size: int) -> int:
        reviewed = 0
        while True:
            claimed, until = self._claim(workspace, size)
            if not claimed:
                return reviewed
            states, now = self._read(workspace, claimed)
            batch = self._think(states, claimed, now)
            reviewed += self._write(workspace, batch, until)

    def _claim(self, workspace: str, size: int) -> tuple[Sequence[str], datetime]:
        """Accounts that are due, and until when (UTC) they are left to us."""
        with self.office.begin(workspace, "tick") as tx:
            return reviews.claim(tx, size, HOLD), tx.now + HOLD

    def _read(
        self, workspace: str, claimed: Sequence[str]
    ) -> tuple[dict[str, AccountState], datetime]:
        """The accounts as they are now, and when that is (UTC)."""
        with self.office.look(workspace) as tx:
            return self.office.states(tx, claimed), tx.now

    def _think(
        self, states: dict[str, AccountState], claimed: Sequence[str], now: datetime
    ) -> Batch:
        """The reviews of the accounts; whoever has no channel yet, or is closed, is not due
        again."""
        batch = Batch(next_at=dict.fromkeys(claimed))
        for account, state in states.items():
            try:
                outcome = Outcome(state, review(state, now), now)
                log.debug("account %s: %d touches", account, len(outcome.written))
            except Exception:  # one account's fault is not to keep the others from being reviewed
                log.exception("account %s cannot be reviewed", account)
                batch.next_at[account] = now + AFTER_A_FAULT
            else:
                batch.outcomes.append(outcome)
                batch.next_at[account] = outcome.seen.next_at
        return batch

    def _write(self, workspace: str, batch: Batch, until: datetime) -> int:
        """Put on record what came of it, and leave to be sent; of how many accounts that was."""
        with self.office.begin(workspace, "tick") as tx:
            # whoever acted meanwhile has made what we know of the account old: it is due again
            as_they_were = reviews.still_claimed(tx, list(batch.next_at), until)
            self._put_down(tx, batch.only(as_they_were))
        return len(as_they_were)

    def _put_down(self, tx: Transaction, batch: Batch) -> None:
        outcomes = batch.outcomes
        new = review_records.settle(tx, [one for found in outcomes for one in found.settled])
        review_records.end_stalls(tx, [one for found in outcomes for one in found.ended_stalls])
        review_records.save_stalls(
            tx,
            {found.account: stall for found in outcomes if (stall := found.open_stall) is not None},
        )
        review_records.end_holds(tx, [one for found in outcomes for one in found.ended_holds])
        tx.record_all([record for found in outcomes for record in found.records(new)])
        late = {found.account: since for found in outcomes if (since := found.late_since)}
        if late:
            surfaces.touch_older(tx, late)
        about = {found.account: since for found in outcomes if (since := found.people_since)}
        if about:
            surfaces.touch_older(tx, about, TEAM_CARD)
        for found in outcomes:
            for card in found.cards:
                stall_card.show(tx, found.account, card)
        sent = new - self._sent_by_itself(tx, outcomes, new)
        tx.enqueue_all([post for found in outcomes for post in found.posts(sent)])
        reviews.schedule(tx, batch.next_at)

    def _sent_by_itself(
        self, tx: Transaction, outcomes: Sequence[Outcome], new: set[tuple[str, str]]
    ) -> set[tuple[str, str]]:
        """The touches in whose place the note to the sponsor went out, as the playbook says."""
        gone = set()
        for found in outcomes:
            for touch in found.seen.touches:
                stall = found.seen.changed.stall
                if stall is None or touch.lever is not Lever.SPONSOR:
                    continue
                rung = rung_of(touch.lever, found.before.cadence.escalation)
                place = (found.account, touch.key)
                by_itself = rung.automatic and place in new
                if by_itself and send_by_itself(self.office, tx, found.seen.account, stall):
                    gone.add(place)
        return gone
