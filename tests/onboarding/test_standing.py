"""Who a person is to an account."""

from itertools import product

import pytest

from onboarding.people import Side
from onboarding.standing import Acquaintance, Outsider, standing


def person(**given: bool) -> Acquaintance:
    nobody = {
        "at_home": False,
        "known": False,
        "guest": False,
        "listed": False,
        "of_customer": False,
    }
    return Acquaintance(**{**nobody, **given})


@pytest.mark.parametrize(
    ("acquaintance", "expected"),
    [
        (person(at_home=True, known=True), Side.TEAM),
        (person(at_home=True), Outsider.UNKNOWN),
        (person(at_home=True, known=True, guest=True), Outsider.STRANGER),
        (person(at_home=True, known=True, guest=True, listed=True), Side.CUSTOMER),
        (person(at_home=True, known=True, listed=True), Side.TEAM),
        (person(at_home=True, listed=True), Side.CUSTOMER),
        (person(of_customer=True), Side.CUSTOMER),
        (person(listed=True), Side.CUSTOMER),
        (person(known=True), Outsider.STRANGER),
    ],
)
def test_our_full_members_are_ours_and_the_list_decides_on_the_others_R10(
    acquaintance: Acquaintance, expected: Side | Outsider
) -> None:
    assert standing(acquaintance) is expected


def test_nobody_from_elsewhere_is_ever_taken_for_ours() -> None:
    for known, guest, listed, of_customer in product([False, True], repeat=4):
        outsider = person(known=known, guest=guest, listed=listed, of_customer=of_customer)
        assert standing(outsider) is not Side.TEAM
