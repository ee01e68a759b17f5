"""A7: the package as a document: a canvas where the plan allows, else files; once, to ours."""

from datetime import date
from typing import Any

import pytest

from onboarding.package_offer import TypedOffer, TypedQuestion
from services.package_answers import Accepted, Returned
from services.packages import Offered
from tests.bot.delivery.customer import account_of
from tests.bot.delivery.office import Office

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def offered(office: Office) -> None:
    """Olivia hands Hazel & Finch over to Clara."""
    found = office.services.packages.offer(
        office.actor("olivia"),
        account_of(office),
        TypedOffer(office.person("clara").id, date(2030, 2, 26)),
        office.key(),
    )
    assert isinstance(found, Offered), found


def documents(office: Office) -> list[Any]:
    """What Clara was sent of it: messages that lead to a canvas, or that carry files."""
    return [m for m in office.person("clara").dm_messages() if "The whole package of" in m.text]


def test_where_the_plan_allows_it_is_a_canvas_that_only_csm_and_owner_can_open_A7(
    office: Office, channel: str
) -> None:
    with office.delivering():
        offered(office)
        office.until_quiet()
    [told] = documents(office)
    assert "open it as a canvas" in told.text
    [made] = office.driver.calls("canvases.create")
    content = made.args["document_content"]
    assert "# Hazel & Finch: handoff to customer success" in str(content)
    assert "Every order leaves the house" in str(content)
    [access] = office.driver.calls("canvases.access.set")
    for reader in ("clara", "olivia"):
        assert office.person(reader).id in str(access.args["user_ids"])
    assert office.driver.calls("files.completeUploadExternal") == []


def test_without_canvases_it_is_a_page_and_markdown_A7(office: Office, channel: str) -> None:
    office.driver.team("Trellis").set(paid=False)
    with office.delivering():
        offered(office)
        office.until_quiet()
    [told] = documents(office)
    assert "as a page and as Markdown" in told.text
    [shared] = office.driver.calls("files.completeUploadExternal")
    assert shared.args["channel_id"].startswith("D")
    names = [call.args["filename"] for call in office.driver.calls("files.getUploadURLExternal")]
    assert names == ["hazel-finch-handoff-1.html", "hazel-finch-handoff-1.md"]


def test_whoever_asks_for_the_whole_of_it_can_open_it_too_A7(office: Office, channel: str) -> None:
    """Whatever form it takes: a canvas that they may open, or files that they are sent."""
    arthur = office.actor("arthur")
    with office.delivering():
        offered(office)
        office.until_quiet()
        office.services.packages.send_whole(arthur, account_of(office), 1, office.key())
        office.until_quiet()
        office.driver.team("Trellis").set(paid=False)
        office.services.packages.send_whole(arthur, account_of(office), 1, office.key())
        office.until_quiet()
    told = [m.text for m in office.person("arthur").dm_messages() if "whole package" in m.text]
    assert ["canvas" in text for text in told] == [True, False]
    *_, access = office.driver.calls("canvases.access.set")
    assert office.person("arthur").id in str(access.args["user_ids"])
    assert len(documents(office)) == 1  # and Clara is not told again


@pytest.mark.parametrize("method", ["canvases.create", "chat.postMessage"])
def test_a_canvas_whose_answer_is_lost_is_told_of_once_A7(
    office: Office, channel: str, method: str
) -> None:
    with office.delivering():
        office.until_quiet()
        office.driver.faults.add("drop_after", method)
        offered(office)
        office.until_quiet()
    assert len(documents(office)) == 1


def test_files_whose_answer_is_lost_are_there_once_A7(office: Office, channel: str) -> None:
    office.driver.team("Trellis").set(paid=False)
    office.driver.faults.add("drop_after", "files.completeUploadExternal")
    with office.delivering():
        offered(office)
        office.until_quiet()
    assert len(documents(office)) == 1


def test_whoever_takes_over_is_brought_into_the_channel_and_introduced_there_A7(
    office: Office, channel: str
) -> None:
    account, liam = account_of(office), office.person("liam")
    to_liam = TypedOffer(liam.id, None)
    office.services.packages.offer(office.actor("olivia"), account, to_liam, office.key())
    outcome = office.services.package_answers.accept(office.actor("liam"), account, 1, office.key())
    assert isinstance(outcome, Accepted), outcome
    with office.delivering():
        office.until_quiet()
    [introduced] = [m.text for m in liam.messages(channel) if "who looks after you" in m.text]
    assert f"meet <@{liam.id}>" in introduced
    assert [row.state for row in office.rows() if row.kind == "invite"] == ["sent"]


def test_an_offer_that_was_returned_says_so_and_has_no_buttons_any_more_A7(
    office: Office, channel: str
) -> None:
    with office.delivering():
        offered(office)
        office.until_quiet()
        question = TypedQuestion("Who signs?", office.person("olivia").id)
        found = office.services.package_answers.give_back(
            office.actor("clara"), account_of(office), 1, (("question.0", question),), office.key()
        )
        assert isinstance(found, Returned), found
        office.until_quiet()
    [told] = [m for m in office.person("clara").dm_messages() if "hands this customer" in m.text]
    assert told.edited
    assert told.action_ids() == []
    assert "returned it with 1 question. It comes again once all is answered." in told.text
    assert "At a glance" in told.text  # what was offered is still to be read
