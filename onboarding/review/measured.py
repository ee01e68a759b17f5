"""How far a customer has come by its own measure: what messages say of it (A3, C3)."""

from typing import TypedDict

from onboarding.amounts import with_unit
from onboarding.review.account import AccountState
from onboarding.success import measured


class MeasuredFacts(TypedDict, total=False):
    """`measured` is what is measured; nothing at all where no value is known."""

    measured: str
    value: str
    target: str


def measured_facts(account: AccountState) -> MeasuredFacts:
    """By first value's criterion where a value of it is known, else by the one reported last."""
    one = measured(account.criteria)
    if one is None or one.last is None:
        return {}
    return MeasuredFacts(
        measured=one.metric,
        value=with_unit(one.last.value, one.unit),
        target=with_unit(one.target, one.unit),
    )
