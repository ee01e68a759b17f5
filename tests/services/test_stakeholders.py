"""Who is who at a customer: named, changed, matched by hand; on both databases (A5)."""

from dataclasses import replace
from typing import Any

import pytest

from onboarding.cadence import Lever
from onboarding.intake import RawContact
from onboarding.people import Role, StakeholderRole
from onboarding.provisioning import Sharing
from onboarding.stakeholders import Attitude, Presence, StakeholderMap, TypedPerson
from services.actor import Actor
from services.outcomes import Invalid, NotAllowed, Repeated
from services.stakeholders import Kept, PersonForm
from services.talk import Said
from storage.people import MemberFacts
from storage.schema import accounts, provisioning_steps, stakeholders, surfaces
from tests.services.quiet import maya_is_here, went_quiet
from tests.services.story import (
    ARTHUR,
    BEN,
    CHANNEL,
    FINCH,
    GWEN,
    HOST,
    MAYA,
    OLIVIA,
    Story,
    member,
)

UNA = Actor("UUNA", FINCH, HOST)  # comes into the channel, and nobody named her
ANNA = TypedPerson(
    name="Anna Reed",
    title="Finance",
    email="anna@hazelfinch.example",
    roles=(StakeholderRole.ECONOMIC_BUYER, StakeholderRole.EXECUTIVE_SPONSOR),
    attitude=Attitude.DOUBTFUL,
    remark="Wants to see numbers.",
)


@pytest.fixture
def account(story: Story) -> str:
    return story.with_channel()


def map_of(story: Story, account: str) -> StakeholderMap:
    found = story.services.stakeholders.map(OLIVIA, account)
    assert isinstance(found, StakeholderMap)
    return found


def save(story: Story, account: str, typed: TypedPerson, **about: str) -> object:
    return story.services.stakeholders.save(OLIVIA, account, typed, story.key(), **about)


def row(story: Story, name: str) -> Any:
    return next(one for one in story.rows(stakeholders) if one.name == name)


def una_comes(story: Story) -> None:
    story.services.channels.joined(HOST, CHANNEL, UNA.user, FINCH, story.key())
    story.services.workspaces.learn(HOST, [member(UNA, "Una", "una@elsewhere.example")])
    story.services.talk.said(UNA, Said(CHANNEL, "1.1", "Hello."), story.key())


def due_at_once(story: Story, account: str) -> bool:
    [found] = [one for one in story.rows(accounts) if one.id == account]
    return bool(found.next_review_at == story.clock.now())


def test_the_map_shows_gaps_who_never_came_and_who_of_ours_looks_after_it_A5(
    story: Story, account: str
) -> None:
    maya_is_here(story, account)
    shown = map_of(story, account)
    presences = {one.name: one.presence for one in shown.people}
    assert presences == {"Maya Finch": Presence.SILENT, "Tom Hazel": Presence.NEVER_CAME}
    assert StakeholderRole.EXECUTIVE_SPONSOR in shown.gaps
    assert StakeholderRole.CHAMPION not in shown.gaps
    assert shown.team[Role.OWNER] == (OLIVIA.user,)
    assert shown.team[Role.SUPPORT] == ()


def test_somebody_new_with_several_roles_is_on_the_map_and_on_record_A5(
    story: Story, account: str
) -> None:
    story.clock.move(days=1)
    assert isinstance(save(story, account, ANNA), Kept)
    anna = row(story, "Anna Reed")
    assert anna.roles == ["economic_buyer", "executive_sponsor"]
    assert (anna.title, anna.attitude, anna.remark) == (
        "Finance",
        "doubtful",
        "Wants to see numbers.",
    )
    [record] = story.activity("stakeholder.named")
    assert (record.actor, record.data["stakeholder"]) == (OLIVIA.user, anna.id)
    assert due_at_once(story, account)
    assert anna.id not in [one.subject for one in story.rows(provisioning_steps)]


def test_whoever_is_to_be_invited_is_invited_and_again_by_the_same_step_A5(
    story: Story, account: str
) -> None:
    save(story, account, replace(ANNA, invite=True))
    anna = row(story, "Anna Reed")
    save(story, account, replace(ANNA, invite=True), stakeholder=anna.id)
    steps = [one for one in story.rows(provisioning_steps) if one.subject == anna.id]
    assert [(one.kind, one.state) for one in steps] == [("invite_contact", "pending")]
    sent = [one for one in story.outbox(kind="step") if one.body["step"] == steps[0].key]
    assert len(sent) == 2


def test_where_a_channel_was_adopted_nobody_is_offered_an_invitation_A5(story: Story) -> None:
    account = story.start(sharing=Sharing.ADOPT.value, channel=CHANNEL)
    form = story.services.stakeholders.form(OLIVIA, account)
    assert isinstance(form, PersonForm)
    assert not form.can_invite
    save(story, account, replace(ANNA, invite=True))
    anna = row(story, "Anna Reed").id
    assert anna not in [one.subject for one in story.rows(provisioning_steps)]


def test_a_change_keeps_what_it_was_on_record_and_takes_a_role_off_A5(
    story: Story, account: str
) -> None:
    tom = row(story, "Tom Hazel")
    form = story.services.stakeholders.form(ARTHUR, account, stakeholder=tom.id)
    assert isinstance(form, PersonForm)
    same = form.typed
    assert isinstance(save(story, account, same, stakeholder=tom.id), Kept)
    assert story.activity("stakeholder.changed") == []
    save(story, account, replace(same, roles=(), title="IT"), stakeholder=tom.id)
    [record] = story.activity("stakeholder.changed")
    assert record.data["was"] == {"roles": ["technical_owner"], "title": None}
    assert record.data["now"] == {"roles": [], "title": "IT"}
    assert StakeholderRole.TECHNICAL_OWNER in map_of(story, account).gaps


def test_an_address_in_other_letters_is_the_same_address_A5(story: Story, account: str) -> None:
    maya = row(story, "Maya Finch")
    twice = save(story, account, replace(ANNA, email="maya@hazelfinch.example"))
    assert isinstance(twice, Invalid)
    assert twice.problems.keys() == {"email"}
    form = story.services.stakeholders.form(OLIVIA, account, stakeholder=maya.id)
    assert isinstance(form, PersonForm)
    assert isinstance(save(story, account, form.typed, stakeholder=maya.id), Kept)
    assert row(story, "Maya Finch").email == maya.email


def test_one_of_our_own_people_is_nobody_of_the_customers_A5(story: Story, account: str) -> None:
    story.services.workspaces.learn(HOST, [member(ARTHUR, "Arthur", "Arthur@trellis.example")])
    ours = save(story, account, replace(ANNA, email="arthur@trellis.example"))
    assert isinstance(ours, Invalid)
    assert "our own" in ours.problems["email"]


def test_whoever_came_unnamed_is_matched_by_hand_to_somebody_on_the_map_A5(
    story: Story, account: str
) -> None:
    una_comes(story)
    assert [one.name for one in map_of(story, account).unnamed] == ["Una"]
    form = story.services.stakeholders.form(OLIVIA, account, user=UNA.user)
    assert isinstance(form, PersonForm)
    assert (form.typed.name, form.typed.email) == ("Una", "una@elsewhere.example")
    assert [one.name for one in form.unmatched] == ["Maya Finch", "Tom Hazel"]
    tom = row(story, "Tom Hazel").id
    save(story, account, TypedPerson(same_as=tom), user=UNA.user)
    shown = map_of(story, account)
    assert shown.unnamed == ()
    [matched] = [one for one in shown.people if one.id == tom]
    assert (matched.user, matched.presence) == (UNA.user, Presence.ACTIVE)
    assert row(story, "Tom Hazel").email == "tom@hazelfinch.example"
    [record] = story.activity("stakeholder.matched")
    assert (record.actor, record.data["user"]) == (OLIVIA.user, UNA.user)


def test_whoever_came_unnamed_is_put_on_the_map_as_somebody_new_A5(
    story: Story, account: str
) -> None:
    una_comes(story)
    save(story, account, replace(ANNA, name="Una Ray", email=""), user=UNA.user)
    una = row(story, "Una Ray")
    assert (una.user_id, una.joined_at) == (UNA.user, story.clock.now())
    assert map_of(story, account).unnamed == ()


def test_from_the_other_end_somebody_on_the_map_is_found_in_the_channel_A5(
    story: Story, account: str
) -> None:
    una_comes(story)
    tom = row(story, "Tom Hazel").id
    form = story.services.stakeholders.form(OLIVIA, account, stakeholder=tom)
    assert isinstance(form, PersonForm)
    assert [one.user for one in form.comers] == [UNA.user]
    save(story, account, replace(form.typed, user=UNA.user), stakeholder=tom)
    assert row(story, "Tom Hazel").user_id == UNA.user


def test_two_people_who_name_the_same_newcomer_name_her_once_A5(story: Story, account: str) -> None:
    una_comes(story)
    save(story, account, replace(ANNA, name="Una Ray", email=""), user=UNA.user)
    late = save(story, account, replace(ANNA, name="Una", email=""), user=UNA.user)
    assert isinstance(late, Invalid)
    assert len([one for one in story.rows(stakeholders) if one.user_id == UNA.user]) == 1
    form = story.services.stakeholders.form(OLIVIA, account, user=UNA.user)
    assert isinstance(form, PersonForm)
    assert (form.stakeholder, form.user) == (row(story, "Una Ray").id, "")


def test_whoever_is_recognised_by_the_address_is_not_asked_about_A5(story: Story) -> None:
    account = story.with_channel(
        contacts=(RawContact("Una R", "una@elsewhere.example", "contact"),)
    )
    una_comes(story)
    facts = MemberFacts(UNA.user, FINCH, "Una", "Una@Elsewhere.example", None)
    story.services.channels.person_known(HOST, account, facts)
    shown = map_of(story, account)
    assert shown.unnamed == ()
    assert [one.user for one in shown.people] == [UNA.user]


def test_a_form_that_is_sent_again_names_nobody_twice_A5(story: Story, account: str) -> None:
    stakeholders_ = story.services.stakeholders
    assert isinstance(stakeholders_.save(OLIVIA, account, ANNA, "again"), Kept)
    assert stakeholders_.save(OLIVIA, account, ANNA, "again") == Repeated()
    assert len(story.activity("stakeholder.named")) == 1


def test_a_form_that_was_refused_can_be_mended_and_sent_once_more_A5(
    story: Story, account: str
) -> None:
    stakeholders_ = story.services.stakeholders
    wrong = replace(ANNA, email="anna at home")
    assert isinstance(stakeholders_.save(OLIVIA, account, wrong, "same view"), Invalid)
    assert isinstance(stakeholders_.save(OLIVIA, account, ANNA, "same view"), Kept)


@pytest.mark.parametrize("actor", [MAYA, BEN, GWEN], ids=["customer", "another's", "guest"])
def test_nobody_else_sees_or_changes_the_map_R10(story: Story, account: str, actor: Actor) -> None:
    found = story.services.stakeholders
    assert isinstance(found.map(actor, account), NotAllowed)
    assert isinstance(found.form(actor, account), NotAllowed)
    assert isinstance(found.save(actor, account, ANNA, story.key()), NotAllowed)
    assert len(story.rows(stakeholders)) == 2


def test_somebody_of_another_customers_is_forged(story: Story, account: str) -> None:
    other = story.with_channel("C0OTHER", name="Brightwater")
    [theirs] = [
        one.id
        for one in story.rows(stakeholders)
        if one.account_id == other and one.name == "Tom Hazel"
    ]
    found = story.services.stakeholders
    assert found.form(OLIVIA, account, stakeholder=theirs) == NotAllowed("forged")
    assert save(story, account, ANNA, stakeholder=theirs) == NotAllowed("forged")
    assert found.form(OLIVIA, account, user=UNA.user) == NotAllowed("forged")


def test_a_quiet_customers_card_is_drawn_anew_when_the_sponsor_is_named_A5(
    story: Story, account: str
) -> None:
    went_quiet(story, account, reached=(Lever.TEAM_CHANNEL,))
    [before] = [one.version for one in story.rows(surfaces) if "stall" in one.kind]
    save(story, account, ANNA)
    [after] = [one.version for one in story.rows(surfaces) if "stall" in one.kind]
    assert after > before
