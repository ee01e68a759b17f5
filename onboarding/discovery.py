"""What the kickoff is to bring to light: questions, who answered them, and what is open (A2)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from onboarding.asked_for import BriefField, Discovery, DiscoveryQuestion

LONGEST = 3_000
"""Characters of an answer."""
ON_A_PAGE = 6
"""Questions on one page of the form: more of them at once are not read."""
QUOTED = 280
"""Characters of an answer that are quoted in a message; what is longer is cut between words."""
READY = "ready"
"""The page that asks who leads on the customer's side, and what stands in the way (R6)."""
GOVERNANCE = "governance"
"""The page that asks how a high-touch project is led (R7)."""


@dataclass(frozen=True, slots=True)
class Said:
    """An answer: by whom (a Slack user id), and on which local date of the account."""

    text: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what is known: `told` by the sales brief, `listed` with who leads as what
    stands in the way, `said` at the kickoff or after.

    What was said counts more than what was told.
    """

    question: DiscoveryQuestion
    told: Said | None
    said: Said | None
    listed: Said | None = None

    @property
    def known(self) -> Said | None:
        """What somebody wrote already, whether or not it is enough of an answer."""
        return self.said or self.told or self.listed

    @property
    def answer(self) -> Said | None:
        """What counts; None while nobody knows. Words of ours are no words of the customer's: a
        quotable question is asked, though sales told what the answer is about."""
        return self.said if self.question.quotable else self.known

    @property
    def is_gap(self) -> bool:
        """Whether it has to be asked still."""
        return self.question.required and self.answer is None


MOST_POSTED = 10
"""Questions in the channel before the call: more are no help to whoever thinks of them on
the way."""


def to_post(found: Sequence[Asked]) -> tuple[str, ...]:
    """The questions that the customer may think of before the call: those that are still open."""
    return tuple(one.question.ask for one in found if one.answer is None)[:MOST_POSTED]


def asked(
    discovery: Discovery,
    told: Mapping[BriefField, Said],
    said: Mapping[str, Said],
    obstacles: Said | None = None,
) -> tuple[Asked, ...]:
    """The questions of a playbook, in their order; one that the brief answers needs no asking.

    `obstacles` is what was listed with who leads (R6): whoever has said there what stands in the
    way is not asked for it once more among the questions.
    """
    return tuple(
        Asked(
            question=question,
            told=told.get(question.answered_by) if question.answered_by else None,
            said=said.get(question.key),
            listed=obstacles if question.answered_by is BriefField.RISKS else None,
        )
        for question in discovery.questions
    )


def gaps(questions: Iterable[Asked]) -> tuple[str, ...]:
    """The questions that are required and that nobody has answered."""
    return tuple(
        _gap(one.question, is_told=one.known is not None) for one in questions if one.is_gap
    )


@dataclass(frozen=True, slots=True)
class Quote:
    """An answer in the customer's own words, which may be said to it again."""

    asked: str
    said: str


def quotes(discovery: Discovery, said: Mapping[str, str]) -> tuple[Quote, ...]:
    """The answers that a playbook lets be quoted, in the order of its questions; `said` are those
    given at the kickoff, by question. What sales wrote in the brief is never among them."""
    return tuple(
        Quote(question.ask, _shortened(said[question.key]))
        for question in discovery.questions
        if question.quotable and said.get(question.key, "").strip()
    )


def unanswered(
    discovery: Discovery, told: Collection[BriefField], said: Collection[str]
) -> tuple[str, ...]:
    """As `gaps`, by what is answered: parts of the brief, and keys of questions. Where it is listed
    what stands in the way, the risks are among the parts."""
    return tuple(
        _gap(question, is_told=question.answered_by in told)
        for question in discovery.questions
        if question.required and question.key not in said and not question.is_answered_by(told)
    )


def _gap(question: DiscoveryQuestion, *, is_told: bool) -> str:
    """Where sales told it, what is left to be found out is how the customer puts it."""
    return f"{question.ask} (in their own words)" if is_told else question.ask


def _shortened(text: str) -> str:
    if len(text) <= QUOTED:
        return text.strip()
    return f"{text[:QUOTED].rpartition(' ')[0] or text[:QUOTED]}…"


def pages(questions: Sequence[Asked], *, governed: bool) -> tuple[str, ...]:
    """The pages of the form, in order: "1", "2", … for the questions, then the other parts."""
    numbers = range(1, len(range(0, len(questions), ON_A_PAGE)) + 1)
    rest = (READY, GOVERNANCE) if governed else (READY,)
    return (*(str(number) for number in numbers), *rest)


def on_page(questions: Sequence[Asked], page: str) -> tuple[Asked, ...]:
    """The questions of a page; none for a page that asks something else."""
    if not page.isdecimal():
        return ()
    first = (int(page) - 1) * ON_A_PAGE
    return tuple(questions[first : first + ON_A_PAGE])


def problems(texts: Mapping[str, str]) -> dict[str, str]:
    """What of the answers cannot be kept, by question; a blank one can (A2)."""
    return {
        question: f"Please keep it under {LONGEST:,} characters."
        for question, text in texts.items()
        if len(text) > LONGEST
    }
