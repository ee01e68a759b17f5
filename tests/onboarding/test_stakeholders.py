"""The stakeholder map: who was seen when, gaps, the one thread; what cannot be kept (A5, G3)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.people import StakeholderRole
from onboarding.review.account import Contact
from onboarding.stakeholders import (
    MOST_PEOPLE,
    Facts,
    Known,
    Presence,
    StakeholderMap,
    TypedPerson,
    placed,
    problems,
)
from onboarding.workdays import WorkCalendar

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)  # a Thursday
DAYS = WorkCalendar("DE", "Europe/Berlin")
DAY = timedelta(days=1)
MAYA = Contact("maya", "Maya Finch", roles=("champion",))
TYPED = TypedPerson(name="Anna Reed", email="anna@hazelfinch.example")
TOM = Known("tom", "Tom Hazel", "tom@hazelfinch.example")


def drawn(*contacts: Contact, named: tuple[str, ...] | None = None) -> StakeholderMap:
    ids = [one.id for one in contacts] if named is None else named
    people, unnamed = placed(contacts, {one: Facts() for one in ids}, DAYS, 10, NOW)
    return StakeholderMap(
        account="a",
        customer="Finch",
        channel=None,
        people=people,
        unnamed=unnamed,
        active_days=10,
        lead=None,
        authority=None,
        team={},
        today=DAYS.local_date(NOW),
    )


@pytest.mark.parametrize(
    ("known", "presence", "since"),
    [
        ({}, Presence.NEVER_CAME, None),
        ({"user": "U1"}, Presence.OUTSIDE, None),
        ({"user": None, "joined_at": NOW}, Presence.OUTSIDE, None),  # erased since
        ({"user": "U1", "joined_at": NOW - DAY}, Presence.SILENT, date(2026, 3, 11)),
        (
            {"user": "U1", "joined_at": NOW - 9 * DAY, "active_at": NOW - 2 * DAY},
            Presence.ACTIVE,
            date(2026, 3, 10),
        ),
        (
            {"user": "U1", "joined_at": NOW - 90 * DAY, "active_at": NOW - 14 * DAY},
            Presence.ACTIVE,  # ten working days ago, on the day
            date(2026, 2, 26),
        ),
        (
            {"user": "U1", "joined_at": NOW - 90 * DAY, "active_at": NOW - 15 * DAY},
            Presence.QUIET,
            date(2026, 2, 25),
        ),
        (
            {"user": "U1", "joined_at": NOW - 9 * DAY, "active_at": NOW, "left_at": NOW - DAY},
            Presence.LEFT,
            date(2026, 3, 11),
        ),
        ({"user": "U1", "active_at": NOW}, Presence.ACTIVE, date(2026, 3, 12)),
    ],
)
def test_what_we_last_saw_of_somebody_A5(
    known: dict[str, object], presence: Presence, since: date | None
) -> None:
    [person] = drawn(replace(MAYA, **known)).people  # type: ignore[arg-type]
    assert (person.presence, person.since) == (presence, since)


def test_a_role_whose_last_holder_left_is_a_gap_and_the_holder_is_still_shown_A5() -> None:
    gone = replace(MAYA, user="U1", joined_at=NOW - 9 * DAY, left_at=NOW)
    view = drawn(gone)
    assert StakeholderRole.CHAMPION in view.gaps
    assert [one.name for one in view.holders(StakeholderRole.CHAMPION)] == ["Maya Finch"]
    taken_over = drawn(gone, Contact("tom", "Tom Hazel", roles=("champion", "contact")))
    assert set(StakeholderRole) - set(taken_over.gaps) == {
        StakeholderRole.CHAMPION,
        StakeholderRole.CONTACT,
    }
    assert [one.name for one in taken_over.holders(StakeholderRole.CHAMPION)] == [
        "Tom Hazel",
        "Maya Finch",
    ]


def test_it_hangs_on_one_person_while_only_one_gave_a_sign_G3() -> None:
    came, spoke = NOW - 9 * DAY, NOW - DAY
    maya = replace(MAYA, user="U1", joined_at=came, active_at=spoke)
    tom = Contact("tom", "Tom Hazel", user="U2", joined_at=NOW - DAY)
    single = drawn(maya, tom).single_thread
    assert single is not None
    assert single.name == "Maya Finch"
    assert drawn(replace(maya, active_at=None), tom).single_thread is None
    unnamed = Contact("U3", "Una", user="U3", joined_at=came, active_at=spoke)
    view = drawn(maya, tom, unnamed, named=("maya", "tom"))
    assert view.single_thread is None
    assert [one.name for one in view.unnamed] == ["Una"]
    assert [one.name for one in view.unmatched] == []


@given(
    st.lists(
        st.builds(
            Contact,
            id=st.uuids().map(str),
            name=st.text(min_size=1, max_size=9),
            user=st.none() | st.just("U1"),
            roles=st.lists(st.sampled_from([r.value for r in StakeholderRole]), unique=True).map(
                tuple
            ),
            joined_at=st.none() | st.just(NOW - DAY),
            left_at=st.none() | st.just(NOW),
            active_at=st.none() | st.just(NOW),
        ),
        max_size=8,
    )
)
def test_everybody_stands_on_the_map_once_for_each_role_and_gaps_have_nobody_A5(
    contacts: list[Contact],
) -> None:
    view = drawn(*contacts)
    shown = [(role, one.id) for role in StakeholderRole for one in view.holders(role)]
    assert len(shown) == len(set(shown)) == sum(len(one.roles) for one in contacts)
    assert {one.id for one in view.without_role} == {one.id for one in contacts if not one.roles}
    for role in StakeholderRole:
        is_held = any(role.value in one.roles and one.left_at is None for one in contacts)
        assert (role in view.gaps) is not is_held


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        (TYPED, set()),
        (replace(TYPED, email=""), set()),
        (replace(TYPED, name=""), {"name"}),
        (replace(TYPED, name="x" * 151, title="x" * 151), {"name", "title"}),
        (replace(TYPED, remark="x" * 1_001), {"remark"}),
        (replace(TYPED, email="anna at home"), {"email"}),
        (replace(TYPED, email=TOM.email), {"email"}),
        (replace(TYPED, email="", invite=True), {"email"}),
        (replace(TYPED, user="U1"), set()),
        (replace(TYPED, user="U9"), {"user"}),
        (TypedPerson(same_as="tom"), set()),
        (TypedPerson(same_as="maya"), {"same_as"}),
    ],
)
def test_what_cannot_be_kept_is_told_at_its_field_A5(typed: TypedPerson, wrong: set[str]) -> None:
    found = problems(typed, [TOM], unmatched=["tom"], comers=["U1"], is_new=True)
    assert set(found) == wrong


def test_two_people_without_an_address_are_two_people_A5() -> None:
    nobody = replace(TOM, email="")
    assert not problems(replace(TYPED, email=""), [nobody], unmatched=[], comers=[], is_new=True)


def test_a_map_that_is_full_takes_changes_and_nobody_new_A5() -> None:
    others = [Known(str(n), "Somebody", f"{n}@hazelfinch.example") for n in range(MOST_PEOPLE)]
    full = problems(TYPED, others, unmatched=[], comers=[], is_new=True)
    assert set(full) == {"name"}
    assert not problems(TYPED, others[1:], unmatched=[], comers=[], is_new=False)
