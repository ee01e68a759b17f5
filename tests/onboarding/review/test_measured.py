"""Messages that win somebody back speak of progress by the customer's own measure (C3, A3)."""

from dataclasses import replace

import pytest

from onboarding.messages.touches import ReEngagement
from onboarding.review.measured import measured_facts
from onboarding.success import Reported
from playbooks.words import Words, shipped_words
from tests.onboarding.review.accounts import an_account, at, day, walk
from tests.onboarding.review.test_ladder import quiet
from tests.onboarding.test_success import NOW, a_criterion


def test_nothing_is_said_while_no_value_is_known() -> None:
    assert measured_facts(an_account()) == {}
    assert measured_facts(replace(an_account(), criteria=(a_criterion(),))) == {}


def test_the_value_and_the_aim_are_said_with_their_unit() -> None:
    known = a_criterion(last=Reported(62.5, NOW, "UMAYA"))
    assert measured_facts(replace(an_account(), criteria=(known,))) == {
        "measured": "Orders out the same day",
        "value": "62.5 %",
        "target": "95 %",
    }


@pytest.fixture(scope="module")
def words() -> Words:
    return shipped_words()


def test_a_quiet_customer_reads_how_far_it_has_come_by_its_own_measure(words: Words) -> None:
    known = a_criterion(last=Reported(62.5, NOW, "UMAYA"), confirmed_by="U", confirmed_at=NOW)
    found = walk(quiet(criteria=(known,)), at(day(30)))
    said = [t.message for _, t in found.sent if t.kind == "re_engagement"]
    assert said
    assert isinstance(said[0], ReEngagement)
    text = words.for_customer(said[0])
    assert "*Orders out the same day* stands at 62.5 %; the aim is 95 %" in text
