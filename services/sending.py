"""Sending one touch at once, because a person asks for it: by the doors of the review (C9)."""

from onboarding.review import Review
from onboarding.review.account import AccountState, StepTaken
from onboarding.review.touch import Touch
from services import stall_card
from services.review_outcomes import Outcome
from storage import stalls, touches
from storage.transaction import Transaction


def send(tx: Transaction, state: AccountState, touch: Touch, by: str) -> None:
    """Put it on record and on its way; a rung of the ladder is climbed with it.

    The outbox row has the key that a review would give it: so it goes out once, whoever sends it.
    """
    touches.sent(tx, state.id, touch, by)
    if touch.lever is not None and state.stall is not None:
        step = StepTaken(touch.lever, tx.now)
        steps = stalls.steps_as_data((*state.stall.steps, step))
        stalls.change(tx, state.id, state.stall.id, steps=steps)
        stall_card.show(tx, state.id, state.stall.id)
    alone = Review((touch,), (), (), (), None, state, tx.now)
    tx.enqueue_all(list(Outcome(state, alone, tx.now).written.values()))
