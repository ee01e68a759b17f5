"""The picture of who matters at a customer: on the card in the team channel, and in the status."""

from dataclasses import replace
from datetime import date
from typing import Any

from blocks import status
from blocks.people_picture import picture, warnings
from blocks.team_card import SHOWN, team_card
from onboarding.messages.team import AccountStarted
from onboarding.people import StakeholderRole
from onboarding.stakeholders import MOST_PEOPLE, Facts, MapPerson, Presence, StakeholderMap
from onboarding.team_card import TeamCard
from onboarding.views import PersonLine
from playbooks.words import shipped_words
from tests.blocks.oracles import assert_slack_takes, labels
from tests.blocks.test_status import view as status_view

TODAY = date(2026, 3, 12)
STARTED = AccountStarted(
    account="a1",
    customer="Hazel & Finch",
    track="Guided",
    contract_value=60_000,
    owner="U0OLIVIA",
    ae=None,
    csm=None,
    channel="C0ONB",
    first_value_on=date(2026, 3, 31),
    outcome="Same-day shipping",
)


def person(name: str, *roles: StakeholderRole, **given: Any) -> MapPerson:
    known: dict[str, Any] = {
        "user": None,
        "email": None,
        "facts": Facts(remark="between us"),
        "presence": Presence.ACTIVE,
        "since": date(2026, 3, 9),
        "ago": 3,
    }
    return MapPerson(id=name, name=name, roles=roles, **known | given)


def map_of(*people: MapPerson, **given: Any) -> StakeholderMap:
    plain = StakeholderMap(
        account="a1",
        customer="Hazel & Finch",
        channel="C0ONB",
        people=people,
        unnamed=(),
        active_days=10,
        lead=None,
        authority=None,
        team={},
        today=TODAY,
    )
    return replace(plain, **given)


MAYA = person("Maya <Finch>", StakeholderRole.CHAMPION, StakeholderRole.DAILY_USER)
TOM = person(
    "Tom", StakeholderRole.EXECUTIVE_SPONSOR, presence=Presence.LEFT, since=date(2026, 3, 10)
)
NEVER = person("Nia", presence=Presence.NEVER_CAME, since=None, ago=None)


def test_each_has_a_line_with_part_and_last_sign_the_most_telling_first_A5() -> None:
    lines = picture(map_of(NEVER, MAYA, TOM), 6).splitlines()
    assert lines[1:4] == [
        "🚪 *Tom* · Executive sponsor · left Tue 10 Mar",
        "🟢 *Maya &lt;Finch&gt;* · Champion and Daily user · last active Mon 9 Mar",
        "⚪ *Nia* · no part yet · never came",
    ]


def test_gaps_are_named_and_so_is_the_one_thread_A5_G3() -> None:
    gaps, single = warnings(map_of(MAYA, TOM))
    assert gaps == (
        "▫️ No economic buyer, technical owner, executive sponsor or point of contact named yet"
    )
    assert single.startswith("🧵 It hangs on *Maya &lt;Finch&gt;* alone")
    everything = person("Ann", *StakeholderRole)
    assert warnings(map_of(everything, MAYA)) == []
    only_one = person(
        "Ann", *[one for one in StakeholderRole if one is not StakeholderRole.CONTACT]
    )
    assert warnings(map_of(only_one, MAYA)) == ["▫️ No point of contact named yet"]


def test_of_a_hundred_people_the_card_shows_a_few_and_counts_the_rest_A5() -> None:
    many = [person("&" * 150, *StakeholderRole) for _ in range(MOST_PEOPLE)]
    message = team_card(TeamCard(STARTED, map_of(*many)), shipped_words())
    assert_slack_takes(message)
    assert message["text"].count("last active") == SHOWN
    assert f"and {MOST_PEOPLE - SHOWN} more: *People* below shows them all" in message["text"]
    assert labels(message["blocks"]) == ["The brief", "People"]


def test_where_nobody_is_named_the_card_says_so_A5() -> None:
    message = team_card(TeamCard(STARTED, map_of()), shipped_words())
    assert_slack_takes(message)
    assert "*Their people*\nnobody is named yet\n▫️ No economic buyer" in message["text"]
    assert "is on its way" in message["text"]


def test_what_is_known_of_somebody_beyond_that_stays_on_the_map() -> None:
    said = str(team_card(TeamCard(STARTED, map_of(MAYA)), shipped_words()))
    assert "between us" not in said


def test_a_card_that_has_ended_says_how_and_nothing_else_R5() -> None:
    card = TeamCard(STARTED, map_of(MAYA), ended="Completed", ended_on=date(2026, 3, 11))
    message = team_card(card, shipped_words())
    assert_slack_takes(message)
    assert "the onboarding ended on Wed 11 Mar, completed." in message["text"]
    assert "Their people" not in message["text"]


def test_the_status_says_how_long_ago_each_was_seen_and_what_is_missing_A5_G3() -> None:
    lines = (
        PersonLine("Champion", "U0MAYA", "Maya", joined=True, presence=Presence.ACTIVE, ago=0),
        PersonLine("", "U0PRIYA", "Priya", joined=True, presence=Presence.QUIET, ago=13),
        PersonLine("", "U0TOM", "Tom", joined=False, presence=Presence.LEFT, ago=1),
        PersonLine("", None, "Nia", joined=False, presence=Presence.NEVER_CAME),
    )
    text = status.status(status_view(customers=lines, people=map_of(MAYA)))["text"]
    assert "<@U0MAYA> (Champion): last active today" in text
    assert "<@U0PRIYA>: last active 13 working days ago" in text
    assert "<@U0TOM>: left 1 working day ago" in text
    assert "Nia: not invited yet" in text
    assert "▫️ No economic buyer" in text
    assert "🧵 It hangs on *Maya" in text
    assert "🧵" not in status.status(status_view(customers=lines))["text"]
