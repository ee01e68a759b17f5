"""What people hear of a package: that it is offered, asked about, answered, accepted (A7)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from onboarding.messages.package import (
    CsmIntroduced,
    PackageNews,
    PackageOffered,
    PackageQuestions,
)
from onboarding.package import Package
from onboarding.package_offer import Offer, OfferLine, Question, TypedQuestion
from playbooks.package import answered, in_short, parts, short
from services.actor import Actor
from services.office import calendar
from services.posting import to_customer, to_owner, to_person, to_team
from storage import accounts, packages, sent_messages
from storage.accounts import Account
from storage.transaction import Transaction

LINES, CHARACTERS = 4, 110
"""Of each part in a message: the document has all of it."""
_ANSWERS, _ANSWER = 6, 180
_QUESTION = 250


def offered(
    tx: Transaction,
    account: Account,
    package: Package,
    number: int,
    csm: str,
    questions: tuple[Question, ...],
    actor: Actor,
) -> None:
    """Whoever is to take over reads it in short; the team channel reads that it is on its way."""
    answers = answered(questions)[-_ANSWERS:]
    message = PackageOffered(
        account=account.id,
        number=number,
        customer=account.name,
        channel=account.channel_id,
        by=actor.user,
        parts=in_short(parts(package), lines=LINES, characters=CHARACTERS),
        introduces=introduces(account, csm, accounts.owner(tx, account.id)),
        answers=tuple(
            one.model_copy(
                update={
                    "text": short(one.text, _ANSWER),
                    "facts": tuple(short(fact, _ANSWER) for fact in one.facts),
                }
            )
            for one in answers
        ),
    )
    to_person(tx, csm, message, f"package_offered:{account.id}:{number}", account=account.id)
    send_document(tx, account.id, number, csm, "offered")
    _to_team(tx, account, _news("offered", tx, account, actor, csm), number)


def send_document(tx: Transaction, account: str, number: int, user: str, why: str) -> None:
    """The whole of a package to one of ours; `why` tells one time from another."""
    lane = f"dm:{user}"
    tx.open_lane(lane)
    key = f"package_document:{account}:{number}:{user}:{why}"
    tx.enqueue(lane, key, "document", {"user": user, "number": number}, account=account)


def returned(
    tx: Transaction,
    account: Account,
    offer: Offer,
    questions: Sequence[TypedQuestion],
    actor: Actor,
) -> None:
    """Everybody who is asked reads what; the owner hears of it, unless asked too. The messages in
    which it was offered say so in the place of their buttons."""
    for asking in sent_messages.direct(tx, account.id):
        if _asks_for(asking.message, offer.number):
            note = {"row": asking.row_id, "by": actor.user, "questions": len(questions)}
            key = f"package_note:{account.id}:{offer.number}:{asking.row_id}"
            tx.enqueue(asking.lane, key, "package_note", note, account=account.id)
    by_owner: dict[str, list[str]] = defaultdict(list)
    for one in questions:
        by_owner[one.owner].append(short(one.text, _QUESTION))
    for user, texts in by_owner.items():
        message = PackageQuestions(
            account=account.id,
            customer=account.name,
            channel=account.channel_id,
            by=actor.user,
            questions=tuple(texts),
        )
        key = f"package_questions:{account.id}:{offer.number}:{user}"
        to_person(tx, user, message, key, account=account.id)
    owner = accounts.owner(tx, account.id)
    if owner != actor.user and owner not in by_owner:
        news = _news("returned", tx, account, actor, offer.csm, offer, len(questions))
        to_owner(tx, account, news, f"package_returned:{account.id}:{offer.number}")


def _asks_for(message: Mapping[str, Any], number: int) -> bool:
    """Whether it has the buttons to accept or return this offer."""
    asks = message["kind"] == "package_offered" or (
        message["kind"] == "package_waits" and not message["tells_owner"]
    )
    return asks and message["number"] == number


def all_answered(tx: Transaction, account: Account, offer: Offer, actor: Actor) -> None:
    """The owner may offer it again; whoever gave the last answer sees that in the form."""
    if accounts.owner(tx, account.id) != actor.user:
        news = _news("answered", tx, account, actor, offer.csm, offer, len(offer.questions))
        to_owner(tx, account, news, f"package_answered:{account.id}:{offer.number}")


def accepted(tx: Transaction, account: Account, offer: Offer, actor: Actor) -> bool:
    """Our people hear of it, and the customer meets whoever looks after it from here on; whether it
    does."""
    owner = accounts.owner(tx, account.id)
    news = _news("accepted", tx, account, actor, offer.csm, offer)
    if owner != actor.user:
        to_owner(tx, account, news, f"package_accepted:{account.id}")
    _to_team(tx, account, news, offer.number)
    if not introduces(account, offer.csm, owner):
        return False
    key = f"csm_invited:{account.id}:{offer.csm}"
    tx.enqueue(account.lane, key, "invite", {"user": offer.csm}, account=account.id)
    message = CsmIntroduced(
        customer=account.name, csm=offer.csm, owner=owner, outcome=account.outcome
    )
    to_customer(tx, account, message, f"csm_introduced:{account.id}", in_thread=False)
    return True


def introduces(account: Account, csm: str, owner: str) -> bool:
    """Whether whoever accepts is introduced to the customer: not in a channel that was put away
    when the onboarding ended."""
    put_away = account.is_closed and account.channel_state != "open"
    return account.channel_id is not None and not put_away and csm != owner


def line(tx: Transaction, account: Account) -> OfferLine | None:
    """How the handoff stands, once it was offered."""
    offer = packages.newest(tx, account.id)
    if offer is None:
        return None
    days = waited(tx, account, offer)
    return OfferLine(offer.state, offer.csm, days, len(offer.open_questions))


def waited(tx: Transaction, account: Account, offer: Offer) -> int:
    """The working days for which an offer has waited, or since it was returned."""
    days = calendar(account)
    since = offer.answered_at if offer.answered_at is not None else offer.offered_at
    return max(0, days.between(days.local_date(since), days.local_date(tx.now)))


def _news(
    news: Literal["offered", "returned", "answered", "accepted"],
    tx: Transaction,
    account: Account,
    actor: Actor,
    csm: str,
    offer: Offer | None = None,
    questions: int = 0,
) -> PackageNews:
    return PackageNews(
        account=account.id,
        customer=account.name,
        channel=account.channel_id,
        news=news,
        by=actor.user,
        csm=csm,
        days=waited(tx, account, offer) if offer is not None else 0,
        questions=questions,
    )


def _to_team(tx: Transaction, account: Account, news: PackageNews, number: int) -> None:
    to_team(tx, account.id, news, f"package_{news.news}_team:{account.id}:{number}")
