"""What customers answer to check-ins and to the pulse survey (C1, F1)."""

from dataclasses import dataclass
from typing import Literal, cast

from onboarding.messages.alerts import AnswerNews, PulseNews
from onboarding.messages.touches import CheckInAnswered, PulseThanks
from onboarding.permissions import Action
from onboarding.refusals import Unchanged
from onboarding.surveys import LOW_PULSE, PULSE, PULSE_ASK
from services.actor import Actor
from services.office import Met, Office
from services.outcomes import Invalid, NotAllowed, Repeated
from services.posting import to_customer, to_owner, to_stakeholder
from storage import accounts, answers, touches
from storage.answers import CHECK_IN
from storage.touches import TouchRow
from storage.transaction import Transaction

How = Literal["on_track", "need_help", "blocked"]
LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer is recorded; `before` is what the person had said to this touch, if anything."""

    before: str | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """How it is going, in the customer's own clicks and words."""

    office: Office

    def check_in(
        self,
        actor: Actor,
        channel: str,
        account: str,
        touch: str,
        how: How,
        key: str,
        *,
        under: str | None = None,
    ) -> Answered | Unchanged | NotAllowed | Repeated:
        """Record how it is going; answer below the check-in (`under`: its timestamp).

        Another click changes the answer. Who needs help is told to the owner, once for each
        answer of each person.
        """
        with self.office.begin(actor.workspace) as tx:
            if not tx.first_time(key):
                return Repeated()
            met = met_to_answer(self.office, tx, channel, account, actor)
            if isinstance(met, NotAllowed):
                return met
            if met.account.is_closed:
                return NotAllowed("closed")
            if asked(tx, account, touch, "check_in") is None:
                return NotAllowed("forged")
            before = answers.given(tx, account, touch, actor.user)
            if before is not None and before.value == how:
                return Unchanged()
            self._note(tx, actor, account, touch, CHECK_IN, how)
            to_customer(
                tx,
                met.account,
                CheckInAnswered(answer=how, by=actor.user, owner=accounts.owner(tx, account)),
                f"check_in_answered:{account}:{touch}:{actor.user}:{key}",
                under=under,
            )
            if how != "on_track":
                self._ask_for_help(tx, met, actor, touch, how)
            return Answered(before.value if before else None)

    def pulse(
        self, actor: Actor, channel: str, account: str, touch: str, score: int, key: str
    ) -> Answered | Unchanged | NotAllowed | Repeated:
        """Record a score from 1 to 5 of the person who was asked, and say thanks; a low one is
        told to the owner at once, and so is one that is no longer low."""
        with self.office.begin(actor.workspace) as tx:
            if not tx.first_time(key):
                return Repeated()
            met = met_to_answer(self.office, tx, channel, account, actor)
            if isinstance(met, NotAllowed):
                return met
            sent = asked(tx, account, touch, "pulse_survey")
            if sent is None or sent.to.user != actor.user:
                return NotAllowed("forged")
            before = answers.given(tx, account, touch, actor.user)
            if before is not None and before.value == str(score):
                return Unchanged()
            # a playbook that asks in words of its own is kept by those
            frozen = self.office.frozen.get(tx, met.account.playbook_id)
            wording = frozen.messages.get("pulse_survey", PULSE_ASK)
            self._note(tx, actor, account, touch, PULSE, str(score), wording)
            thanks = PulseThanks(
                account=account,
                touch=touch,
                by=actor.user,
                owner=accounts.owner(tx, account),
                low=score <= LOW_PULSE,
            )
            thanked = f"pulse_thanks:{account}:{touch}:{actor.user}:{thanks.low}"
            to_stakeholder(tx, met.account, actor.user, thanks, thanked)
            was = int(before.value) if before is not None else None
            if score <= LOW_PULSE or (was is not None and was <= LOW_PULSE):
                told = f"pulse_news:{account}:{touch}:{actor.user}:{key}"
                self._tell_score(tx, met, actor, touch, score, None, told, was=was)
            return Answered(before.value if before else None)

    def may_say_more(
        self, actor: Actor, channel: str, account: str, touch: str
    ) -> Literal["yes"] | NotAllowed:
        """Whether the person may add words: whoever has answered the survey."""
        with self.office.begin(actor.workspace) as tx:
            met = met_to_answer(self.office, tx, channel, account, actor)
            if isinstance(met, NotAllowed):
                return met
            given = answers.given(tx, account, touch, actor.user)
            if given is None or given.kind != PULSE:
                return NotAllowed("forged")
            return "yes"

    def say_more(
        self, actor: Actor, account: str, touch: str, words: str, key: str
    ) -> Answered | Invalid | NotAllowed | Repeated:
        """The words to a score: told to the owner as they were written."""
        said = words.strip()
        if not said:
            return Invalid({"words": "Please write a few words, or close this without them."})
        if len(said) > LONGEST:
            return Invalid({"words": f"Please keep it under {LONGEST:,} characters."})
        with self.office.begin(actor.workspace) as tx:
            if not tx.first_time(key):
                return Repeated()
            met = met_to_answer(self.office, tx, "", account, actor)
            if isinstance(met, NotAllowed):
                return met
            given = answers.given(tx, account, touch, actor.user)
            if given is None or given.kind != PULSE:
                return NotAllowed("forged")
            answers.say(tx, account, touch, actor.user, said)
            tx.record("answer.words", actor=actor.user, account=account, touch=touch, words=said)
            told = f"pulse_news:{account}:{touch}:{actor.user}:{key}"
            self._tell_score(tx, met, actor, touch, int(given.value), said, told)
            return Answered(given.value)

    def _note(
        self,
        tx: Transaction,
        actor: Actor,
        account: str,
        touch: str,
        kind: str,
        value: str,
        wording: str | None = None,
    ) -> None:
        answers.give(tx, account, touch, actor.user, kind, value, wording=wording)
        tx.record(
            "answer.given",
            actor=actor.user,
            account=account,
            touch=touch,
            answer_kind=kind,
            value=value,
        )

    def _ask_for_help(self, tx: Transaction, met: Met, actor: Actor, touch: str, how: How) -> None:
        news = AnswerNews(
            account=met.account.id,
            customer=met.account.name,
            channel=met.account.channel_id,
            who=actor.user,
            answer=cast("Literal['need_help', 'blocked']", how),
        )
        key = f"answer_news:{met.account.id}:{touch}:{actor.user}:{how}"
        to_owner(tx, met.account, news, key)

    def _tell_score(
        self,
        tx: Transaction,
        met: Met,
        actor: Actor,
        touch: str,
        score: int,
        words: str | None,
        key: str,
        *,
        was: int | None = None,
    ) -> None:
        news = PulseNews(
            account=met.account.id,
            customer=met.account.name,
            channel=met.account.channel_id,
            who=actor.user,
            score=score,
            comment=words,
            answer=touch,
            before=was,
        )
        to_owner(tx, met.account, news, key)


def met_to_answer(
    office: Office, tx: Transaction, channel: str, account: str, actor: Actor
) -> Met | NotAllowed:
    """Who the person is to the account that is asked about; only the customer's people answer."""
    met = office.meet_about(tx, channel, actor, account)
    if isinstance(met, NotAllowed):
        return met
    return office.allow(tx, Action.ANSWER, met, actor) or met


def asked(tx: Transaction, account: str, touch: str, kind: str) -> TouchRow | None:
    """The touch of a kind that was sent, even if it was put off since."""
    found = touches.one(tx, account, touch)
    return found if found is not None and found.kind == kind and found.was_read else None
