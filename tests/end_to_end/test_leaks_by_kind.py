"""Stories that go where no other goes, with everything internal marked: every service and every
rule has its turn, and nothing of it is anywhere where the customer can read."""

import json
from dataclasses import replace
from datetime import time, timedelta

import pytest

from blocks import actions
from onboarding.brief import BriefPage, BriefView, TypedPage
from onboarding.closing import ChannelAfter, Ending, TypedClosing
from onboarding.departures import Answer, Departure
from onboarding.governance import TypedCharter
from onboarding.kickoff import TypedKickoff
from onboarding.package_offer import TypedOffer
from onboarding.people import Role
from onboarding.plan import BlockerKind
from onboarding.plan_ahead import PlanAhead
from onboarding.provisioning import Sharing
from onboarding.readiness import TypedReadiness
from onboarding.stall_causes import Cause
from onboarding.subscriptions import Rhythm
from onboarding.ticking import Tick
from storage.record_schema import criteria, notes, promises
from storage.schema import stakeholders
from tests.end_to_end.acting import (
    account_of,
    acting,
    done,
    key,
    marks_everything,
    rows,
    working_day,
)
from tests.end_to_end.ending import names_person, working_days_pass
from tests.end_to_end.record import keeps_note, prepares_kickoff, tells_brief
from tests.end_to_end.stage import (
    CHANNEL,
    CUSTOMER,
    OUR_FIRST,
    TEAM_CHANNEL,
    THEIR_FIRST,
    Stage,
    value_of,
)
from tests.leaks.marks import mark
from tests.leaks.verdict import nothing_leaked
from tests.post_office import PostOffice

pytestmark = [
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
    pytest.mark.usefixtures("post_office"),  # letters leave too
]


def test_minds_change_about_everything_and_nothing_internal_is_seen(
    shared_channel: Stage, post_office: PostOffice
) -> None:
    stage, services = shared_channel, shared_channel.milepost.services
    olivia = acting(stage, stage.olivia)
    account, channel = account_of(stage), stage.olivia.channel().id
    day = stage.clock.now().date()
    stage.arthur.ticks(OUR_FIRST)
    tells_brief(stage, stage.arthur, mark)
    prepares_kickoff(stage, stage.olivia, stage.maya, mark)
    said = stage.maya.slack.say(CHANNEL, "We move in May.")
    for kind in ("promise", "question", "decision"):
        keeps_note(stage, stage.olivia, said, kind, mark)
    names_person(stage, stage.olivia, "Ines Amsel", mark)
    marks_everything(stage)

    # The plan
    later_on = working_day(stage, 20)
    done(services.milestones.redate(olivia, account, "core-settings", later_on, key()))
    done(services.milestones.reassign(olivia, account, "core-settings", stage.clara.id, key()))
    for later in (True, False):
        done(services.later.move(olivia, account, "key-users-trained", later=later, key=key()))
    for checked in (True, False):
        done(services.go_live.open(olivia, account))
        done(services.go_live.check(olivia, channel, account, "help-named", checked, key()))
    stage.quiet()

    # What success means
    stage.olivia.proposes()
    assert stage.maya.presses_below(actions.CRITERION_WISH).acked
    assert stage.maya.slack.fill_and_submit({"text": "45 minutes would do"}) is None
    stage.quiet()
    [criterion] = rows(stage, criteria)
    done(services.criteria_words.answer(olivia, account, criterion.id, "Gladly, in May.", key()))
    stage.quiet()
    stage.olivia.ticks("kickoff-held")
    stage.maya.ticks(THEIR_FIRST)
    stage.maya.agrees()
    assert stage.tom.presses_below(actions.CONFIRM_CRITERIA).acked
    stage.quiet()
    working_days_pass(stage, 2)
    hers = acting(stage, stage.maya, channel)
    undone = Tick("success-criteria-confirmed", done=False)
    done(services.milestones.tick(hers, stage.olivia.channel().id, undone, key()))
    stage.quiet()

    # What was told and recorded
    asked = stage.maya.slack.say(CHANNEL, "Who has the password?")
    stage.quiet()
    stage.maya.slack.delete_message(CHANNEL, asked)
    stage.quiet()  # before one of ours says something, which would answer it
    for note in rows(stage, notes):
        if note.kind in ("question", "risk"):
            done(services.notes.settle(olivia, account, note.id, key(), mark("notes.answer")))
    brief = services.briefs.view(olivia, account)
    assert isinstance(brief, BriefView)
    [sold] = brief.open_commitments
    for text in (mark("promises.text"), ""):
        line = ("commitment.0", replace(sold, text=text))
        page = TypedPage(BriefPage.COMMITMENTS, {}, (line,), has_none=not text)
        done(services.briefs.save(olivia, account, page, key()))
    noted = next(one for one in rows(stage, promises) if one.id != sold.id)
    remark = mark("promises.remark")
    done(services.promises.end(olivia, account, noted.id, key(), kept=False, remark=remark))
    stage.olivia.slack.say(CHANNEL, "It comes by post.")
    stage.maya.slack.say(CHANNEL, "And who has the key?")
    stage.quiet()  # two events of Slack's may come either way round, and an answer comes after
    stage.olivia.slack.say(CHANNEL, "Ines has.")
    stage.quiet()
    done(services.criteria.withdraw(olivia, account, criterion.id, key()))
    coming = services.coming.ahead(olivia, account)
    assert isinstance(coming, PlanAhead)
    first, second = [one.key for one in coming.coming][:2]
    done(services.coming.skip(olivia, account, first, key()))
    done(services.coming.send_now(olivia, account, second, key()))
    stage.quiet()
    nobody = TypedKickoff(readiness=TypedReadiness("", "", has_none=False))
    done(services.discovery.save(olivia, account, nobody, key()))
    renewal = day + timedelta(days=300)
    done(services.packages.offer(olivia, account, TypedOffer(stage.liam.id, renewal), key()))
    stage.quiet()

    done(services.our_roles.save(olivia, account, {Role.OWNER: (stage.arthur.id,)}, key()))
    done(services.digests.choose(olivia, Rhythm.DAILY, 0, time(9), key()))
    stage.quiet()

    # Who may do what, and what Slack says of our own channels
    done(
        services.workspaces.save_settings(
            olivia,
            team_channel=stage.olivia.channel(TEAM_CHANNEL).id,
            starters_limited=False,
            starters=(),
            leaders=(stage.ada.id,),
            key=key(),
        )
    )
    workspace = stage.installation.team_id
    team_channel = stage.olivia.channel(TEAM_CHANNEL).id
    for was, now in ((team_channel, "C0OTHERWISE"), ("C0OTHERWISE", team_channel)):
        services.channels.id_changed(workspace, was, now, key())
    services.channels.shared(workspace, team_channel, stage.maya.slack.team_id, key())
    stage.quiet()
    assert services.exports.one(workspace, account) is not None
    assert services.erasing.person(workspace, stage.tom.email, really=True) is not None
    marks_everything(stage)
    nothing_leaked(stage, post_office, "minds change")


def test_the_channel_and_invitations_go_wrong_and_nothing_internal_is_seen(
    stage: Stage, post_office: PostOffice
) -> None:
    services, workspace = stage.milepost.services, stage.installation.team_id
    olivia = acting(stage, stage.olivia)
    stage.ada.slack.create_channel(CHANNEL, private=True)  # the name is taken
    stage.driver.faults.add("error", "conversations.setTopic", code="too_long")
    roles = {"ae": stage.arthur.id, "csm": stage.clara.id, "contract_value": "600000"}
    stage.olivia.starts(CUSTOMER, (stage.maya, stage.tom), **roles)
    ours = f"{CHANNEL}-2"
    account = json.loads(value_of(stage.olivia.plan(ours), actions.STUCK))["account"]
    done(services.mending.retry(olivia, account, "topic", key()))
    stage.quiet()
    tells_brief(stage, stage.arthur, mark)
    marks_everything(stage)

    # Invitations
    stage.maya.comes(ours)
    prepares_kickoff(stage, stage.olivia, stage.maya, mark)
    leads = next(one for one in rows(stage, stakeholders) if one.email == stage.maya.email)
    path = "Maya, then Tom"
    for charter in (
        TypedCharter("A weekly call", path, leads.id, 5),
        TypedCharter("", "", "", 0),
        TypedCharter("A weekly call", path, leads.id, 5),
    ):
        done(services.discovery.save(olivia, account, TypedKickoff(charter=charter), key()))
    stage.quiet()
    stage.tom.slack.decline(stage.tom.slack.inbox()[0].id)
    stage.quiet()
    tom = next(one for one in rows(stage, stakeholders) if one.email == stage.tom.email)
    channel = stage.olivia.channel(ours).id
    for news in ("requested", "needs_approval", "approved"):
        services.invitations.told(
            workspace, tom.invite_id, news, key(), channel=channel, email=tom.email
        )
    done(services.mending.retry(olivia, account, f"invite_contact:{tom.id}", key()))
    stage.quiet()
    stage.move(days=15)
    services.invitations.run_out(workspace)
    stage.quiet()

    # The channel
    stage.olivia.slack.rename(ours, "hazel-and-us")
    stage.quiet()
    stage.olivia.slack.archive("hazel-and-us")
    stage.quiet()
    stage.olivia.slack.unarchive("hazel-and-us")
    stage.quiet()
    stage.olivia.slack.kick("hazel-and-us", stage.installation.bot_user_id)
    stage.quiet()
    stage.olivia.slack.invite("hazel-and-us", stage.installation.bot_user_id)
    stage.quiet()
    channel = stage.olivia.channel("hazel-and-us").id
    her = acting(stage, stage.maya, channel)
    for code, is_done in (("message_not_found", True), ("cant_update_message", False)):
        stage.driver.faults.add("error", "chat.update", code=code)
        done(services.milestones.tick(her, channel, Tick("project-lead-named", is_done), key()))
        stage.quiet()
    stage.driver.faults.add("error", "chat.postMessage", code="restricted_action")
    done(
        services.blockers.raise_(
            her, channel, "first-login", BlockerKind.ACCESS, "No key", None, key()
        )
    )
    stage.quiet()
    stage.maya.slack.leave(ours)
    stage.quiet()
    working_days_pass(stage, 2)
    maya = next(one for one in rows(stage, stakeholders) if one.email == stage.maya.email)
    left = Answer(Departure.NOT_NEEDED)
    done(services.departures.settle(olivia, account, maya.id, left, key()))
    stage.quiet()

    # The end, on again, and the channel is gone
    rest = working_day(stage, 3)
    done(services.holds.pause(olivia, account, rest, mark("holds.reason"), key()))
    stage.quiet()
    end = TypedClosing(
        Ending.ABANDONED, Cause.SCOPE_CHANGE, mark("closings.words"), ChannelAfter.KEPT
    )
    done(services.closings.close(olivia, account, end, key()))
    stage.quiet()
    done(services.closings.reopen(olivia, account, mark("holds.reason"), key()))
    stage.quiet()
    services.channels.unshared(workspace, channel, stage.maya.slack.team_id, key())
    stage.olivia.slack.delete_channel("hazel-and-us")
    stage.quiet()
    done(services.mending.change_sharing(olivia, account, Sharing.GUESTS, None, key()))
    stage.quiet()
    marks_everything(stage)
    nothing_leaked(stage, post_office, "the channel goes wrong")
