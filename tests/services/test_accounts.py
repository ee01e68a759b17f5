"""Starting a customer, and asking how customers stand."""

import threading
from dataclasses import replace

import pytest

from onboarding.intake import IntakeForm, RawContact
from onboarding.people import Role
from onboarding.views import StatusView
from services.accounts import Choices, Started
from services.actor import Actor
from services.outcomes import Invalid, NotAllowed, Repeated
from storage import schema
from storage.playbooks import FrozenPlaybooks
from storage.transaction import look
from tests.clock import SettableClock
from tests.services.story import (
    ARTHUR,
    CHANNEL,
    CLARA,
    FORM,
    GWEN,
    HOST,
    MAYA,
    OLIVIA,
    Story,
    member,
)


def test_a_new_customer_has_plan_people_and_steps_in_one_go_A4(story: Story) -> None:
    account = story.start()

    [row] = story.rows(schema.accounts)
    assert (row.id, row.name, row.track) == (account, "Hazel & Finch", "guided")
    assert row.channel_name == "onb-hazel-finch"
    assert row.time_zone == "Europe/Berlin"
    assert {row.email for row in story.rows(schema.stakeholders)} == {
        "maya@hazelfinch.example",
        "tom@hazelfinch.example",
    }
    milestones = story.rows(schema.milestones)
    assert all(m.due_on == m.baseline_on for m in milestones)
    assert all(m.side == "customer" or m.assignee for m in milestones)
    assert [r.kind for r in story.activity()] == ["account.started"]


def test_only_the_first_step_sets_out_until_there_is_a_channel(story: Story) -> None:
    account = story.start()
    assert [r.body["step"] for r in story.outbox()] == ["create_channel"]

    story.make_channel(account)

    steps = sorted(story.rows(schema.provisioning_steps), key=lambda step: step.position)
    invitations = [step.key for step in steps if step.subject]
    assert [r.body["step"] for r in story.outbox(kind="step")] == [
        "create_channel",
        "topic",
        "invite_team",
        "welcome",
        "checklist",
        "pin",
        *invitations,
        "bookmark",
        "announce",
    ]
    assert len(invitations) == 2


def test_the_account_starts_from_its_playbook_and_keeps_a_frozen_copy_A8_R9(story: Story) -> None:
    story.start()
    story.start(name="Brightwater")
    [playbook] = story.rows(schema.playbooks)
    assert (playbook.key, playbook.version) == ("story", 3)

    with look(story.database, HOST) as tx:
        read = FrozenPlaybooks().get(tx, playbook.id)
    assert read.milestones[0].key == "call"


@pytest.mark.parametrize(
    ("value", "track"),
    [("5000", "low-touch"), ("24,999", "low-touch"), ("25k", "guided"), ("$500,000", "high-touch")],
)
def test_the_track_follows_from_the_contract_value_R3(story: Story, value: str, track: str) -> None:
    story.start(contract_value=value)
    [row] = story.rows(schema.accounts)
    assert row.track == track


def test_the_form_overrides_the_track_R3(story: Story) -> None:
    story.start(contract_value="5000", track="high-touch")
    [row] = story.rows(schema.accounts)
    assert row.track == "high-touch"


def test_two_customers_of_one_name_get_two_channel_names(story: Story) -> None:
    for _ in range(3):
        story.start()
    assert sorted(row.channel_name for row in story.rows(schema.accounts)) == [
        "onb-hazel-finch",
        "onb-hazel-finch-2",
        "onb-hazel-finch-3",
    ]


def test_every_mistake_is_told_at_its_field_and_nothing_is_kept(story: Story) -> None:
    form = IntakeForm(
        contract_value="plenty",
        signed_on="2026-12-01",
        owner=GWEN.user,
        contacts=(RawContact("", "not an address", ""),),
    )
    outcome = story.services.accounts.start(OLIVIA, form, story.key())

    assert isinstance(outcome, Invalid)
    assert set(outcome.problems) == {
        "name",
        "contract_value",
        "signed_on",
        "outcome",
        "country",
        "time_zone",
        "contacts.0.name",
        "contacts.0.email",
        "contacts.0.role",
    }
    assert story.rows(schema.accounts) == []


def test_a_guest_cannot_own_an_onboarding_R10(story: Story) -> None:
    outcome = story.services.accounts.start(OLIVIA, replace(FORM, owner=GWEN.user), story.key())
    assert isinstance(outcome, Invalid)
    assert list(outcome.problems) == ["owner"]


def test_a_form_with_a_mistake_can_be_sent_again_under_the_same_key(story: Story) -> None:
    accounts = story.services.accounts
    assert isinstance(accounts.start(OLIVIA, replace(FORM, name=""), "submit"), Invalid)
    assert isinstance(accounts.start(OLIVIA, FORM, "submit"), Started)
    assert accounts.start(OLIVIA, FORM, "submit") == Repeated()
    assert len(story.rows(schema.accounts)) == 1


@pytest.mark.parametrize("actor", [MAYA, GWEN])
def test_customers_and_guests_start_nothing_R10(story: Story, actor: object) -> None:
    outcome = story.services.accounts.start(actor, FORM, story.key())  # type: ignore[arg-type]
    assert outcome == NotAllowed("external")


def test_leaders_limit_who_may_start_customers_R10(story: Story) -> None:
    saved = story.services.workspaces.save_settings(
        OLIVIA,
        team_channel="CTEAM",
        starters_limited=True,
        starters=(ARTHUR.user,),
        leaders=(CLARA.user,),
        key=story.key(),
    )
    assert saved is None
    accounts = story.services.accounts

    assert accounts.start(OLIVIA, FORM, story.key()) == NotAllowed("not_a_starter")
    assert isinstance(accounts.start(ARTHUR, FORM, story.key()), Started)
    assert isinstance(accounts.start(CLARA, replace(FORM, name="B"), story.key()), Started)
    assert story.services.workspaces.settings(OLIVIA) == NotAllowed("leaders_only")
    shown = story.services.workspaces.settings(CLARA)
    assert not isinstance(shown, NotAllowed)
    assert (shown.team_channel, shown.leaders) == ("CTEAM", (CLARA.user,))


def test_what_is_late_is_not_named_among_what_comes_next_as_well(
    story: Story, clock: SettableClock
) -> None:
    account = story.with_channel()
    story.tick(OLIVIA, "call")
    story.tick(MAYA, "goal")
    story.services.agreement.agree(MAYA, CHANNEL, story.key())
    clock.move(days=10)  # two could be done now: one of them should have been
    shown = story.services.accounts.status(OLIVIA, account=account)
    assert isinstance(shown, StatusView)
    assert [item.key for item in shown.late] == ["login"]
    assert [item.key for item in shown.next_milestones] == ["polish"]


def test_status_answers_for_the_channel_or_by_name_or_offers_a_choice(story: Story) -> None:
    account = story.with_channel()
    story.start(name="Brightwater")
    accounts = story.services.accounts

    here = accounts.status(OLIVIA, channel=CHANNEL)
    assert isinstance(here, StatusView)
    assert here.account == account
    assert here.team[0].role == Role.AE.label
    named = accounts.status(OLIVIA, channel="GELSE", name="bright")
    assert isinstance(named, StatusView)
    assert named.customer == "Brightwater"
    nobody = accounts.status(OLIVIA, name="Zebra")
    assert isinstance(nobody, Choices)
    assert nobody.asked == "Zebra"
    assert [choice.name for choice in nobody.accounts] == ["Brightwater", "Hazel & Finch"]
    assert accounts.status(MAYA, channel=CHANNEL) == NotAllowed("external")


def test_somebody_slack_has_not_told_us_of_is_asked_after_rather_than_refused(
    story: Story,
) -> None:
    newcomer = Actor("UNEW", HOST, HOST)
    form = replace(FORM, csm=newcomer.user)

    outcome = story.services.accounts.start(OLIVIA, form, "submit")

    assert isinstance(outcome, Invalid)
    assert list(outcome.problems) == ["csm"]
    assert [row.body["user"] for row in story.outbox(kind="learn")] == ["UNEW"]
    story.services.workspaces.learn(HOST, [member(newcomer, "Nils New")])
    assert isinstance(story.services.accounts.start(OLIVIA, form, "submit"), Started)


def test_one_of_our_own_people_cannot_be_the_customers_contact_R10(story: Story) -> None:
    story.services.workspaces.learn(HOST, [member(ARTHUR, "Arthur", "Arthur@trellis.example")])
    contacts = (*FORM.contacts, RawContact("Arthur", "arthur@TRELLIS.example", "champion"))

    outcome = story.services.accounts.start(OLIVIA, replace(FORM, contacts=contacts), story.key())

    assert isinstance(outcome, Invalid)
    assert list(outcome.problems) == ["contacts.2.email"]


def test_customers_of_one_name_started_at_once_get_two_channel_names(story: Story) -> None:
    together = threading.Barrier(4)
    outcomes: list[object] = []

    def start(key: str) -> None:
        together.wait()
        outcomes.append(story.services.accounts.start(OLIVIA, FORM, key))

    threads = [threading.Thread(target=start, args=[f"start:{n}"]) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert all(isinstance(outcome, Started) for outcome in outcomes)
    assert len({row.channel_name for row in story.rows(schema.accounts)}) == 4


def test_home_lists_the_customers_on_which_a_person_works(story: Story) -> None:
    story.start()
    story.start(name="Brightwater", csm=ARTHUR.user, ae="")

    accounts = story.services.accounts
    assert [one.name for one in accounts.choices(CLARA)] == ["Hazel & Finch"]
    assert [(one.name, one.stage) for one in accounts.choices(ARTHUR)] == [
        ("Brightwater", "Kickoff"),
        ("Hazel & Finch", "Kickoff"),
    ]
    assert accounts.choices(MAYA) == ()
