"""A customer falls silent and our own people leave work lying, with everything internal marked: the
rules have their turn, and nothing of it is anywhere where the customer can read."""

from typing import Any

import pytest

from onboarding.governance import TypedCharter
from onboarding.kickoff import TypedKickoff
from onboarding.package_offer import TypedOffer, TypedQuestion
from onboarding.stakeholders import TypedPerson
from onboarding.stall_causes import Cause
from storage.review_schema import stalls
from storage.schema import stakeholders
from tests.end_to_end.acting import (
    account_of,
    acting,
    done,
    key,
    marks_everything,
    rows,
    until,
    working_day,
)
from tests.end_to_end.ending import names_person, working_days_pass
from tests.end_to_end.record import keeps_note
from tests.end_to_end.stage import (
    CHANNEL,
    CUSTOMER,
    TEAM_CHANNEL,
    Stage,
)
from tests.leaks.marks import mark
from tests.leaks.verdict import nothing_leaked
from tests.post_office import PostOffice

pytestmark = [
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
    pytest.mark.usefixtures("post_office"),  # letters leave too
]


def test_weeks_of_silence_and_of_work_left_lying_and_nothing_internal_is_seen(
    stage: Stage, post_office: PostOffice
) -> None:
    services = stage.milepost.services
    olivia, clara = acting(stage, stage.olivia), acting(stage, stage.clara)
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
    roles = {"ae": stage.arthur.id, "csm": stage.clara.id}
    roles |= {"contacts.1.role": "executive_sponsor", "contract_value": "600000"}
    stage.olivia.starts(CUSTOMER, (stage.maya, stage.tom), **roles)
    account = account_of(stage)
    working_days_pass(stage, 6)  # nobody comes
    stage.maya.comes()
    said = stage.maya.slack.say(CHANNEL, "Good to be here. Where do we begin?")
    keeps_note(stage, stage.olivia, said, "promise", mark)
    names_person(stage, stage.olivia, "Ines Amsel", mark)
    leads = next(one for one in rows(stage, stakeholders) if one.email == stage.maya.email)
    charter = TypedCharter("A weekly call", "Maya, then Tom", leads.id, 5)
    done(services.discovery.save(olivia, account, TypedKickoff(charter=charter), key()))
    done(services.packages.offer(olivia, account, TypedOffer(stage.clara.id, None), key()))
    marks_everything(stage)

    def stall() -> Any:
        return next(one for one in rows(stage, stalls) if one.ended_at is None)

    until(stage, "stall.began")
    marks_everything(stage)
    until(stage, "touch: sponsor_note_due")
    subject, text = "One thing", "Could you spare Priya an hour?"
    done(services.sponsor_notes.send(olivia, account, stall().id, subject, text, key()))
    stage.quiet()
    assert post_office.letters
    until(stage, "touch: leader_asked")
    done(services.stalls.take(clara, account, stall().id, key()))
    done(services.stalls.say_cause(clara, account, stall().id, Cause.REORGANISATION, key()))
    done(services.stalls.snooze(clara, account, stall().id, key()))
    done(services.stalls.resolve(clara, account, stall().id, key()))
    stage.quiet()
    rest = working_day(stage, 3)
    done(services.holds.pause(olivia, account, rest, mark("holds.reason"), key()))
    working_days_pass(stage, 6)
    stage.maya.slack.say(CHANNEL, "We are back.")
    stage.quiet()
    working_days_pass(stage, 3)
    marks_everything(stage)
    nothing_leaked(stage, post_office, "weeks of silence")


def test_a_sponsor_who_is_there_is_asked_and_nothing_internal_is_seen(
    stage: Stage, post_office: PostOffice
) -> None:
    services = stage.milepost.services
    olivia, clara = acting(stage, stage.olivia), acting(stage, stage.clara)
    roles = {"csm": stage.clara.id, "contacts.1.role": "executive_sponsor"}
    stage.olivia.starts(CUSTOMER, (stage.maya, stage.tom), **roles)
    account = account_of(stage)
    stage.maya.comes()
    stage.tom.comes()
    working_days_pass(stage, 3)  # nobody of theirs has done anything yet
    stage.maya.slack.invite(CHANNEL, stage.priya.id)
    said = stage.maya.slack.say(CHANNEL, "Good to be here!")
    stage.quiet()
    keeps_note(stage, stage.olivia, said, "risk", mark)
    names_person(stage, stage.olivia, "Ines Amsel", mark)
    done(services.packages.offer(olivia, account, TypedOffer(stage.clara.id, None), key()))
    question = TypedQuestion(mark("package_questions.question"), stage.arthur.id)
    done(services.package_answers.give_back(clara, account, 1, [("question.0", question)], key()))
    marks_everything(stage)
    working_days_pass(stage, 2)
    ines = next(one for one in rows(stage, stakeholders) if one.name == "Ines Amsel")
    her = TypedPerson(name=ines.name, remark=mark("stakeholders.remark"), user=stage.priya.id)
    done(services.stakeholders.save(olivia, account, her, key(), stakeholder=ines.id))
    marks_everything(stage)
    until(stage, "touch: pulse_survey", meanwhile="We are at it.")
    until(stage, "touch: escalated")
    marks_everything(stage)
    nothing_leaked(stage, post_office, "a sponsor is asked")
