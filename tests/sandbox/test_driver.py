"""The sandbox as a thing one runs: quick to start, driven from anywhere, honest about refusals."""

import time
from datetime import timedelta

import pytest
from slack_sdk import WebClient

from sandbox.client import SandboxDriver, SandboxError
from sandbox.server import Sandbox


def test_a_sandbox_starts_within_a_second_and_frees_its_port() -> None:
    began = time.monotonic()
    with Sandbox.running() as first:
        assert time.monotonic() - began < 1
        port = int(first.base_url.rpartition(":")[2])
    with Sandbox.running(port=port) as second, second.driver() as driver:
        assert second.base_url == first.base_url
        assert driver.people()


def test_three_companies_with_people_in_their_own_zones(driver: SandboxDriver) -> None:
    assert [team.name for team in driver.teams()] == ["Trellis", "Hazel & Finch", "Brightwater"]
    people = driver.people()
    assert {"olivia", "arthur", "clara", "liam", "maya", "tom", "priya", "ben", "sofia"} <= {
        person.name for person in people
    }
    assert all(person.email.endswith(".example") for person in people)
    assert len({person.zone for person in people}) > 5
    admins = {person.team_id for person in people if person.is_admin}
    assert admins == {team.id for team in driver.teams()}


def test_another_company_comes_with_its_people(driver: SandboxDriver) -> None:
    people = [
        {"real_name": "Nora Field", "title": "Owner", "zone": "Asia/Tokyo", "rank": "owner"},
        {"real_name": "Otto Lake"},
    ]
    team = driver.add_team("Field & Lake", "fieldlake", people)
    nora, otto = driver.person("nora"), driver.person("otto")
    assert driver.team("fieldlake").id == team.id == nora.team_id == otto.team_id
    assert (nora.email, nora.zone, otto.zone) == ("nora@fieldlake.example", "Asia/Tokyo", "UTC")
    assert set(otto.channel("general").members) == {nora.id, otto.id}
    admins = [person.name for person in driver.people() if person.is_admin]
    assert "nora" in admins
    assert "otto" not in admins


@pytest.mark.parametrize(
    ("name", "domain", "people", "said"),
    [
        ("Trellis", "other", [{"real_name": "A B"}], "there is a workspace 'Trellis' already"),
        ("Other", "trellis", [{"real_name": "A B"}], "there is a workspace 'trellis' already"),
        ("Other", "other", [], "one person at least"),
    ],
)
def test_a_company_that_cannot_be_is_refused_in_words(
    driver: SandboxDriver, name: str, domain: str, people: list[dict[str, str]], said: str
) -> None:
    with pytest.raises(SandboxError, match=said):
        driver.add_team(name, domain, people)
    assert len(driver.teams()) == 3


def test_people_are_named_or_refused_in_words(driver: SandboxDriver) -> None:
    olivia = driver.person("olivia")
    assert driver.person(olivia.id).email == "olivia@trellis.example"
    with pytest.raises(SandboxError, match="0 people are called 'nobody'"):
        driver.person("nobody")
    with pytest.raises(SandboxError, match="no workspace 'acme'"):
        driver.team("acme")
    with pytest.raises(SandboxError, match="no switch 'happy'"):
        driver.team("trellis").set(happy=True)


def test_the_clock_moves_forward_only_and_messages_follow(
    driver: SandboxDriver, client: WebClient
) -> None:
    channel = client.conversations_create(name="work")["channel"]["id"]
    before = float(client.chat_postMessage(channel=channel, text="x")["ts"])
    driver.move_clock(timedelta(days=3))
    after = float(client.chat_postMessage(channel=channel, text="x")["ts"])
    assert 3 * 86_400 <= after - before < 3 * 86_400 + 60
    assert abs(driver.now() - after) < 60
    with pytest.raises(SandboxError, match="only moves forward"):
        driver.move_clock(-1)


def test_waiting_ends_with_a_description_of_what_did_not_happen(driver: SandboxDriver) -> None:
    with pytest.raises(TimeoutError, match=r"not within 0\.05 s: the moon rises \(last: \[\]\)"):
        driver.until(list, timeout=0.05, describe="the moon rises")


def test_the_log_is_bounded() -> None:
    with Sandbox.running(limits="off", log_size=5) as small, small.driver() as driver:
        client = WebClient(base_url=small.api_url)
        for _ in range(8):
            client.api_test()
        assert [call.index for call in driver.calls()] == [3, 4, 5, 6, 7]


def test_typed_text_is_escaped_but_for_mentions_and_links(
    driver: SandboxDriver, client: WebClient
) -> None:
    olivia = driver.person("olivia")
    olivia.say("general", f"1 < 2 & <@{olivia.id}> <https://x.example|x> <b>")
    (message,) = olivia.messages("general")
    escaped = f"1 &lt; 2 &amp; <@{olivia.id}> <https://x.example|x> &lt;b&gt;"
    assert message.text == escaped
