"""The checklist as both companies see it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings

from blocks import actions, values
from blocks.checklist import checklist
from blocks.kit import Message
from blocks.progress import bar, figures
from onboarding.people import Side
from onboarding.views import ChecklistView, ResourceLine
from playbooks.phrases import day
from tests.blocks.oracles import assert_slack_takes, clickables, labels
from tests.blocks.views import TODAY, blocker, checklist_view, checklist_views, item, stages


def text_of(message: Message) -> str:
    return "\n".join(block["text"]["text"] for block in message["blocks"] if "text" in block)


def shown(view: ChecklistView) -> str:
    message = checklist(view)
    assert_slack_takes(message)
    return text_of(message)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(checklist_views())
def test_any_checklist_fits_what_slack_takes(view: ChecklistView) -> None:
    message = checklist(view)
    assert_slack_takes(message)
    assert len(message["text"]) <= 12_000
    for one in view.page.items:
        ticking = [c for c in clickables(message["blocks"]) if c["action_id"].endswith(one.key)]
        assert len(ticking) == int(one.can_tick or one.can_undo)


def test_a_full_page_of_the_longest_milestones_still_names_owner_and_date_of_each_A4() -> None:
    longest = [
        item(
            f"m{n}",
            title="&" * 120,
            why="&" * 200,
            assignee="W" + "0" * 31,
            role="Customer success manager",
            late=True,
            first_value=True,
            baseline_on=date(2024, 9, 30),
            due_on=date(2024, 10, 30),
            blockers=(blocker(f"b{n}", what="&" * 3_000, helper="&" * 150),),
        )
        for n in range(12)
    ]
    message = checklist(checklist_view(*longest, customer="&" * 500, outcome="&" * 5_000))
    assert_slack_takes(message)
    assert text_of(message).count("was due Wed 30 Oct 2024") == 12
    assert text_of(message).count("Customer success manager") == 12


def test_it_shows_goal_progress_and_first_value() -> None:
    text = shown(checklist_view())
    assert "> Send every invoice &lt;within a day&gt;\n> and stop chasing" in text
    assert "▓▓░░░░░░░░  *4 of 14 · 29 %*" in text
    assert "First value planned for *Mon 4 Jan 2027*" in text


def test_the_page_is_unfolded_between_what_is_done_and_what_is_coming() -> None:
    lines = shown(checklist_view()).splitlines()
    done = lines.index("✓ *Kickoff* · 2 of 2, done Thu 5 Mar")
    now = lines.index("▸ *Configuration* · 2 of 5 · now, until Fri 27 Mar")
    coming = lines.index("○ *Training* · 3 milestones · Mon 30 Mar – Fri 10 Apr")
    assert done < now < lines.index("⬜ *Your admin has logged in*") < coming


@pytest.mark.parametrize(("days", "said"), [(-1, "planned until"), (0, "until"), (9, "until")])
def test_a_stage_whose_last_day_has_passed_says_until_when_it_was_planned(
    days: int, said: str
) -> None:
    view = checklist_view()
    ends_on = TODAY + timedelta(days=days)
    page = replace(view.page, stage=replace(view.page.stage, ends_on=ends_on))
    text = shown(replace(view, page=page))
    assert f"▸ *Configuration* · 2 of 5 · now, {said} {day(ends_on)}\n" in text


def test_a_coming_stage_in_which_something_is_done_says_how_much() -> None:
    kickoff, now, coming = stages()
    text = shown(checklist_view(stages=(kickoff, now, replace(coming, done=1))))
    assert "○ *Training* · 1 of 3 · Mon 30 Mar – Fri 10 Apr" in text


def test_a_milestone_says_whose_it_is_when_it_is_due_and_why_A4() -> None:
    text = shown(checklist_view(item(assignee="U0MAYA")))
    assert "*Hazel &amp; Finch:* <@U0MAYA> (Technical owner) · due *Thu 26 Mar*" in text
    assert "_Nothing can start before somebody is in._" in text
    ours = shown(checklist_view(item(side=Side.TEAM, role="Onboarding manager")))
    assert "*Trellis* (Onboarding manager)" in ours


def test_a_late_milestone_is_flagged_kindly_and_keeps_its_first_date_in_sight() -> None:
    late = item(late=True, due_on=date(2026, 3, 18), baseline_on=date(2026, 3, 11))
    assert (
        "was due Wed 18 Mar (first planned for Wed 11 Mar): let's do it or find a new date"
        in shown(checklist_view(late))
    )


def test_what_it_waits_for_and_what_one_can_learn_from_are_named_C6() -> None:
    video = ResourceLine("short video", "Logging in <fast>", "https://help.example.com/?a=1&b=2")
    text = shown(checklist_view(item(waits_for=("Kickoff held",), resources=(video,))))
    assert "Waits for “Kickoff held”" in text
    assert "<https://help.example.com/?a=1&amp;b=2|Logging in &lt;fast&gt;> (short video)" in text


def test_a_done_milestone_says_by_whom_and_can_be_undone() -> None:
    done = item(can_tick=False, can_undo=True, done_on=date(2026, 3, 12), done_by="U0TOM")
    message = checklist(checklist_view(done))
    assert "✅ *Your admin has logged in*" in text_of(message)
    assert "done Thu 12 Mar by <@U0TOM>" in text_of(message)
    [undo] = [c for c in clickables(message["blocks"]) if c["text"]["text"] == "Undo"]
    assert values.parse(undo["value"], values.MilestoneTick).done is False


def test_a_button_carries_the_state_it_wants_and_says_aloud_which_milestone_it_is_for() -> None:
    message = checklist(checklist_view(item()))
    [mark] = [c for c in clickables(message["blocks"]) if c["text"]["text"] == "Mark done"]
    assert mark["action_id"] == "milestone_tick:first-login"
    assert values.parse(mark["value"], values.MilestoneTick) == values.MilestoneTick(
        account="a1", milestone="first-login", done=True
    )
    assert mark["accessibility_label"] == "Mark done: Your admin has logged in"


def test_what_comes_after_the_onboarding_says_so_and_is_never_late_R8() -> None:
    text = shown(checklist_view(item(later=True, late=True, can_tick=False)))
    assert "⏭️ *Your admin has logged in*" in text
    assert "comes after the onboarding" in text
    assert "was due" not in text


def test_a_milestone_that_cannot_be_ticked_has_no_button() -> None:
    assert "Mark done" not in labels(checklist(checklist_view(item(can_tick=False)))["blocks"])


def test_a_blocker_stands_below_its_milestone_with_the_button_that_clears_it() -> None:
    stuck = item(blockers=(blocker(helper="Bob <IT>"),))
    message = checklist(checklist_view(stuck))
    assert_slack_takes(message)
    text = text_of(message)
    assert "*Stuck:* The firewall says no\nSomething technical · <@U0MAYA>, Thu 19 Mar" in text
    assert "could help: Bob &lt;IT&gt;" in text
    [clear] = [c for c in clickables(message["blocks"]) if c["text"]["text"] == "Sorted"]
    assert values.parse(clear["value"], values.ResolveBlocker).blocker == "b1"


def test_blockers_beyond_what_a_message_holds_are_counted() -> None:
    stuck = [item(f"m{n}", blockers=tuple(blocker(f"b{n}{i}") for i in range(3))) for n in range(4)]
    message = checklist(checklist_view(*stuck))
    assert_slack_takes(message)
    assert labels(message["blocks"]).count("Sorted") == 8
    assert "and 1 more blocker\n" in message["text"]
    assert "and 3 more blockers" in message["text"]


def test_the_plan_can_be_agreed_to_until_it_is_A4() -> None:
    assert "Agree to this plan" in labels(checklist(checklist_view())["blocks"])
    agreed = checklist(checklist_view(agreed_on=date(2026, 3, 6), agreed_by="U0MAYA"))
    assert "Agree to this plan" not in labels(agreed["blocks"])
    assert "Agreed Fri 6 Mar by <@U0MAYA>" in text_of(agreed)


def test_pages_turn_to_the_neighbours_that_there_are() -> None:
    view = checklist_view()
    both = checklist(view)
    turned = {
        c["action_id"]: values.parse(c["value"], values.PageTurn).page
        for c in clickables(both["blocks"])
        if c["action_id"].startswith(actions.PAGE)
    }
    assert turned == {"checklist_page:before": "kickoff:1", "checklist_page:after": "training:1"}
    only = checklist(replace(view, page=replace(view.page, before=None, after=None)))
    assert not {"‹ Back", "Next ›"} & set(labels(only["blocks"]))


def test_a_finished_plan_says_thank_you_and_asks_for_nothing() -> None:
    message = checklist(
        checklist_view(item(can_tick=False), finished=True, agreed_on=date(2026, 3, 6))
    )
    assert "Everything in this plan is done" in text_of(message)
    assert labels(message["blocks"]) == ["‹ Back", "Next ›"]


def test_a_coming_stage_says_that_it_is_not_open_yet_unless_something_in_it_may_be_ticked() -> None:
    view = checklist_view()
    coming = stages("coming")
    page = replace(view.page, stage=coming[1], items=(item(can_tick=False),))
    closed = replace(view, stages=coming, page=page)
    assert "Opens once what comes before it is done" in shown(closed)
    early = replace(closed, page=replace(page, items=(item(can_tick=True),)))
    assert "Opens once" not in shown(early)


def test_the_fallback_tells_the_same_facts_and_calls_nobody() -> None:
    view = checklist_view(item(blockers=(blocker(),)), customer="<!channel> Ltd")
    message = checklist(view)
    assert message["text"].startswith("&lt;!channel&gt; Ltd: our plan\n")
    for block in message["blocks"]:
        if block["type"] == "section":
            assert block["text"]["text"] in message["text"]
    assert "<!channel>" not in text_of(message).removeprefix("<!channel> Ltd: our plan")


@pytest.mark.parametrize(
    ("done", "total", "expected"),
    [
        (0, 14, "0 of 14 · 0 %"),
        (4, 14, "4 of 14 · 29 %"),
        (199, 200, "199 of 200 · 99 %"),
        (14, 14, "14 of 14 · 100 %"),
        (0, 0, "0 of 0 · 100 %"),
    ],
)
def test_figures_say_100_only_when_all_is_done(done: int, total: int, expected: str) -> None:
    assert figures(done, total) == expected
    assert ("░" not in bar(done, total)) == (done == total)


def test_a_milestone_that_progress_does_not_count_says_so() -> None:
    assert "_optional_" in shown(checklist_view(item("polish", required=False)))
    assert "_optional_" not in shown(checklist_view(item("polish")))
