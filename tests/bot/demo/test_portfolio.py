"""After its history every customer of the portfolio stands where it should, as people see it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from blocks import actions
from bot.demo.portfolio import (
    PORTFOLIO,
    Customer,
    HistoryFailed,
    begins,
    first_monday,
    play_history,
)
from bot.demo.portfolio.customers import Scene
from bot.demo.portfolio.fernhill_clinics import DANAS_OWN_WORDS
from bot.demo.portfolio.hazel_and_finch import HAZEL_AND_FINCH
from bot.demo.portfolio.room import ticks
from bot.demo.portfolio.weeks import moment
from bot.demo.stage import TEAM_CHANNEL, Stage, open_stage
from sandbox.reports import MessageSeen
from sandbox.unread import unread_in
from tests.bot.demo.conftest import MONDAY
from tests.contract import reference
from tests.contract.recording import recorded_deviations

STANDING = {
    "Juniper Row": ("low touch", "11 of 11", "Everything in this plan is done"),
    "Harbour & Pine": ("high touch", "8 of 26", "Stuck:"),
    "Fernhill Clinics": ("guided", "6 of 15", "▸ *Configuration* · 2 of 3 · now"),
    "Lumen Cycles": ("guided", "9 of 15", "▸ *Go-live* · 0 of 2 · now"),
    "Hazel & Finch": ("guided", "0 of 15", "Not agreed yet"),
}
BY_NAME = {customer.name: customer for customer in PORTFOLIO}


@pytest.fixture(scope="module")
def told() -> list[str]:
    """Whose history had come to its end, in order."""
    return []


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory, told: list[str]) -> Iterator[Stage]:
    """The portfolio, once for all that only look at it."""
    folder = tmp_path_factory.mktemp("portfolio")
    with open_stage(folder, starts_at=begins(MONDAY)) as stage:
        assert play_history(stage, MONDAY, lambda customer: told.append(customer.name))
        yield stage
        if reference.is_present():
            assert [str(deviation) for deviation in recorded_deviations(stage.driver)] == []


def plan(stage: Stage, who: str, customer: Customer) -> MessageSeen:
    (pinned,) = [m for m in stage.driver.person(who).messages(customer.channel) if m.pinned]
    return pinned


def status(stage: Stage, name: str) -> str:
    """What Olivia is answered when she asks."""
    return stage.driver.person("olivia").command("/onboard", f"status {name}").answers[0].text


def last_word(stage: Stage, customer: Customer) -> float:
    """When (seconds UTC) somebody of the customer last wrote in its channel or a thread there."""
    contacts = {stage.driver.person(who).id for who, _ in customer.contacts}
    olivia, said = stage.driver.person("olivia"), []
    for message in olivia.messages(customer.channel):
        thread = olivia.thread(customer.channel, message.ts) if message.reply_count else []
        said += [float(m.ts) for m in (message, *thread) if m.user in contacts]
    return max(said)


@pytest.mark.parametrize("name", STANDING)
def test_each_customer_is_where_its_history_led(played: Stage, name: str) -> None:
    track, progress, said = STANDING[name]
    shown = plan(played, "olivia", BY_NAME[name]).text
    assert progress in shown
    assert said in shown
    assert track in status(played, name).lower()


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("nora", "Juniper Row"),
        ("sam", "Juniper Row"),
        ("jonas", "Harbour & Pine"),
        ("dana", "Fernhill Clinics"),
        ("femke", "Lumen Cycles"),
    ],
)
def test_the_customers_people_read_the_same_plan(played: Stage, who: str, name: str) -> None:
    customer = BY_NAME[name]
    assert plan(played, who, customer).text == plan(played, "olivia", customer).text


def test_whose_plan_is_done_has_said_how_it_was_F1(played: Stage) -> None:
    said = status(played, "Juniper Row")
    assert "*CSAT 100 %* from 2 answers" in said
    assert "*CES 50 %* from 2 answers" in said
    assert "gives CES 3 of 7: “On my phone the list is too small to read.”" in said


def test_only_who_is_late_is_said_to_be(played: Stage) -> None:
    late = {name for name in STANDING if "was due" in status(played, name)}
    assert late == {"Harbour & Pine", "Fernhill Clinics"}


def test_the_quiet_one_said_its_last_word_weeks_ago_and_the_others_did_not(played: Stage) -> None:
    now = played.sandbox.now()
    silent = {
        name: timedelta(seconds=now - last_word(played, BY_NAME[name])).days
        for name in ("Harbour & Pine", "Fernhill Clinics", "Lumen Cycles")
    }
    assert silent["Fernhill Clinics"] >= 25
    assert max(silent["Harbour & Pine"], silent["Lumen Cycles"]) <= 7


def test_the_quiet_one_was_nudged_with_its_own_goal_and_our_people_were_told(
    played: Stage,
) -> None:
    customer = BY_NAME["Fernhill Clinics"]
    olivia, silent_since = played.driver.person("olivia"), last_word(played, customer)
    nudges = [
        message
        for message in olivia.messages(customer.channel)
        if message.from_app
        and not message.pinned
        and float(message.ts) > silent_since
        and customer.outcome in message.text
    ]
    assert nudges
    assert any(DANAS_OWN_WORDS in message.text for message in nudges)
    assert any("Fernhill Clinics" in m.text and "quiet for" in m.text for m in olivia.dm_messages())


def test_its_owner_was_asked_how_it_is_used_and_what_she_said_is_read_in_the_status_G1_G5(
    played: Stage,
) -> None:
    told = played.driver.person("olivia").dm_messages()
    [asked] = [m for m in told if "Juniper Row" in m.text and "How is it used?" in m.text]
    assert actions.USAGE in asked.action_ids()
    assert "*6 of 7* people active in seven days" in status(played, "Juniper Row")


def test_the_quiet_one_has_its_card_in_the_team_channel_though_the_sponsor_is_asked_first(
    played: Stage,
) -> None:
    told = played.driver.person("clara").messages(TEAM_CHANNEL)
    [card] = [m for m in told if "Fernhill Clinics" in m.text and "*What was tried*" in m.text]
    assert BY_NAME["Fernhill Clinics"].outcome in card.text
    assert any(action.startswith("stall") for action in card.action_ids())


def test_what_comes_by_itself_comes_in_the_customers_working_hours(played: Stage) -> None:
    zone, clinics = ZoneInfo("America/Chicago"), BY_NAME["Fernhill Clinics"]
    said = played.driver.person("olivia").messages(clinics.channel)
    for message in said:
        if message.from_app and "Where we are" in message.text:
            at = datetime.fromtimestamp(float(message.ts), zone)
            assert (at.weekday() < 5, 8 <= at.hour < 18) == (True, True)


@pytest.mark.parametrize("name", ["Juniper Row", "Harbour & Pine", "Lumen Cycles"])
def test_what_was_achieved_was_celebrated_and_never_two_within_a_day(
    played: Stage, name: str
) -> None:
    said = played.driver.person("olivia").messages(BY_NAME[name].channel)
    wins = ("complete*", "complete,", "complete.*", "*First value is reached", "*The whole plan")
    told = [
        float(m.ts)
        for m in said
        if m.from_app and not m.pinned and any(words in m.text for words in wins)
    ]
    assert told
    assert all(later - earlier >= 86_400 for earlier, later in pairwise(told))


def test_nobody_waits_for_an_answer(played: Stage) -> None:
    told = played.driver.person("clara").messages(TEAM_CHANNEL)
    assert not [m.text for m in told if "nobody has answered" in m.text]


def test_what_holds_the_slow_one_up_and_what_moved_is_seen(played: Stage) -> None:
    customer = BY_NAME["Harbour & Pine"]
    shown = plan(played, "lena", customer).text
    assert "Stuck:" in shown
    assert "penetration test" in shown
    assert "first planned for" in shown


def test_the_new_ones_invitation_waits_in_the_inbox(played: Stage) -> None:
    (invitation,) = played.driver.person("maya").inbox()
    assert (invitation.channel_name, invitation.state) == (HAZEL_AND_FINCH.channel, "sent")
    assert "maya" not in [
        played.driver.person(member).name
        for member in played.driver.person("olivia").channel(HAZEL_AND_FINCH.channel).members
    ]


def test_the_team_was_told_of_every_customer_and_olivia_of_the_invitation_that_ran_out(
    played: Stage,
) -> None:
    clara, olivia = played.driver.person("clara"), played.driver.person("olivia")
    started = [m.text for m in clara.messages(TEAM_CHANNEL) if "is on its way" in m.text]
    assert len(started) == len(PORTFOLIO)
    assert any("Paul Sterling" in m.text and "ran out" in m.text for m in olivia.dm_messages())


def test_no_word_is_left_unsent_and_nothing_was_done_that_slack_forbids(
    played: Stage, told: list[str]
) -> None:
    assert played.driver.violations() == []
    assert sorted(told) == sorted(BY_NAME)
    refused = {call.answer["error"] for call in played.driver.calls() if not call.answer["ok"]}  # type: ignore[index]
    assert refused <= {"channel_not_found"}  # a channel whose new id was still on its way


def test_people_have_read_all_but_this_mornings_news(played: Stage) -> None:
    world = played.sandbox._slack.world
    clara = next(person for person in world.people.values() if person.name == "clara")
    unread = {
        channel.names[clara.team_id]: unread_in(channel, clara).messages
        for channel in world.channels_of(clara.id)
        if not channel.is_direct
    }
    new = {name for name, messages in unread.items() if messages}
    assert new == {TEAM_CHANNEL, HAZEL_AND_FINCH.channel}


def test_the_present_is_a_tuesday_morning(played: Stage) -> None:
    now = datetime.fromtimestamp(played.sandbox.now(), UTC)
    assert now - moment(MONDAY, "8 Tue 09:30") < timedelta(hours=1)


@pytest.mark.parametrize(
    ("now", "monday"),
    [
        (datetime(2026, 11, 24, 9, 29, tzinfo=UTC), date(2026, 9, 28)),
        (datetime(2026, 11, 24, 9, 30, tzinfo=UTC), date(2026, 10, 5)),
        (datetime(2026, 11, 29, 23, tzinfo=UTC), date(2026, 10, 5)),
        (datetime(2026, 7, 7, 8, 30, tzinfo=UTC), date(2026, 5, 18)),
    ],
)
def test_the_history_ends_on_the_latest_tuesday_that_has_come(now: datetime, monday: date) -> None:
    assert first_monday(now) == monday


def test_it_stops_on_the_way_when_told_to(stage: Stage) -> None:
    told: list[str] = []
    asked = iter([False, True])
    done = play_history(
        stage, MONDAY, lambda customer: told.append(customer.name), lambda: next(asked)
    )
    assert not done
    assert told == []
    assert stage.sandbox.now() < moment(MONDAY, "1 Mon 09:30").timestamp()


def test_what_did_not_happen_is_named_with_customer_and_time(stage: Stage) -> None:
    scenes = (*HAZEL_AND_FINCH.scenes, Scene("8 Tue 09:25", ticks("arthur", "handed-over")))
    hasty = Customer(
        **{f: getattr(HAZEL_AND_FINCH, f) for f in Customer.__slots__} | {"scenes": scenes}
    )
    with pytest.raises(HistoryFailed, match=r"^Hazel & Finch, 8 Tue 09:25: arthur sees no button"):
        play_history(stage, MONDAY, lambda customer: None, customers=[hasty])
