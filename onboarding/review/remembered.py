"""What the customer said when it was asked, for messages that go back to it (A2)."""

from typing import TypedDict

from onboarding.review.account import AccountState


class RememberedFacts(TypedDict, total=False):
    """`asked` is the question, `said` the answer in the customer's words; nothing at all where
    there is none, or where it only says the goal again."""

    asked: str
    said: str


def remembered_facts(account: AccountState, turn: int = 0) -> RememberedFacts:
    """One of the answers that may be quoted; another `turn` brings the next one."""
    quotes = [one for one in account.own_words if _plain(one.said) != _plain(account.outcome)]
    if not quotes:
        return {}
    quote = quotes[turn % len(quotes)]
    return RememberedFacts(asked=quote.asked, said=quote.said)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".!")
