"""Answers to `/onboard`, the Home tab and the refusal modal."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from blocks import actions, status
from blocks.home import home
from blocks.refusal import refusal_modal
from onboarding.asked_for import Survey
from onboarding.package_offer import OfferLine, OfferState
from onboarding.surveys import Rating
from onboarding.usage import UsageLine
from onboarding.views import AccountChoice, PersonLine, StatusView, StepLine
from tests.blocks.oracles import assert_slack_takes, assert_slack_takes_view, clickables, labels
from tests.blocks.views import TODAY, blocker, item


def view(**changes: Any) -> StatusView:
    plain = StatusView(
        account="a1",
        customer="Hazel & Finch",
        channel="C0ONB",
        channel_state="open",
        track="Guided",
        playbook="guided 1",
        contract_value=40_000,
        signed_on=date(2026, 3, 2),
        outcome="Send every invoice within a day",
        done=4,
        total=14,
        stage="Configuration",
        next_milestones=(item(),),
        late=(),
        blockers=(),
        team=(PersonLine("Onboarding manager", "U0OLIVIA", "Olivia", joined=True),),
        customers=(PersonLine("Champion", None, "Maya Finch", joined=False, invitation="sent"),),
        trouble=(),
        agreed_on=None,
        first_value_on=date(2026, 3, 31),
        first_value_done=False,
        today=TODAY,
    )
    return replace(plain, **changes)


def account(number: int = 1, **changes: Any) -> AccountChoice:
    plain = AccountChoice(f"a{number}", f"Customer & Sons {number}", "Training", "C0ONB")
    return replace(plain, **changes)


def test_a_status_says_where_the_account_stands() -> None:
    message = status.status(view())
    assert_slack_takes(message)
    text = message["text"]
    assert "*4 of 14 · 29 %* · in *Configuration*" in text
    assert "First value planned for Tue 31 Mar · plan not agreed yet · <#C0ONB>" in text
    assert "Guided, playbook guided 1 · contract value 40,000 a year" in text
    assert "<@U0OLIVIA> (Onboarding manager)" in text
    assert "Maya Finch (Champion): invitation sent" in text


@pytest.mark.parametrize(
    ("state", "days", "still_open", "said"),
    [
        (OfferState.OFFERED, 3, 0, "offered to <@U0CLARA> 3 working days ago, not answered yet"),
        (OfferState.OFFERED, 0, 0, "offered to <@U0CLARA> today"),
        (OfferState.RETURNED, 1, 2, "1 working day ago, 2 questions still open"),
        (OfferState.RETURNED, 1, 0, "it can be offered again"),
        (OfferState.ACCEPTED, 1, 0, "handed over to <@U0CLARA> 1 working day ago"),
    ],
)
def test_the_clock_of_the_handoff_is_in_the_status_A7(
    state: OfferState, days: int, still_open: int, said: str
) -> None:
    message = status.status(view(handoff=OfferLine(state, "U0CLARA", days, still_open)))
    assert_slack_takes(message)
    assert said in message["text"]


def test_below_a_closed_onboarding_stand_only_buttons_that_still_open_something_R5() -> None:
    ended = status.status(view(ended="Completed", ended_on=date(2026, 3, 20)))
    assert labels(ended["blocks"]) == [
        "How it ended",
        "Promises",
        "Go-live",
        "Notes",
        "Hand over",
        "Timeline",
        "Findings",
    ]
    assert labels(status.status(view())["blocks"])[-1] == "Close onboarding"


def test_a_channel_and_an_invitation_that_need_somebody_say_so_in_words() -> None:
    waiting = PersonLine("Champion", None, "Maya", joined=False, invitation="needs_approval")
    text = status.status(view(channel_state="bot_removed", customers=(waiting,)))["text"]
    assert "<#C0ONB> (bot removed)" in text
    assert "Maya (Champion): invitation needs approval" in text


def test_what_is_late_and_what_is_stuck_stand_out() -> None:
    late = item(late=True, due_on=date(2026, 3, 18))
    message = status.status(view(late=(late,), blockers=(("First login", blocker()),)))
    assert "*Late*\n• “Your admin has logged in”" in message["text"]
    assert "*Stuck*\n• “First login”: The firewall says no" in message["text"]


def test_a_failed_step_can_be_tried_again_from_the_status() -> None:
    failed = StepLine("pin", "Pin the checklist", "failed", "too_many_pins")
    message = status.status(view(trouble=(failed,)))
    assert_slack_takes(message)
    assert labels(message["blocks"])[:2] == ["Try again", "Share another way"]
    assert "*Pin the checklist* did not work. The channel has all the pins" in message["text"]


def test_the_fullest_status_fits_a_message() -> None:
    longest = item(title="&" * 120, assignee="W" + "0" * 31, late=True)
    message = status.status(
        view(
            customer="&" * 500,
            outcome="&" * 5_000,
            late=(longest,) * 100,
            next_milestones=(longest,) * 3,
            blockers=(("&" * 120, blocker(what="&" * 3_000, helper="&" * 150)),) * 50,
            team=(PersonLine("Onboarding manager", None, "&" * 200, joined=True),) * 30,
            customers=(PersonLine("Champion, Daily user", None, "&" * 200, joined=False),) * 30,
            gaps=("&" * 150,) * 30,
            ratings=(Rating(Survey.CSAT, 1, "U0MAYA", TODAY, "&" * 1_000),) * 30,
            usage=UsageLine(0, 1_000_000, ("&" * 120,) * 100, TODAY, "W" + "0" * 31),
            trouble=tuple(
                StepLine(f"invite_contact:{n}", "Invite", "failed", "x" * 300) for n in range(20)
            ),
        )
    )
    assert_slack_takes(message)
    assert "*Late*" in message["text"]
    assert "*What they say of it*" in message["text"]


@pytest.mark.parametrize(
    ("scores", "said"), [((10, 3), "NPS 0"), ((10, 8), "NPS +50"), ((3, 8), "NPS -50")]
)
def test_the_nps_has_its_sign_where_it_has_one_F1(scores: tuple[int, int], said: str) -> None:
    given = tuple(Rating(Survey.NPS, one, f"U0{n}", TODAY) for n, one in enumerate(scores))
    assert f"*{said}* from 2 answers" in status.status(view(ratings=given))["text"]


def test_a_name_that_nobody_bears_is_said_and_the_others_are_offered() -> None:
    message = status.choices([account(1), account(2)], "Hasel")
    assert_slack_takes(message)
    assert message["text"] == "I know no customer called “Hasel”. Which customer do you mean?"
    [menu] = clickables(message["blocks"])
    assert menu["action_id"] == actions.STATUS_PICK
    assert [option["value"] for option in menu["options"]] == ["a1", "a2"]


def test_more_accounts_than_a_menu_holds_are_counted() -> None:
    message = status.choices([account(n, name="&" * 300) for n in range(130)], None)
    assert_slack_takes(message)
    assert "30 more not shown" in message["text"]


def test_without_any_account_the_first_step_is_named() -> None:
    assert "`/onboard new`" in status.choices([], None)["text"]
    assert "no customer called “Acme”" in status.choices([], "Acme")["text"]


def test_help_names_every_command_and_the_readers_own_accounts() -> None:
    message = status.help([account(n, name="&" * 300) for n in range(40)])
    assert_slack_takes(message)
    for word in ("new", "adopt", "status", "plan", "pause", "resume", "settings", "help"):
        assert f"`/onboard {word}`" in message["text"]
    assert "*Your customers*" in message["text"]
    assert "Your customers" not in status.help()["text"]


def test_home_lists_the_viewers_accounts_and_offers_a_new_one_to_those_who_may() -> None:
    shown = home([account(1), account(2, stage=None, channel=None)], may_start=True)
    assert_slack_takes_view(shown)
    assert labels(shown["blocks"]) == ["New customer", "Brief", "Brief"]
    said = [block["text"]["text"] for block in shown["blocks"] if block["type"] == "section"]
    assert said == [
        "*Customer &amp; Sons 1* · Training · <#C0ONB>",
        "*Customer &amp; Sons 2* · all done",
    ]
    assert labels(home([account(1)], may_start=False)["blocks"]) == ["Brief"]


def test_home_holds_as_many_accounts_as_one_may_have() -> None:
    assert_slack_takes_view(home([account(n) for n in range(300)], may_start=True))
    assert_slack_takes_view(home([], may_start=False))


def test_a_refusal_is_a_modal_however_long_its_sentence() -> None:
    assert_slack_takes_view(refusal_modal("“A” waits for “B”."))
    assert_slack_takes_view(refusal_modal("&amp;" * 1_000))
