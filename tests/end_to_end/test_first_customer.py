"""The whole path: from `/onboard new` to a stage that both companies completed."""

import pytest

from tests.end_to_end.stage import (
    CHANNEL,
    CUSTOMER,
    OUR_FIRST,
    OUTCOME,
    TEAM_CHANNEL,
    THEIR_FIRST,
    Opening,
    Stage,
)


def test_a_form_with_mistakes_is_told_so_at_its_fields(stage: Stage) -> None:
    stage.olivia.opens_new_customer(CUSTOMER)
    errors = stage.olivia.sends_new_customer(
        [("Maya Finch", "maya@hazelfinch.example"), ("Also Maya", "maya@hazelfinch.example")],
        contract_value="a lot",
        signed_on="2099-01-01",
        ae=stage.installation.bot_user_id,
    )
    assert errors is not None
    assert errors.keys() == {"contract_value", "signed_on", "contacts.1.email"}
    assert stage.on_record("account.started") == []
    # once these are mended, what only the records can know is told at its field as well
    errors = stage.olivia.slack.fill_and_submit(
        {"contract_value": "60k", "signed_on": "2026-03-02", "contacts.1.email": "t@h.example"}
    )
    assert errors is not None
    assert errors.keys() == {"ae"}


def test_the_customer_gets_a_furnished_channel(stage: Stage) -> None:
    roles = {"ae": stage.arthur.id, "csm": stage.clara.id}
    stage.olivia.starts(CUSTOMER, (stage.maya, stage.tom), **roles)
    channel = stage.olivia.channel()
    assert channel.is_private
    assert OUTCOME in channel.topic
    ours = (stage.olivia.id, stage.arthur.id, stage.clara.id, stage.installation.bot_user_id)
    assert sorted(channel.members) == sorted(ours)
    welcome = stage.olivia.reads()
    assert len(welcome) == 1
    assert "*Welcome, Hazel &amp; Finch!*" in welcome[0]
    assert OUTCOME in welcome[0]
    plan = stage.olivia.plan()
    assert channel.pins == [plan.ts]
    assert [(mark["title"], channel.id in mark["link"]) for mark in channel.bookmarks] == [
        ("Our plan", True)
    ]
    announced = stage.clara.reads(TEAM_CHANNEL)
    assert len(announced) == 1
    assert f"<#{channel.id}>" in announced[0]
    assert "60,000" in announced[0]


def test_what_is_told_about_a_customer_never_reaches_its_channel(shared_channel: Stage) -> None:
    said = [*shared_channel.maya.reads(), shared_channel.maya.plan().text]
    said += shared_channel.maya.reads_in_thread()
    assert not [text for text in said if "60,000" in text or "60000" in text]
    assert shared_channel.maya.direct_messages() == []


def test_each_contact_gets_one_invitation_with_which_they_can_do_more_than_post(
    stage: Stage,
) -> None:
    stage.olivia.starts(CUSTOMER, (stage.maya, stage.tom))
    for person in (stage.maya, stage.tom):
        invitations = person.slack.inbox()
        assert [invitation.external_limited for invitation in invitations] == [False]
    assert "Maya Finch (Point of contact): invitation sent" in stage.olivia.answer("status hazel")


def test_an_accepted_invitation_waits_for_the_administrators_approval(stage: Stage) -> None:
    stage.driver.team(CUSTOMER).set(requires_approval=True)
    stage.olivia.starts(CUSTOMER, (stage.maya,))
    invitation = stage.maya.slack.inbox()[0].id
    stage.maya.slack.accept(invitation)
    stage.quiet()
    assert not stage.maya.is_in()
    assert "administrator has to approve" in stage.olivia.direct_messages()[-1]
    stage.hugo.slack.approve(invitation)
    stage.quiet()
    assert stage.maya.is_in()
    assert "approved" in stage.olivia.direct_messages()[-1]


def test_everything_goes_on_when_the_private_channel_gets_another_id(
    shared_channel: Stage,
) -> None:
    stage = shared_channel
    changes = stage.on_record("channel.id_changed")
    assert [(change["was"][0], change["now"][0]) for change in changes] == [("G", "C")]
    assert stage.maya.channel().id == changes[0]["now"]
    stage.arthur.ticks(OUR_FIRST)
    assert "1 of 15" in stage.maya.plan().text


@pytest.mark.parametrize("opening", [Opening(), Opening(http=True)], ids=["socket mode", "http"])
def test_a_customer_ticks_a_milestone_and_the_plan_changes_in_place(
    shared_channel: Stage,
) -> None:
    """R2, C5: ticking in the shared channel, with a celebration in the thread."""
    stage = shared_channel
    before = stage.maya.plan()
    stage.arthur.ticks(OUR_FIRST)
    stage.arthur.tells_brief()
    stage.olivia.names_lead(stage.maya)
    stage.olivia.ticks("kickoff-held")
    stage.olivia.proposes()
    stage.maya.ticks("success-criteria-confirmed")
    after = stage.tom.plan()
    assert after.ts == before.ts
    assert after.edited
    assert "3 of 15" in after.text
    assert f"by <@{stage.maya.id}>" in after.text
    told = stage.maya.reads_in_thread()
    assert len(told) == 4  # three celebrations, and what success is to mean
    assert "Success has a number and a date now" in told[-1]
    assert f"<@{stage.maya.id}>" in told[-1]


def test_the_customer_agrees_to_the_plan_on_record(shared_channel: Stage) -> None:
    """A4"""
    stage = shared_channel
    stage.maya.agrees()
    assert "Agreed" in stage.olivia.plan().text
    assert f"<@{stage.maya.id}> agreed to the plan" in stage.olivia.reads_in_thread()[-1]
    assert len(stage.on_record("plan.agreed")) == 1


def test_being_stuck_shows_until_it_is_sorted(shared_channel: Stage) -> None:
    stage = shared_channel
    stage.maya.is_stuck("Our <IT> team & its queue")
    assert "*Stuck:* Our &lt;IT&gt; team &amp; its queue" in stage.olivia.plan().text
    assert f"<@{stage.olivia.id}>, please have a look" in stage.olivia.reads_in_thread()[-1]
    stage.olivia.says_sorted()
    assert "Stuck" not in stage.maya.plan().text
    assert "the way is clear" in stage.maya.reads_in_thread()[-1]


def test_a_tick_can_be_undone_by_its_side(shared_channel: Stage) -> None:
    stage = shared_channel
    stage.maya.ticks(THEIR_FIRST)
    assert "1 of 15" in stage.maya.plan().text
    stage.tom.undoes(THEIR_FIRST)
    assert "0 of 15" in stage.maya.plan().text
    stage.maya.ticks(THEIR_FIRST)
    assert "1 of 15" in stage.maya.plan().text
    assert len(stage.on_record("milestone.done")) == 2
    assert len(stage.on_record("milestone.reopened")) == 1


def test_celebrations_are_not_the_same_sentence_each_time(shared_channel: Stage) -> None:
    stage = shared_channel
    stage.arthur.ticks(OUR_FIRST)
    stage.arthur.tells_brief()
    stage.olivia.names_lead(stage.maya)
    stage.olivia.ticks("kickoff-held")
    stage.maya.ticks(THEIR_FIRST)
    stage.olivia.proposes()
    stage.maya.ticks("success-criteria-confirmed")
    told = [
        text
        for text in stage.maya.reads_in_thread()
        if "How we will" not in text and "wrote down" not in text
    ]
    assert len({text.split("“")[0] for text in told}) > 1
    assert len({text.split("”")[1] for text in told}) == 4


def test_status_answers_our_people_about_the_channel_by_name_and_from_a_list(
    shared_channel: Stage,
) -> None:
    stage = shared_channel
    stage.maya.agrees()
    in_channel = stage.olivia.answer("status", CHANNEL)
    assert "0 of 15" in in_channel
    assert f"<@{stage.maya.id}>" in in_channel
    assert stage.clara.answer("status hazel") == in_channel
    assert "Which customer do you mean?" in stage.olivia.answer("status")
    assert "no customer called “Nobody”" in stage.olivia.answer("status Nobody")


def test_a_person_of_another_company_has_no_command_and_needs_none(shared_channel: Stage) -> None:
    stage = shared_channel
    before = len(stage.driver.deliveries("slash_commands"))
    assert "not a valid command" in stage.maya.answer("status", CHANNEL)
    assert len(stage.driver.deliveries("slash_commands")) == before


def test_the_account_names_the_version_of_its_playbook(shared_channel: Stage) -> None:
    """R9, R3: a contract worth 60,000 is guided."""
    started = shared_channel.on_record("account.started")[0]
    assert (started["track"], started["playbook"]) == ("guided", "guided 2")


def test_nothing_was_said_twice_and_nothing_was_lost(shared_channel: Stage) -> None:
    posts = shared_channel.posts()
    assert len(posts) == len(set(posts))
    assert shared_channel.dead_letters() == []
