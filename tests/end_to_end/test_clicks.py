"""Clicks that come twice, too late, at once, or from people who have no business there."""

from concurrent.futures import ThreadPoolExecutor

from tests.end_to_end.stage import (
    CHANNEL,
    CUSTOMER,
    OUR_FIRST,
    THEIR_FIRST,
    Member,
    Stage,
    tick,
)

OTHER_CUSTOMER, OTHER_CHANNEL = "Brightwater", "onb-brightwater"


def test_two_people_who_tick_at_once_make_one_tick(shared_channel: Stage) -> None:
    stage = shared_channel
    with ThreadPoolExecutor(2) as both:
        done = [both.submit(p.clicks, tick(THEIR_FIRST)) for p in (stage.maya, stage.tom)]
    assert all(click.result().acked for click in done)
    stage.quiet()
    assert [person.slack.modal() for person in (stage.maya, stage.tom)] == [None, None]
    assert ticked_once(stage)


def test_a_double_click_is_one_tick(shared_channel: Stage) -> None:
    stage = shared_channel
    value = stage.tick_value(THEIR_FIRST)
    for _ in range(2):
        assert stage.maya.clicks(tick(THEIR_FIRST), value=value).acked
    stage.quiet()
    assert ticked_once(stage)


def test_what_slack_delivers_again_is_not_done_again(shared_channel: Stage) -> None:
    stage = shared_channel
    stage.maya.ticks(THEIR_FIRST)
    stage.tom.undoes(THEIR_FIRST)
    before = stage.posts()
    clicks = stage.driver.deliveries("interactive")[-2:]
    for delivery in clicks:
        assert stage.driver.redeliver(delivery.index)["ok"]
    for event in stage.driver.deliveries("events_api"):
        assert stage.driver.redeliver(event.index)["ok"]
    stage.quiet()
    assert "0 of 15" in stage.maya.plan().text
    assert len(stage.on_record("milestone.done")) == 1
    assert stage.posts() == before


def test_a_form_that_is_sent_again_starts_no_second_customer(stage: Stage) -> None:
    stage.olivia.starts(CUSTOMER, (stage.maya,))
    submission = stage.driver.deliveries("interactive")[-1]
    assert stage.driver.redeliver(submission.index)["ok"]
    stage.quiet()
    assert len(stage.on_record("account.started")) == 1
    assert len(stage.maya.slack.inbox()) == 1


def test_a_click_on_a_stale_message_sets_what_its_button_said(shared_channel: Stage) -> None:
    stage = shared_channel
    stale = stage.tick_value(THEIR_FIRST)
    stage.tom.ticks(THEIR_FIRST)
    stage.maya.clicks(tick(THEIR_FIRST), value=stale)  # "done" it says, and done it is
    stage.quiet()
    assert "1 of 15" in stage.maya.plan().text
    assert ticked_once(stage)


def test_a_guest_who_is_not_listed_can_change_nothing(shared_channel: Stage) -> None:
    stage = shared_channel
    trellis = stage.driver.team("trellis")
    gus = trellis.add_person("Gus Guest", "gus@elsewhere.example", is_restricted=True)
    stage.olivia.slack.invite(CHANNEL, gus.id)
    stage.quiet()
    stranger = Member(stage, gus)
    for button in (tick(OUR_FIRST), tick(THEIR_FIRST), "agree_plan", "open_stuck", "open_change"):
        stranger.clicks(button)
        assert "I don't know you" in stranger.told_why_not()
    assert nothing_changed(stage)


def test_a_new_colleague_is_one_of_us_from_the_first_click(shared_channel: Stage) -> None:
    stage = shared_channel
    nora = stage.driver.team("trellis").add_person("Nora New", "nora@trellis.example")
    stage.olivia.slack.invite(CHANNEL, nora.id)
    stage.quiet()
    Member(stage, nora).ticks(OUR_FIRST)
    assert "1 of 15" in stage.maya.plan().text


def test_a_person_of_another_customer_cannot_reach_this_plan(shared_channel: Stage) -> None:
    stage = shared_channel
    stage.olivia.starts(OTHER_CUSTOMER, (stage.ben,))
    stage.ben.comes(OTHER_CHANNEL)
    stage.ben.clicks(tick(THEIR_FIRST), OTHER_CHANNEL, value=stage.tick_value(THEIR_FIRST))
    assert "does not belong to the plan of this channel" in stage.ben.told_why_not()
    assert nothing_changed(stage)
    assert "0 of 15" in stage.ben.plan(OTHER_CHANNEL).text
    assert CUSTOMER.replace("&", "&amp;") not in stage.ben.plan(OTHER_CHANNEL).text


def test_a_value_that_we_never_wrote_changes_nothing(shared_channel: Stage) -> None:
    stage = shared_channel
    good = stage.tick_value(THEIR_FIRST)
    for forged in ("", "{}", good.replace("true", '"yes"'), good[:-1] + ',"side":"team"}'):
        stage.maya.clicks(tick(THEIR_FIRST), value=forged)
        assert "does not belong to the plan" in stage.maya.told_why_not()
    stage.maya.clicks(tick(THEIR_FIRST), value=good.replace(THEIR_FIRST, "no-such-milestone"))
    assert "no longer part of the plan" in stage.maya.told_why_not()
    assert nothing_changed(stage)


def ticked_once(stage: Stage) -> bool:
    thread = [text for text in stage.maya.reads_in_thread() if "every question has a face" in text]
    return len(stage.on_record("milestone.done")) == 1 == len(thread)


def nothing_changed(stage: Stage) -> bool:
    stage.quiet()
    untouched = stage.on_record("milestone.done") == stage.on_record("plan.agreed") == []
    return untouched and "0 of 15" in stage.maya.plan().text
