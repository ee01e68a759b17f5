"""Dates, owners and settings, changed by those who may."""

from datetime import date, timedelta
from typing import Any

import pytest

from blocks import actions
from onboarding.workdays import WorkCalendar
from tests.end_to_end.stage import (
    CUSTOMER,
    TEAM_CHANNEL,
    Opening,
    Stage,
    text_of,
)

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_a_new_date_is_previewed_announced_and_leaves_the_baseline(shared_channel: Stage) -> None:
    """C1, A4"""
    stage = shared_channel
    day = working_day(stage.clock.now().date() + timedelta(days=45))
    stage.olivia.clicks(actions.CHANGE)
    assert (
        stage.olivia.slack.fill_and_submit({"milestone": "kickoff-held", "due_on": day.isoformat()})
        is None
    )
    preview = stage.olivia.slack.modal()
    assert preview is not None
    assert preview.title == "What would move"
    assert "What success means is agreed" in text_of(preview)
    assert "because it waits for" in text_of(preview)
    stage.quiet()
    assert stage.maya.reads_in_thread() == []  # nothing is said before it is saved

    assert stage.olivia.slack.fill_and_submit({}) is None
    stage.quiet()
    assert stage.olivia.slack.modal() is None
    [told] = stage.maya.reads_in_thread()
    assert f"<@{stage.olivia.id}> moved some dates in our plan" in told
    assert "it follows “Kickoff held" in told
    plan = stage.maya.plan().text
    assert f"{day.day} {day:%b}" in plan
    assert "first planned for" in plan


def test_a_date_that_cannot_be_says_why_and_keeps_the_form(shared_channel: Stage) -> None:
    stage = shared_channel
    stage.olivia.clicks(actions.CHANGE)
    past = {"milestone": "people-named", "due_on": "2020-01-06"}
    assert stage.olivia.slack.fill_and_submit(past) is None
    assert "is in the past" in stage.olivia.told_why_not()
    assert stage.on_record("plan.redated") == []


def test_a_milestone_is_given_to_somebody_else(shared_channel: Stage) -> None:
    stage = shared_channel
    stage.olivia.clicks(actions.CHANGE)
    wanted = {"milestone": "people-named", "assignee": stage.tom.id}
    assert stage.olivia.slack.fill_and_submit(wanted) is None
    stage.quiet()
    [told] = stage.maya.reads_in_thread()
    assert f"asked <@{stage.tom.id}> to take care of" in told
    assert f"<@{stage.tom.id}> (Champion)" in stage.maya.plan().text


def test_only_leaders_and_those_named_start_customers_once_it_is_limited(stage: Stage) -> None:
    """R10"""
    change_settings(
        stage, starters_limited=["limited"], starters=[stage.olivia.id], leaders=[stage.liam.id]
    )
    assert "only some people start new customers" in stage.arthur.answer("new Acme")
    assert stage.liam.opens_new_customer("Acme").title == "New customer"
    stage.olivia.starts(CUSTOMER, (stage.maya,))
    assert "0 of 15" in stage.olivia.plan().text


def test_only_leaders_change_settings_once_there_is_one(stage: Stage) -> None:
    """R10"""
    change_settings(stage, leaders=[stage.liam.id])
    refused = stage.olivia.orders("settings")
    assert refused.modal is None
    assert "leaders" in refused.answers[0].text
    assert stage.liam.orders("settings").modal is not None


def test_the_team_channel_chosen_in_settings_goes_before_the_environments(stage: Stage) -> None:
    other = stage.liam.slack.create_channel("customers", private=True)
    stage.liam.slack.invite(other.id, stage.installation.bot_user_id)
    stage.quiet()
    change_settings(stage, stage.liam, team_channel=other.id)
    stage.olivia.starts(CUSTOMER, (stage.maya,))
    assert "is on its way" in stage.liam.reads("customers")[-1]
    assert stage.clara.reads(TEAM_CHANNEL) == []


@pytest.mark.parametrize("opening", [Opening(team_channel=False)], ids=["no team channel"])
def test_without_a_team_channel_the_form_says_so_and_the_owner_gets_the_news(stage: Stage) -> None:
    modal = stage.olivia.opens_new_customer(CUSTOMER)
    assert "no team channel yet" in str(modal.blocks[0])
    assert stage.olivia.sends_new_customer((stage.maya,)) is None
    stage.quiet()
    assert "is on its way" in stage.olivia.direct_messages()[-1]


def test_the_home_lists_ones_own_customers(shared_channel: Stage) -> None:
    stage = shared_channel

    def home() -> str:
        view = stage.olivia.slack.home()
        return str(view.blocks) if view else ""

    stage.until(lambda: "Hazel" in home(), describe="Olivia's Home lists Hazel & Finch")
    stage.olivia.slack.click_at_home(actions.NEW_CUSTOMER)
    modal = stage.olivia.slack.modal()
    assert modal is not None
    assert modal.title == "New customer"


def test_help_is_the_same_with_and_without_the_word(stage: Stage) -> None:
    assert "`/onboard new`" in stage.olivia.answer("help")
    assert stage.olivia.answer("") == stage.olivia.answer("help")


def change_settings(stage: Stage, *people: Any, **choices: Any) -> None:
    """As Olivia, unless somebody is named."""
    person = people[0] if people else stage.olivia
    assert person.orders("settings").modal is not None
    assert person.slack.fill_and_submit(choices) is None
    stage.quiet()


def working_day(day: date) -> date:
    """This day in France, or the first working day after it."""
    return WorkCalendar("FR", "Europe/Paris").add(day - timedelta(days=1), 1)
