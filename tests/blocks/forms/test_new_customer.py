"""The form of a new customer: what it shows, what comes back, and that nothing typed is lost."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blocks.forms import new_customer
from blocks.forms.new_customer import Adopting
from blocks.forms.places import countries, time_zones
from blocks.forms.state import errors_at_fields
from blocks.values import ForgedValue
from onboarding.countries import COUNTRIES
from onboarding.intake import MOST_CONTACTS, IntakeForm, NewCustomer, RawContact, check
from onboarding.people import StakeholderRole
from onboarding.provisioning import Sharing
from onboarding.tracks import Cutoffs, Track
from onboarding.zones import default_zone
from sandbox.blockkit import validate_view
from tests.blocks.forms.filling import filled

TODAY = date(2026, 3, 2)
BLANK = new_customer.blank(owner="U0OLIVIA", today=TODAY)


def test_a_form_left_alone_reads_as_it_opened() -> None:
    view = filled(new_customer.render(BLANK, Cutoffs()))
    assert new_customer.read(view) == BLANK
    assert (BLANK.owner, BLANK.signed_on, BLANK.sharing) == ("U0OLIVIA", "2026-03-02", "connect")


def test_what_was_typed_makes_a_customer_R3() -> None:
    view = filled(
        new_customer.render(BLANK, Cutoffs()),
        name="Hazel & Finch",
        contract_value="120k",
        outcome="Invoices out within a day",
        country="DE",
        ae="U0ARTHUR",
        contacts__0__name="Maya Finch",
        contacts__0__email="maya@hazelfinch.example",
        contacts__0__role="champion",
    )
    customer = check(new_customer.read(view), TODAY, Cutoffs())
    assert isinstance(customer, NewCustomer)
    assert customer.track is Track.HIGH_TOUCH
    assert customer.time_zone == "Europe/Berlin"
    assert customer.contacts[0].role is StakeholderRole.CHAMPION


texts = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=80).map(str.strip)
contacts = st.builds(
    RawContact,
    name=texts,
    email=texts,
    role=st.sampled_from([role.value for role in StakeholderRole]),
)
forms = st.builds(
    IntakeForm,
    name=texts,
    contract_value=texts.map(lambda text: text[:20].strip()),
    signed_on=st.dates(date(2000, 1, 1), date(2100, 1, 1)).map(date.isoformat) | st.just(""),
    track=st.sampled_from(["auto", *[track.value for track in Track]]),
    owner=st.just("U0OLIVIA"),
    ae=st.sampled_from(["", "U0ARTHUR"]),
    csm=st.sampled_from(["", "U0CLARA"]),
    contacts=st.lists(contacts, min_size=1, max_size=MOST_CONTACTS).map(tuple),
    outcome=texts,
    country=st.sampled_from(["", *COUNTRIES]),
    time_zone=st.sampled_from(["", "Europe/Berlin", "America/Argentina/Buenos_Aires"]),
    sharing=st.sampled_from([way.value for way in Sharing]),
)


@settings(max_examples=30, deadline=None)
@given(forms)
def test_drawing_the_form_again_loses_nothing_that_was_typed(form: IntakeForm) -> None:
    view = filled(new_customer.render(form, Cutoffs()))
    assert new_customer.read(view) == form
    assert validate_view(new_customer.render(form, Cutoffs(), team_channel_missing=True)) == []


@settings(max_examples=30, deadline=None)
@given(forms)
def test_another_contact_leaves_the_others_as_they_are(form: IntakeForm) -> None:
    after = new_customer.with_another_contact(form)
    assert after.contacts[: len(form.contacts)] == form.contacts
    assert len(after.contacts) == min(len(form.contacts) + 1, MOST_CONTACTS)


def test_the_button_for_another_contact_goes_when_there_is_no_room() -> None:
    full = replace(BLANK, contacts=(RawContact(role="contact"),) * MOST_CONTACTS)
    buttons = [b for b in new_customer.render(full, Cutoffs())["blocks"] if b["type"] == "actions"]
    assert buttons == []
    assert validate_view(new_customer.render(full, Cutoffs())) == []


@pytest.mark.parametrize("way", Sharing)
def test_the_channel_is_asked_for_only_where_one_is_adopted(way: Sharing) -> None:
    view = new_customer.render(replace(BLANK, sharing=way.value), Cutoffs())
    asked = any(block.get("block_id") == "channel" for block in view["blocks"])
    assert asked == (way is Sharing.ADOPT)


def test_somebody_must_be_invited_unless_a_channel_is_adopted() -> None:
    optional = {
        way: next(
            block.get("optional", False)
            for block in new_customer.render(replace(BLANK, sharing=way.value), Cutoffs())["blocks"]
            if block.get("block_id") == "contacts.0.name"
        )
        for way in Sharing
    }
    assert optional == {Sharing.CONNECT: False, Sharing.GUESTS: False, Sharing.ADOPT: True}


def test_adopting_the_channel_one_is_in_leaves_no_way_of_sharing_to_choose() -> None:
    view = new_customer.render(BLANK, Cutoffs(), adopting=Adopting(channel="C0HAZEL"))
    assert not any(block.get("block_id") in ("sharing", "channel") for block in view["blocks"])
    form = new_customer.read(filled(view))
    assert (form.sharing, form.channel) == ("adopt", "C0HAZEL")
    assert validate_view(view) == []


def test_a_form_about_something_we_never_wrote_is_refused() -> None:
    view = filled(new_customer.render(BLANK, Cutoffs())) | {"private_metadata": '{"channel": 7}'}
    with pytest.raises(ForgedValue):
        new_customer.read(view)


def test_every_problem_is_told_at_a_field_that_is_there() -> None:
    view = filled(new_customer.render(BLANK, Cutoffs(), adopting=Adopting(channel="C0HAZEL")))
    problems = check(replace(new_customer.read(view), contract_value="much"), TODAY, Cutoffs())
    assert isinstance(problems, dict)
    errors = errors_at_fields(problems | {"channel": "It belongs to Acme already."}, view)
    shown = {block["block_id"] for block in view["blocks"] if block["type"] == "input"}
    assert errors.keys() <= shown
    assert "It belongs to Acme already." in errors["name"]
    assert "contract_value" in errors


def test_every_country_and_every_usual_zone_can_be_chosen() -> None:
    assert {one.value for group in countries().values() for one in group} == set(COUNTRIES)
    zones = {one.value for group in time_zones().values() for one in group}
    assert {default_zone(country) for country in COUNTRIES} <= zones


def test_the_form_knows_the_cutoffs_of_the_tracks_R3() -> None:
    cutoffs = Cutoffs(guided_from=30_000, high_touch_from=90_000)
    view = new_customer.render(BLANK, cutoffs)
    hint = next(b for b in view["blocks"] if b.get("block_id") == "track")["hint"]["text"]
    assert "30,000" in hint
    assert "90,000" in hint


def test_the_page_after_it_takes_any_name() -> None:
    for adopted in (True, False):
        view = new_customer.started("<b>&" + "x" * 75, adopted=adopted)
        assert validate_view(view) == []
        assert "&lt;b&gt;&amp;x" in view["blocks"][0]["text"]["text"]
