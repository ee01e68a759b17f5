"""What people say in customers' channels: a sign of life, and perhaps a question or its answer."""

from dataclasses import dataclass

from onboarding.asking import is_question
from onboarding.people import Side
from onboarding.review.account import Question
from services.actor import Actor
from services.office import Met, Office
from storage import accounts, questions
from storage.accounts import Account
from storage.transaction import Transaction

KEPT = 500
"""Letters that are kept of what a customer wrote, for whoever has to answer it."""


@dataclass(frozen=True, slots=True)
class Said:
    """A message in a channel. `ts` is Slack's name for it, `text` is plain; in a thread,
    `thread_ts` is the message it hangs on."""

    channel: str
    ts: str
    text: str
    thread_ts: str | None = None


@dataclass(frozen=True, slots=True)
class Talk:
    """Listens to what is said in the channels of customers; in other channels it does not."""

    office: Office

    def said(self, actor: Actor, said: Said, key: str) -> None:
        """Somebody wrote a message.

        Nothing is kept of what our people write. Of the customer's the last words are, and
        questions until they are answered (C8).
        """
        with self.office.begin(actor.workspace) as tx:
            met = self.office.meet_in(tx, said.channel, actor)
            if not isinstance(met, Met) or not tx.first_time(key):
                return
            tx.record(
                "message.said",
                actor=actor.user,
                account=met.account.id,
                side=met.side.value,
                ts=said.ts,
            )
            if met.side is Side.CUSTOMER:
                _listen(tx, met.account, actor, said)
            else:
                answered = questions.answer(tx, met.account.id, actor.user, said.ts, said.thread_ts)
                _record(tx, met.account, "question.answered", actor.user, answered)

    def taken_back(self, workspace: str, channel: str, ts: str, user: str, key: str) -> None:
        """Somebody deleted a message: a question that was in it waits no more."""
        with self.office.begin(workspace, "slack") as tx:
            account = accounts.by_channel(tx, channel)
            if account is not None and tx.first_time(key):
                taken = questions.withdraw(tx, account.id, ts, user)
                _record(tx, account, "question.withdrawn", user, taken)


def _listen(tx: Transaction, account: Account, actor: Actor, said: Said) -> None:
    words = said.text.strip()
    if not words:
        return
    accounts.change(tx, account.id, last_words=words[:KEPT])
    if is_question(words):
        question = Question(said.ts, actor.user, tx.now, words[:KEPT])
        if questions.ask(tx, account.id, question, said.thread_ts):
            _record(tx, account, "question.asked", actor.user, [said.ts])


def _record(tx: Transaction, account: Account, kind: str, actor: str, found: list[str]) -> None:
    for ts in found:
        tx.record(kind, actor=actor, account=account.id, ts=ts)
