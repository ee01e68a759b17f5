"""C6, C7: what helps with a milestone fits whoever looks."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.material import audience_of, fitting, material
from onboarding.messages.touches import Reminder
from onboarding.people import StakeholderRole
from onboarding.playbook import Audience, Resource, ResourceFormat
from tests.onboarding.examples import a_plan, playbook_data, with_done
from tests.onboarding.review.accounts import an_account, at, day, having, priya, tom, walk

ADMINISTRATOR, END_USER, EXECUTIVE = Audience


def resource(audience: Audience, number: int = 0) -> Resource:
    return Resource(
        format=ResourceFormat.SHORT_VIDEO,
        title=f"{audience} {number}",
        url=f"https://help.example.com/{audience}/{number}",
        audience=audience,
    )


@pytest.mark.parametrize(
    ("roles", "audience"),
    [
        ((), ADMINISTRATOR),
        (("champion",), ADMINISTRATOR),
        (("technical_owner",), ADMINISTRATOR),
        (("daily_user",), END_USER),
        (("daily_user", "technical_owner"), ADMINISTRATOR),
        (("executive_sponsor",), EXECUTIVE),
        (("economic_buyer", "daily_user"), EXECUTIVE),
    ],
)
def test_who_somebody_is_says_how_they_are_spoken_to_C7(
    roles: tuple[str, ...], audience: Audience
) -> None:
    assert audience_of(roles) is audience


@pytest.mark.parametrize(
    ("there", "wanted", "found"),
    [
        ((END_USER, EXECUTIVE), EXECUTIVE, (EXECUTIVE,)),
        ((ADMINISTRATOR, END_USER), EXECUTIVE, (END_USER,)),
        ((ADMINISTRATOR,), END_USER, (ADMINISTRATOR,)),
        ((), END_USER, ()),
    ],
)
def test_what_is_made_for_somebody_comes_before_what_everybody_understands_C7(
    there: tuple[Audience, ...], wanted: Audience, found: tuple[Audience, ...]
) -> None:
    resources = [resource(audience) for audience in there]
    assert tuple(one.audience for one in fitting(resources, wanted)) == found


@given(
    there=st.lists(st.sampled_from(Audience)),
    roles=st.lists(st.sampled_from(StakeholderRole), unique=True),
)
def test_whoever_looks_finds_something_wherever_there_is_anything_C7(
    there: list[Audience], roles: list[StakeholderRole]
) -> None:
    resources = tuple(resource(audience, n) for n, audience in enumerate(there))
    found = fitting(resources, audience_of([role.value for role in roles]))
    assert bool(found) == bool(resources)
    assert set(found) <= set(resources)


def test_what_can_be_done_now_comes_first_and_what_is_done_last_C6() -> None:
    data = playbook_data()
    for stage in data["stages"]:
        for milestone in stage["milestones"]:
            milestone.setdefault("resources", [resource(END_USER).model_dump(mode="json")])
    plan = with_done(a_plan(data), "call")
    shown = material(plan, END_USER, date(2025, 3, 5))
    titles = [step.title.removeprefix("Milestone ") for step in shown.steps]
    assert (titles[0], titles[-1]) == ("goal", "call")
    assert [step.is_done for step in shown.steps] == [False] * (len(titles) - 1) + [True]


def test_our_own_people_see_all_of_it_C7() -> None:
    data = playbook_data()
    data["stages"][0]["milestones"][0]["resources"] = [
        resource(audience).model_dump(mode="json") for audience in Audience
    ]
    plan = a_plan(data)
    [ours, *_] = material(plan, None, date(2025, 3, 5)).steps
    assert ([one.audience for one in ours.yours], ours.others) == (list(Audience), ())
    [theirs, *_] = material(plan, EXECUTIVE, date(2025, 3, 5)).steps
    assert [one.audience for one in theirs.yours] == [EXECUTIVE]
    assert [one.audience for one in theirs.others] == [ADMINISTRATOR, END_USER]


@pytest.mark.parametrize(
    ("contact", "title"), [(priya(), "end_user 1"), (tom(), "executive 2")], ids=["user", "boss"]
)
def test_a_reminder_carries_the_link_that_fits_its_reader_C7(contact: object, title: str) -> None:
    data = playbook_data()
    resources = [
        resource(audience, n).model_dump(mode="json") for n, audience in enumerate(Audience)
    ]
    resources.append(resources[0] | {"format": "live-session"})
    for stage in data["stages"]:
        for milestone in stage["milestones"]:
            if milestone["side"] == "customer":
                milestone["resources"] = resources
    account = an_account(plan=with_done(a_plan(data), "call"), contacts=(contact,))
    account = having(account, account.contacts[0].user or "", active_at=at(day(80)))
    found = walk(account, at(day(8)))
    said = [t.message for _, t in found.sent if t.kind in ("reminder", "re_engagement")]
    assert any(isinstance(message, Reminder) for message in said)
    items = [item for m in said if isinstance(m, Reminder) and m.to for item in m.items]
    channel = [item for m in said if isinstance(m, Reminder) and not m.to for item in m.items]
    for item in items:
        assert item.material is not None
        assert item.material.title == title
    for item in channel:  # nobody's in particular: for the role that owns it, a champion's
        assert item.material is not None
        assert item.material.title == "administrator 0"
    assert items or channel
