"""What was typed into the form of a new customer."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.intake import IntakeForm, NewCustomer, RawContact, check
from onboarding.people import Role, StakeholderRole
from onboarding.provisioning import Sharing, StepKind, steps
from onboarding.tracks import Cutoffs, Track

TODAY = date(2026, 3, 2)
FORM = IntakeForm(
    name="  Hazel &\n Finch ",
    contract_value="60,000",
    signed_on="2026-02-27",
    owner="UOLIVIA",
    contacts=(RawContact("Maya Finch", " Maya@HazelFinch.example ", "champion"), RawContact()),
    outcome="Ship on the same day.",
    country="DE",
)


def checked(**given: object) -> NewCustomer | dict[str, str]:
    return check(replace(FORM, **given), TODAY, Cutoffs())  # type: ignore[arg-type]


def test_a_sound_form_makes_a_customer() -> None:
    customer = checked()
    assert isinstance(customer, NewCustomer)
    assert customer.name == "Hazel & Finch"
    assert customer.track is Track.GUIDED
    assert customer.roles == {Role.OWNER: "UOLIVIA"}
    assert customer.time_zone == "Europe/Berlin"
    [maya] = customer.contacts
    assert (maya.email, maya.role) == ("maya@hazelfinch.example", StakeholderRole.CHAMPION)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("120000", 120_000),
        ("120,000", 120_000),
        ("120.000", 120_000),
        ("1 200 000", 1_200_000),
        ("$120k", 120_000),
        ("€ 5 000", 5_000),
        ("0", 0),
    ],
)
def test_a_contract_value_is_read_as_people_write_it_R3(typed: str, value: int) -> None:
    customer = checked(contract_value=typed)
    assert isinstance(customer, NewCustomer)
    assert customer.contract_value == value


@pytest.mark.parametrize("typed", ["", "plenty", "-5", "12.5", "1,2", "10k5", "1e6"])
def test_what_is_no_whole_number_is_refused_rather_than_guessed(typed: str) -> None:
    problems = checked(contract_value=typed)
    assert isinstance(problems, dict)
    assert list(problems) == ["contract_value"]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"signed_on": ""}, "signed_on"),
        ({"signed_on": "2026-03-03"}, "signed_on"),
        ({"signed_on": "2024-03-03"}, "signed_on"),
        ({"signed_on": "soon"}, "signed_on"),
        ({"track": "express"}, "track"),
        ({"owner": ""}, "owner"),
        ({"outcome": "\n"}, "outcome"),
        ({"outcome": "x" * 501}, "outcome"),
        ({"country": "ZZ", "time_zone": "UTC"}, "country"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"sharing": "fax"}, "sharing"),
        ({"sharing": "adopt"}, "channel"),
        ({"contacts": ()}, "contacts.0.name"),
        ({"contacts": (RawContact("", "a@b.example", "champion"),)}, "contacts.0.name"),
        ({"contacts": (RawContact("A", "a@b", "champion"),)}, "contacts.0.email"),
        ({"contacts": (RawContact("A", "a@b.example", "boss"),)}, "contacts.0.role"),
        (
            {
                "contacts": (
                    RawContact("A", "a@b.example", "champion"),
                    RawContact("B", "A@b.example", "contact"),
                )
            },
            "contacts.1.email",
        ),
    ],
)
def test_each_mistake_is_told_at_its_own_field(given: dict[str, object], field: str) -> None:
    problems = checked(**given)
    assert isinstance(problems, dict)
    assert list(problems) == [field]


def test_a_channel_taken_over_needs_nobody_invited() -> None:
    customer = checked(sharing="adopt", channel="C1", contacts=())
    assert isinstance(customer, NewCustomer)
    assert (customer.sharing, customer.channel) == (Sharing.ADOPT, "C1")


def test_a_channel_chosen_before_changing_the_road_is_forgotten() -> None:
    customer = checked(sharing="connect", channel="C1")
    assert isinstance(customer, NewCustomer)
    assert customer.channel is None


texts = st.text(max_size=90)


@given(
    name=texts,
    contract_value=texts,
    signed_on=texts,
    track=texts,
    outcome=texts,
    country=texts,
    time_zone=texts,
    sharing=texts,
)
def test_whatever_is_typed_gets_a_customer_or_reasons(**typed: str) -> None:
    outcome = checked(**typed)
    assert isinstance(outcome, NewCustomer) or all(outcome.values())


@pytest.mark.parametrize("sharing", list(Sharing))
def test_the_channel_comes_first_and_is_furnished_before_anybody_is_invited(
    sharing: Sharing,
) -> None:
    kinds = [step.kind for step in steps(sharing, ("s1", "s2"))]
    assert kinds[0].makes_channel
    assert not any(kind.makes_channel for kind in kinds[1:])
    assert kinds.index(StepKind.CHECKLIST) < kinds.index(StepKind.INVITE_CONTACT)
    assert kinds.count(StepKind.INVITE_CONTACT) == 2
    assert kinds[-1] is StepKind.ANNOUNCE
