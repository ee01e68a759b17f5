"""A digest arrives with its chart; where Slack refuses that, it arrives in words."""

from datetime import date

import pytest

from onboarding.messages.digest import Digest, DigestHeading, DigestLoad
from sandbox.reports import MessageSeen
from services.posting import to_person
from storage.transaction import begin
from tests.bot.delivery.office import Office

CHART = "data_visualization"


def a_digest() -> Digest:
    today = date(2026, 3, 2)
    carried = [
        DigestLoad(user=f"U0{n}", name=name, high_touch=n, others=3, percent=percent)
        for n, (name, percent) in enumerate([("Olivia Hart", 120), ("Arthur Lane", 35)])
    ]
    return Digest(
        team="T0HOST",
        today=today,
        scope="all",
        customers=9,
        needing=0,
        paused=0,
        lines=(DigestHeading(part="load", count=2, day=today), *carried),
    )


def deliver(office: Office) -> list[MessageSeen]:
    """What Olivia sees once a digest is on its way."""
    with office.delivering():
        with begin(office.database, office.workspace) as tx:
            to_person(tx, office.person("olivia").id, a_digest(), "digest:olivia:1")
        office.until_quiet()
    return [m for m in office.person("olivia").dm_messages() if m.from_app]


def kinds(message: MessageSeen) -> list[str]:
    return [block["type"] for block in message.blocks]


def test_slack_takes_the_chart_of_the_load_K1(office: Office) -> None:
    [seen] = deliver(office)
    assert kinds(seen).count(CHART) == 1
    assert "120 %" in seen.text


def test_where_slack_refuses_charts_the_same_is_told_in_words_once_K1(office: Office) -> None:
    office.driver.faults.add("error", "chat.postMessage", code="invalid_blocks")
    [seen] = deliver(office)
    assert CHART not in kinds(seen)
    assert "120 %" in str(seen.blocks)
    assert "35 %" in str(seen.blocks)
    assert office.row("digest:olivia:1").state == "sent"
    tried = office.driver.calls("chat.postMessage")
    assert [CHART in str(call.args["blocks"]) for call in tried] == [True, False]


def test_words_that_slack_refuses_as_well_are_given_up_with_its_reason(office: Office) -> None:
    office.driver.faults.add("error", "chat.postMessage", times=2, code="invalid_blocks")
    assert deliver(office) == []
    row = office.row("digest:olivia:1")
    assert (row.state, "invalid_blocks" in row.error) == ("dead", True)


@pytest.mark.parametrize("code", ["invalid_blocks_format", "restricted_action"])
def test_no_other_refusal_is_taken_for_that_of_a_chart(office: Office, code: str) -> None:
    office.driver.faults.add("error", "chat.postMessage", code=code)
    assert deliver(office) == []
    assert len(office.driver.calls("chat.postMessage")) == 1


@pytest.mark.parametrize("nth", [1, 2])
def test_a_lost_answer_makes_no_second_digest(office: Office, nth: int) -> None:
    """The first call's answer is lost, or that of the one in words."""
    if nth == 2:
        office.driver.faults.add("error", "chat.postMessage", code="invalid_blocks")
    office.driver.faults.add("drop_after", "chat.postMessage", nth=nth)
    assert len(deliver(office)) == 1
