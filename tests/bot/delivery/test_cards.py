"""The card of a quiet customer: posted once, edited in place, never where customers read."""

from typing import Any

import pytest

from onboarding.cadence import Lever
from onboarding.people import StakeholderRole
from onboarding.stakeholders import TypedPerson
from services import stall_card
from storage import workspaces
from storage.review_schema import stalls
from storage.transaction import begin
from tests.bot.delivery.customer import delete
from tests.bot.delivery.office import Office

STALL = "2026-03-02"


@pytest.fixture
def account(office: Office, channel: str) -> str:
    """The customer of the channel, quiet, the ladder at the team channel."""
    found: str = next(row.account_id for row in office.rows() if row.account_id)
    with begin(office.database, office.workspace) as tx:
        step = {"lever": Lever.TEAM_CHANNEL, "at": tx.now.isoformat(), "skipped": None}
        tx.connection.execute(
            stalls.insert().values(
                workspace_id=office.workspace,
                account_id=found,
                id=STALL,
                level="stalled",
                since=tx.now,
                began_at=tx.now,
                ladder=[Lever.TEAM_CHANNEL],
                steps=[step],
                proposed="slow_value",
            )
        )
        stall_card.show(tx, found, STALL)
    return found


def cards(office: Office, channel: str | None = None) -> list[Any]:
    seen = office.person("olivia").messages(channel or office.team_channel)
    return [message for message in seen if "*Their goal*" in message.text]


def take(office: Office, account: str) -> None:
    office.services.stalls.take(office.actor("olivia"), account, STALL, office.key())


def test_the_card_is_posted_in_the_team_channel_and_edited_in_place_C4(
    office: Office, account: str
) -> None:
    with office.delivering():
        office.until_quiet()
        [posted] = cards(office)
        take(office, account)
        office.until_quiet()
    [edited] = cards(office)
    assert edited.ts == posted.ts
    assert edited.edited
    assert f"<@{office.person('olivia').id}> since" in edited.text


def test_a_card_whose_answer_was_lost_is_there_once_C4(office: Office, account: str) -> None:
    office.driver.faults.add("drop_after", "chat.postMessage")
    with office.delivering():
        office.until_quiet()
        take(office, account)
        office.until_quiet()
    [card] = cards(office)
    assert "since" in card.text


def test_a_card_that_somebody_deleted_is_posted_anew_and_nothing_is_pinned_C4(
    office: Office, account: str
) -> None:
    with office.delivering():
        office.until_quiet()
        delete(office, office.team_channel, cards(office)[0].ts)
        take(office, account)
        office.until_quiet()
    assert len(cards(office)) == 1
    assert office.person("olivia").channel(office.team_channel).pins == []


def test_a_card_never_stands_where_customers_read_C4(
    office: Office, channel: str, account: str
) -> None:
    with begin(office.database, office.workspace) as tx:
        workspaces.change(tx, team_channel_id=channel)  # which no form would take
    with office.delivering():
        office.until_quiet()
    assert cards(office, channel) == []
    assert [row.state for row in office.rows() if row.kind == "surface"][-1] == "dead"


def customers_card(office: Office, place: str | None = None) -> Any:
    seen = office.person("olivia").messages(place or office.team_channel)
    [card] = [message for message in seen if "is on its way" in message.text]
    return card


def test_the_news_of_a_customer_stays_as_a_card_that_shows_who_matters_there_A5(
    office: Office, channel: str
) -> None:
    posted = customers_card(office)
    assert "*Their people*" in posted.text
    assert "nobody is named yet" in posted.text
    account: str = next(row.account_id for row in office.rows() if row.account_id)
    anna = TypedPerson(name="Anna Reed", roles=(StakeholderRole.CHAMPION,))
    with office.delivering():
        office.services.stakeholders.save(office.actor("olivia"), account, anna, office.key())
        office.until_quiet()
    shown = customers_card(office)
    assert shown.ts == posted.ts
    assert "⚪ *Anna Reed* · Champion · never came" in shown.text
    assert "No economic buyer, technical owner" in shown.text


def test_the_card_of_a_customer_whose_answer_was_lost_is_there_once_A5(office: Office) -> None:
    office.driver.faults.add("drop_after", "chat.postMessage", nth=3)
    office.adopt(office.person("olivia").create_channel("finch-project").id)
    with office.delivering():
        office.until_quiet()
    assert "*Their people*" in customers_card(office).text


def test_the_card_says_no_more_where_another_company_reads_by_now(
    office: Office, channel: str
) -> None:
    account: str = next(row.account_id for row in office.rows() if row.account_id)
    with begin(office.database, office.workspace) as tx:
        workspaces.change(tx, exposed_channel_id=office.team_channel)
    anna = TypedPerson(name="Anna Reed", roles=(StakeholderRole.CHAMPION,))
    with office.delivering():
        office.services.stakeholders.save(office.actor("olivia"), account, anna, office.key())
        office.until_quiet()
    assert "Anna Reed" not in customers_card(office).text
