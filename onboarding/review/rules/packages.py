"""A7: a package that waits, and questions that somebody has yet to answer, are brought to mind
again; the owner hears of a handoff that nobody takes."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial

from onboarding.messages.package import PackageQuestionsWait, PackageWaits
from onboarding.package_offer import Offer, Question
from onboarding.review.account import AccountState
from onboarding.review.repeating import turn_of
from onboarding.review.touch import AskAgain, Door, Draft, Priority, Recipient, Touch, Wish

EVERY = 2
"""Working days from one reminder to the next."""
TOLD_AFTER = 4
"""Working days after which the owner hears that a package is not answered."""
_SHOWN, _TEXT = 10, 250


def package_waits(account: AccountState, now: datetime) -> Iterator[Wish]:
    """Every two working days, to whoever should accept it or ask."""
    offer = account.package
    if offer is None or not offer.waits or account.hold_at(now) is not None:
        return
    to = Recipient(Door.TEAMMATE, offer.csm)
    yield from _every(
        account,
        now,
        f"package_waits:{offer.number}",
        offer.offered_at,
        to,
        partial(_offer_waits, account, offer),
    )
    if account.team.owner == offer.csm:
        return
    owner = account.owner_door()
    day = account.calendar.add(account.today(offer.offered_at), TOLD_AFTER)
    told = f"package_late:{offer.number}"
    yield Touch(
        key=told,
        rule="A7",
        to=owner,
        draft=Draft(
            PackageWaits, partial(_waits, account, offer, told, TOLD_AFTER, tells_owner=True)
        ),
        due_at=account.hours_of(owner).opening(day),
        until=None,
        priority=Priority.ANSWER_OWED,
    )


def package_questions_wait(account: AccountState, now: datetime) -> Iterator[Wish]:
    """Every two working days, one message to each of those who should answer."""
    offer = account.package
    if offer is None or account.hold_at(now) is not None:
        return
    by_owner: dict[str, list[Question]] = defaultdict(list)
    for question in offer.open_questions:
        by_owner[question.owner].append(question)
    for user, questions in by_owner.items():
        yield from _every(
            account,
            now,
            f"package_questions_wait:{offer.number}:{user}",
            min(one.asked_at for one in questions),
            Recipient(Door.TEAMMATE, user),
            partial(_questions_wait, account, questions),
        )


def _every(
    account: AccountState,
    now: datetime,
    stem: str,
    since: datetime,
    to: Recipient,
    draft: Callable[[str, int], Draft[PackageWaits] | Draft[PackageQuestionsWait]],
) -> Iterator[Wish]:
    turn = turn_of(account, now, stem, since, EVERY, to)
    yield AskAgain(turn.again_at)
    yield Touch(
        key=turn.key,
        rule="A7",
        to=to,
        draft=draft(turn.key, EVERY * turn.number),
        due_at=turn.due_at,
        until=turn.until,
        priority=Priority.REMINDER,
    )


def _offer_waits(account: AccountState, offer: Offer, key: str, days: int) -> Draft[PackageWaits]:
    return Draft(PackageWaits, partial(_waits, account, offer, key, days, tells_owner=False))


def _questions_wait(
    account: AccountState, questions: list[Question], key: str, days: int
) -> Draft[PackageQuestionsWait]:
    return Draft(PackageQuestionsWait, partial(_asked, account, questions, key, days))


def _waits(
    account: AccountState, offer: Offer, key: str, days: int, *, tells_owner: bool
) -> PackageWaits:
    return PackageWaits(
        account=account.id,
        touch=key,
        number=offer.number,
        customer=account.name,
        channel=account.channel,
        csm=offer.csm,
        days=days,
        tells_owner=tells_owner,
    )


def _asked(
    account: AccountState, questions: list[Question], key: str, days: int
) -> PackageQuestionsWait:
    return PackageQuestionsWait(
        account=account.id,
        touch=key,
        customer=account.name,
        channel=account.channel,
        questions=tuple(_short(one.text) for one in questions[:_SHOWN]),
        days=days,
    )


def _short(text: str) -> str:
    return text if len(text) <= _TEXT else f"{text[: _TEXT - 1].rstrip()}…"
