"""X1: a customer's whole record as files, to whoever of ours asked for it, once."""

import json

import pytest

from services.exports import OnItsWay
from tests.bot.delivery.customer import account_of
from tests.bot.delivery.office import Office

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def asked(office: Office) -> None:
    found = office.services.exports.ask(office.actor("olivia"), account_of(office), office.key())
    assert isinstance(found, OnItsWay), found


def sent(office: Office) -> list[str]:
    messages = office.person("olivia").dm_messages()
    return [one.text for one in messages if "The whole record of" in one.text]


def test_the_page_and_the_json_come_by_direct_message_X1(office: Office, channel: str) -> None:
    with office.delivering():
        asked(office)
        office.until_quiet()
    [told] = sent(office)
    assert "not meant for the customer" in told
    names = [call.args["filename"] for call in office.driver.calls("files.getUploadURLExternal")]
    assert names == ["hazel-finch-record.html", "hazel-finch-record.json"]
    found = office.services.exports.whole(office.workspace, account_of(office))
    assert found is not None
    assert json.loads(json.dumps(found.data))["account"] == account_of(office)
    kinds = [row["kind"] for row in found.data["tables"]["activity"]]
    assert kinds.count("record.exported") == 1


def test_files_whose_answer_is_lost_are_there_once_X1(office: Office, channel: str) -> None:
    office.driver.faults.add("drop_after", "files.completeUploadExternal")
    with office.delivering():
        asked(office)
        office.until_quiet()
    assert len(sent(office)) == 1
