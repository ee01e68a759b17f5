"""What customers say at the end: scores by button, words by form, and who sees to it (F1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from onboarding.asked_for import Survey, SurveyQuestion
from onboarding.messages.surveys import SurveyNews, SurveyThanks
from onboarding.permissions import Action
from onboarding.refusals import Unchanged
from onboarding.surveys import LONGEST_WORDS, Rating, is_low, is_score
from services.actor import Actor
from services.answers import Answered, asked, met_to_answer
from services.office import Met, Office, calendar
from services.outcomes import Invalid, NotAllowed, Repeated
from services.posting import to_owner, to_stakeholder
from storage import accounts, answers, reviews
from storage.accounts import Account
from storage.answers import key_of
from storage.transaction import Transaction

TOUCH = "end_survey"


@dataclass(frozen=True, slots=True)
class Scored:
    """A question that the person answered, with its score and the words to it, if any."""

    question: SurveyQuestion
    score: int
    words: str | None


@dataclass(frozen=True, slots=True)
class Surveys:
    """How it was, in the customer's own clicks and words."""

    office: Office

    def score(
        self,
        actor: Actor,
        channel: str,
        account: str,
        touch: str,
        survey: Survey,
        score: int,
        key: str,
    ) -> Answered | Unchanged | NotAllowed | Repeated:
        """Record a score of the person who was asked, with the wording; say thanks once.

        Another click changes the answer; both stay on record. A low one is told to the owner at
        once, and so is one that is no longer low.
        """
        with self.office.begin(actor.workspace) as tx:
            if not tx.first_time(key):
                return Repeated()
            found = self._asked(tx, channel, account, touch, actor)
            if isinstance(found, NotAllowed):
                return found
            met, questions = found
            question = next((one for one in questions if one.survey is survey), None)
            if question is None or not is_score(survey, score):
                return NotAllowed("forged")
            place = key_of(touch, survey)
            before = answers.given(tx, account, place, actor.user)
            if before is not None and before.value == str(score):
                return Unchanged()
            answers.give(
                tx, account, place, actor.user, survey.value, str(score), wording=question.ask
            )
            tx.record(
                "answer.given",
                actor=actor.user,
                account=account,
                touch=place,
                answer_kind=survey.value,
                value=str(score),
                wording=question.ask,
            )
            self._thank(tx, met, actor, touch, low=is_low(survey, score))
            was = int(before.value) if before is not None else None
            if is_low(survey, score) or (was is not None and is_low(survey, was)):
                told = f"survey_news:{account}:{place}:{actor.user}:{score}"
                scored = Scored(question, score, None)
                self._tell(tx, met, actor, place, scored, told, was=was)
            return Answered(before.value if before else None)

    def scored(
        self, actor: Actor, channel: str, account: str, touch: str
    ) -> Sequence[Scored] | NotAllowed:
        """What the person has answered: whoever has may add words to it."""
        with self.office.begin(actor.workspace) as tx:
            found = self._asked(tx, channel, account, touch, actor)
            if isinstance(found, NotAllowed):
                return found
            return self._scored(tx, found[1], account, touch, actor) or NotAllowed("forged")

    def say_why(
        self, actor: Actor, account: str, touch: str, words: Mapping[Survey, str], key: str
    ) -> Answered | Invalid | NotAllowed | Repeated:
        """The words to the scores, each told to the owner as it was written; blank ones are left
        as they are."""
        said = {survey: text.strip() for survey, text in words.items() if text.strip()}
        if not said:
            first = next(iter(words), Survey.CSAT)
            return Invalid({first.value: "Please write a few words, or close this without them."})
        long = [survey for survey, text in said.items() if len(text) > LONGEST_WORDS]
        if long:
            most = f"Please keep it under {LONGEST_WORDS:,} characters."
            return Invalid({survey.value: most for survey in long})
        with self.office.begin(actor.workspace) as tx:
            if not tx.first_time(key):
                return Repeated()
            found = self._asked(tx, "", account, touch, actor)
            if isinstance(found, NotAllowed):
                return found
            met, questions = found
            scored = self._scored(tx, questions, account, touch, actor)
            if not said.keys() <= {one.question.survey for one in scored}:
                return NotAllowed("forged")
            for one in scored:
                text = said.get(one.question.survey)
                if text is not None and text != one.words:
                    self._say(tx, met, actor, touch, one, text, key)
            return Answered()

    def take_up(
        self, actor: Actor, channel: str, account: str, answer: str, who: str, key: str
    ) -> Literal["taken"] | NotAllowed | Repeated:
        """Somebody of ours sees to what a person of the customer's answered; `answer` is its
        key."""
        with self.office.begin(actor.workspace) as tx:
            if (refused := self._not_to_take_up(tx, channel, actor, account, key)) is not None:
                return refused
            if answers.given(tx, account, answer, who) is None:
                return NotAllowed("forged")
            _take_up(tx, account, answer, who, actor)
            return "taken"

    def take_up_all(
        self, actor: Actor, channel: str, account: str, key: str
    ) -> Literal["taken"] | NotAllowed | Repeated:
        """Somebody of ours sees to every low score that nobody sees to yet."""
        with self.office.begin(actor.workspace) as tx:
            if (refused := self._not_to_take_up(tx, channel, actor, account, key)) is not None:
                return refused
            for one in answers.waiting(tx, [account]).get(account, ()):
                _take_up(tx, account, one.touch, one.score.by, actor)
            return "taken"

    def _not_to_take_up(
        self, tx: Transaction, channel: str, actor: Actor, account: str, key: str
    ) -> NotAllowed | Repeated | None:
        """Why this click sees to nothing; None where it may."""
        if not tx.first_time(key):
            return Repeated()
        met = self.office.meet_about(tx, channel, actor, account)
        if isinstance(met, NotAllowed):
            return met
        return self.office.allow(tx, Action.LOOK_BACK, met, actor)

    def _asked(
        self, tx: Transaction, channel: str, account: str, touch: str, actor: Actor
    ) -> tuple[Met, tuple[SurveyQuestion, ...]] | NotAllowed:
        """The account, and what it was asked: of whom, a touch that was sent says."""
        met = met_to_answer(self.office, tx, channel, account, actor)
        if isinstance(met, NotAllowed):
            return met
        sent = asked(tx, account, touch, TOUCH)
        if sent is None or sent.to.user != actor.user:
            return NotAllowed("forged")
        return met, self.office.frozen.get(tx, met.account.playbook_id).surveys.at_end

    def _scored(
        self,
        tx: Transaction,
        questions: Sequence[SurveyQuestion],
        account: str,
        touch: str,
        actor: Actor,
    ) -> tuple[Scored, ...]:
        given = answers.of_touch(tx, account, touch, actor.user)
        return tuple(
            Scored(question, int(answer.value), answer.comment)
            for question in questions
            if (answer := given.get(question.survey)) is not None
        )

    def _say(
        self,
        tx: Transaction,
        met: Met,
        actor: Actor,
        touch: str,
        scored: Scored,
        words: str,
        key: str,
    ) -> None:
        account, survey = met.account.id, scored.question.survey
        place = key_of(touch, survey)
        answers.say(tx, account, place, actor.user, words)
        tx.record("answer.words", actor=actor.user, account=account, touch=place, words=words)
        told = f"survey_news:{account}:{place}:{actor.user}:{key}"
        self._tell(tx, met, actor, place, Scored(scored.question, scored.score, words), told)

    def _thank(self, tx: Transaction, met: Met, actor: Actor, touch: str, *, low: bool) -> None:
        account = met.account.id
        thanks = SurveyThanks(
            account=account,
            touch=touch,
            by=actor.user,
            owner=accounts.owner(tx, account),
            low=low,
        )
        thanked = f"survey_thanks:{account}:{touch}:{actor.user}:{low}"
        to_stakeholder(tx, met.account, actor.user, thanks, thanked)

    def _tell(
        self,
        tx: Transaction,
        met: Met,
        actor: Actor,
        answer: str,
        scored: Scored,
        key: str,
        *,
        was: int | None = None,
    ) -> None:
        survey = scored.question.survey
        news = SurveyNews(
            account=met.account.id,
            customer=met.account.name,
            channel=met.account.channel_id,
            answer=answer,
            who=actor.user,
            survey=survey.label,
            ask=scored.question.ask,
            given=f"{scored.score} of {survey.highest}",
            low=is_low(survey, scored.score),
            before=f"{was} of {survey.highest}" if was is not None else None,
            words=scored.words,
        )
        to_owner(tx, met.account, news, key)


def _take_up(tx: Transaction, account: str, answer: str, who: str, actor: Actor) -> None:
    answers.take_up(tx, account, answer, who)
    tx.record("answer.taken_up", actor=actor.user, account=account, touch=answer, whom=who)
    reviews.bring_forward(tx, account)


def ratings(tx: Transaction, account: Account) -> tuple[Rating, ...]:
    """What the customer's people said at the end, each last answer."""
    days = calendar(account)
    return tuple(
        Rating(
            survey=Survey(row.kind),
            score=int(row.value),
            by=row.user_id,
            on=days.local_date(row.at),
            words=row.comment,
        )
        for row in answers.to_surveys(tx, account.id)
    )
