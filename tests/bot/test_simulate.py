"""`milepost simulate` and `milepost playbook preview`, as somebody types them."""

import json
from datetime import date, datetime, time, timedelta
from pathlib import Path
from time import process_time

import pytest
import yaml
from typer.testing import CliRunner

from bot.cli import main
from bot.commands.simulate import find_playbook
from onboarding.simulation import CUSTOMERS, simulate
from onboarding.workdays import WorkCalendar
from playbooks.words import TOUCHES

SHIPPED = Path(__file__).parent.parent.parent / "playbooks"


def simulated(*words: str) -> dict[str, list[dict[str, str]]]:
    asked = ["simulate", "guided", "--start", "2026-11-24", "--country", "FR", "--json", *words]
    done = CliRunner().invoke(main, asked)
    assert done.exit_code == 0, done.output
    found: dict[str, list[dict[str, str]]] = json.loads(done.output)
    return found


@pytest.mark.parametrize("customer", CUSTOMERS)
def test_the_same_customer_gets_the_same_touches_each_time(customer: str) -> None:
    assert simulated("--customer", customer) == simulated("--customer", customer)


def test_each_touch_has_its_time_here_and_there_its_recipient_words_and_row() -> None:
    touches = simulated("--customer", "quiet")["touches"]
    assert len(touches) > 10
    for touch in touches:
        at, local = datetime.fromisoformat(touch["at"]), datetime.fromisoformat(touch["local"])
        assert at == local
        assert time(9) <= local.time() < time(17)
        assert touch["to"]
        assert touch["text"]
        assert touch["rule"]


def test_a_quiet_customer_gets_one_lever_after_another_and_none_twice_C3() -> None:
    touches = simulated("--customer", "quiet")["touches"]
    levers = [t["kind"] for t in touches if t["rule"] in ("C3", "C4")]
    assert levers == [
        "re_engagement",
        "re_engagement",
        "personal_note",
        "escalated",
        "sponsor_note_due",
        "leader_asked",
    ]
    nudge, other = (t for t in touches if t["kind"] == "re_engagement")
    assert (nudge["to"], other["to"]) == ("the customer's channel", "Tom Hazel")
    assert "reorder in minutes" in nudge["text"]


def test_a_steady_customer_is_never_nagged() -> None:
    kinds = {touch["kind"] for touch in simulated("--customer", "steady")["touches"]}
    assert not kinds & {"re_engagement", "personal_note", "escalated", "leader_asked"}


def test_a_customer_that_comes_back_is_left_in_peace_by_the_ladder_C3() -> None:
    found = simulated("--customer", "returning")
    back = max(event["at"] for event in found["events"] if "active again" in event["what"])
    climbed = [touch["at"] for touch in found["touches"] if touch["rule"] == "C4"]
    assert climbed
    assert max(climbed) < back


def test_120_days_of_one_account_take_less_than_a_second() -> None:
    book = find_playbook("high-touch")
    calendar = WorkCalendar("DE", "Europe/Berlin")

    def seconds() -> float:
        """Of this process's own work: the machine may have other things to do."""
        began = process_time()
        assert list(simulate(book, CUSTOMERS["slow"], date(2027, 3, 1), 120, calendar))
        return process_time() - began

    assert min(seconds() for _ in range(2)) < 1


@pytest.mark.parametrize(
    ("country", "zone", "offset"),
    [("IN", "Asia/Kolkata", 5.5), ("NP", "Asia/Kathmandu", 5.75), ("WS", "Pacific/Apia", 13)],
)
def test_wherever_the_customer_is_its_own_hours_and_days_off_hold_C9(
    country: str, zone: str, offset: float
) -> None:
    """Over a 29 February."""
    asked = ["--start", "2028-02-29", "--country", country, "--days", "60"]
    touches = simulated(*asked)["touches"]
    calendar = WorkCalendar(country, zone)
    assert len(touches) > 5
    for touch in touches:
        at, local = datetime.fromisoformat(touch["at"]), datetime.fromisoformat(touch["local"])
        assert at.utcoffset() == timedelta(0)
        assert local.utcoffset() == timedelta(hours=offset)
        assert time(9) <= local.time() < time(17)
        assert calendar.is_working_day(local.date())


def test_the_table_and_the_calendar_are_drawn_for_people() -> None:
    asked = ["simulate", "high-touch", "--customer", "slow", "--start", "2027-03-01"]
    done = CliRunner().invoke(main, asked, env={"COLUMNS": "120"})
    assert done.exit_code == 0
    assert "check_in" in done.output
    assert "March 2027" in done.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("guided", "--customer", "grumpy"), "steady, early, slow"),
        (("guided", "--days", "0"), "from 1 to 730"),
        (("guided", "--country", "XX"), "XX"),
        (("guided", "--zone", "Mars/Base"), "Mars/Base"),
        (("guided", "--start", "tomorrow"), "--start must be a day like 2027-03-01"),
        (("guided", "--start", "2026-02-29"), "--start must be a day like 2027-03-01"),
        (("guided", "--start", ""), "--start must be a day like 2027-03-01"),
        (("guided", "--start", "9999-12-01"), "--start must be in 1970 to 2199"),
        (("guided", "--zone", ""), "'' is not a time zone"),
        (("guided", "--country", "DEU"), "'DEU' is not a country"),
        (("nowhere.yaml",), "nowhere.yaml"),
    ],
)
def test_what_cannot_be_simulated_is_said_and_ends_with_2(
    words: tuple[str, ...], said: str
) -> None:
    done = CliRunner().invoke(main, ["simulate", *words])
    assert done.exit_code == 2
    assert said in done.output


def with_words(folder: Path, messages: dict[str, str]) -> Path:
    playbook = yaml.safe_load((SHIPPED / "guided.yaml").read_text())
    path = folder / "ours.yaml"
    path.write_text(yaml.safe_dump(playbook | {"messages": messages}))
    return path


def test_a_playbook_says_a_touch_in_its_own_words_C9(tmp_path: Path) -> None:
    path = with_words(tmp_path, {"pulse_survey": "All well with {{ outcome }}?"})
    done = CliRunner().invoke(main, ["playbook", "preview", str(path), "--kind", "pulse_survey"])
    assert done.exit_code == 0
    assert "All well with Our three shops reorder in minutes instead of a day?" in done.output


@pytest.mark.parametrize(
    ("messages", "said"),
    [
        ({"pulse_survey": "All well, {{ nobody }}?"}, "'nobody' is undefined"),
        ({"pulse_survey": "{% if %}"}, "line 1 of the template"),
        ({"pulse_survey": "{{ '' }}"}, "says nothing"),
        ({"birthday": "Cheers"}, "there is no such touch"),
        ({"pulse_survey": "{{ outcome.__class__ }}"}, "unsafe"),
    ],
)
def test_a_playbooks_own_words_are_checked_where_they_stand_C9(
    tmp_path: Path, messages: dict[str, str], said: str
) -> None:
    path = with_words(tmp_path, messages)
    done = CliRunner().invoke(main, ["playbook", "check", str(path)])
    assert done.exit_code == 2
    assert f"messages.{next(iter(messages))}" in done.output
    assert said in done.output


def test_the_preview_shows_every_touch_that_a_playbook_may_say_in_its_own_words_C9(
    tmp_path: Path,
) -> None:
    path = with_words(tmp_path, {kind: f"Our own {kind}." for kind in TOUCHES})
    done = CliRunner().invoke(main, ["playbook", "preview", str(path)])
    assert done.exit_code == 0
    assert [kind for kind in sorted(TOUCHES) if f"Our own {kind}." not in done.output] == []


def test_an_answer_can_be_previewed_alone_C9() -> None:
    asked = ["playbook", "preview", "guided", "--kind", "check_in_answered"]
    done = CliRunner().invoke(main, asked)
    assert done.output.startswith("── check_in_answered · C1\n🖐️ Maya Finch could use a hand.")


def test_who_comes_and_does_nothing_gets_one_word_on_where_to_begin_C1() -> None:
    touches = simulated("--customer", "silent")["touches"]
    [follow_up] = [touch for touch in touches if touch["kind"] == "welcome_follow_up"]
    assert follow_up["to"] == "the customer's channel"


def test_at_the_end_everybody_who_took_part_is_asked_once_how_it_was_F1() -> None:
    touches = simulated("--customer", "steady")["touches"]
    asked = [touch["to"] for touch in touches if touch["kind"] == "end_survey"]
    assert sorted(asked) == ["Maya Finch", "Priya Nair", "Tom Hazel"]


def test_the_preview_shows_each_kind_of_touch_once() -> None:
    done = CliRunner().invoke(main, ["playbook", "preview", "guided"])
    kinds = [line.split()[1] for line in done.output.splitlines() if line.startswith("── ")]
    assert len(kinds) == len(set(kinds))
    assert {"check_in", "reminder", "re_engagement", "pulse_survey", "personal_note"} <= set(kinds)
    assert {"end_survey", "survey_thanks"} <= set(kinds)
