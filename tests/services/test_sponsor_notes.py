"""The note to the customer's executive sponsor."""

from dataclasses import replace

import pytest

from onboarding.cadence import Lever
from onboarding.playbook import Playbook
from onboarding.refusals import NobodyToWriteTo, NoteSent, Refused, StallOver
from onboarding.review.sponsor_note import DraftedNote
from onboarding.stall_card import NoteToSend, StallCard
from onboarding.tracks import Track
from services import Services, ServiceSettings, stall_card
from services.actor import Actor
from services.office import Office
from services.outcomes import Invalid, NotAllowed, Repeated
from services.sponsor_notes import NoteGone, SponsorNotes, send_by_itself
from storage import accounts, people
from storage.outbox import OutboxRow
from storage.review_schema import sponsor_notes
from storage.transaction import begin
from tests.onboarding.examples import playbook_data
from tests.services.quiet import STALL, TOM_MAIL, went_quiet, with_sponsor
from tests.services.story import ARTHUR, BEN, HOST, MAYA, OLIVIA, Story

TEXT = "Hello Tom,\n\ncould you spare Priya an hour?"


@pytest.fixture
def account(story: Story) -> str:
    account = story.with_channel()
    went_quiet(story, account, reached=(Lever.NUDGE, Lever.TEAM_CHANNEL))
    return account


@pytest.fixture
def notes(story: Story) -> SponsorNotes:
    """With a mail server."""
    return SponsorNotes(with_mail(story))


def with_mail(story: Story) -> Office:
    office = story.services.sponsor_notes.office
    return replace(office, settings=replace(office.settings, can_mail=True))


def send(
    story: Story, notes: SponsorNotes, account: str, actor: Actor = OLIVIA, **given: object
) -> object:
    key = str(given.pop("key", None) or story.key())
    return notes.send(actor, account, STALL, "One thing", TEXT, key, **given)  # type: ignore[arg-type]


def test_the_draft_leads_with_their_own_goal_and_asks_one_thing_C4(
    story: Story, notes: SponsorNotes, account: str
) -> None:
    with_sponsor(story, account, user="UTOM")
    draft = notes.draft(OLIVIA, account, STALL)
    assert isinstance(draft, DraftedNote)
    assert (draft.sponsor, draft.way, draft.address) == ("Tom Hazel", "slack", TOM_MAIL)
    assert draft.text.startswith("Hello Tom,")
    assert "Every order leaves the house on the day it came in." in draft.text
    assert "0 of 7 steps" in draft.text
    assert draft.text.count("The one thing we ask") == 1
    assert len(draft.text.split()) < 120
    assert "60,000" not in draft.text


def test_a_sponsor_in_the_channel_gets_a_direct_message_C4(
    story: Story, notes: SponsorNotes, account: str
) -> None:
    tom = with_sponsor(story, account, user="UTOM")
    assert send(story, notes, account) == NoteGone("Tom Hazel", "slack")
    [row] = story.outbox(kind="stakeholder_message")
    assert row.body["user"] == "UTOM"
    message = row.body["message"]
    assert (message["kind"], message["text"]) == ("sponsor_note", TEXT)
    assert (message["owner"], message["owner_name"]) == (OLIVIA.user, "Olivia Hart")
    [kept] = story.rows(sponsor_notes)
    assert (kept.stakeholder_id, kept.way, kept.sent_by) == (tom, "slack", OLIVIA.user)
    assert [r.data["text"] for r in story.activity("sponsor_note.sent")] == [TEXT]
    assert story.messages("sponsor_note_sent") == []  # the owner's own doing


def test_a_sponsor_who_shares_no_channel_gets_email_that_is_answered_to_the_owner_C4(
    story: Story, notes: SponsorNotes, account: str
) -> None:
    with_sponsor(story, account)
    with begin(story.database, HOST) as tx:
        olivia = people.member(tx, OLIVIA.user)
        assert olivia is not None
        people.learn(tx, [replace(olivia, email="olivia@trellis.example")])
    assert send(story, notes, account, ARTHUR) == NoteGone("Tom Hazel", "email")
    [row] = story.outbox(kind="email")
    assert (row.body["to"], row.body["name"]) == (TOM_MAIL, "Tom Hazel")
    assert row.body["reply_to"] == "olivia@trellis.example"
    [news] = story.messages("sponsor_note_sent")
    assert (news["by"], news["way"], news["text"]) == (ARTHUR.user, "email", TEXT)


def test_without_a_mail_server_the_owner_writes_by_hand_and_it_is_on_record_C4(
    story: Story, account: str
) -> None:
    notes = story.services.sponsor_notes
    with_sponsor(story, account)
    draft = notes.draft(OLIVIA, account, STALL)
    assert isinstance(draft, DraftedNote)
    assert (draft.way, draft.address) == ("owner", TOM_MAIL)
    assert send(story, notes, account) == Refused(NobodyToWriteTo())
    assert send(story, notes, account, by_hand=True) == NoteGone("Tom Hazel", "owner")
    assert story.outbox(kind="email") == []
    assert [row.way for row in story.rows(sponsor_notes)] == ["owner"]


def test_the_note_is_begun_in_the_words_of_the_accounts_playbook_C9(story: Story) -> None:
    own = {"sponsor_note_draft": "{{ outcome }} needs an hour.", "sponsor_note_draft_subject": "Hi"}
    book = Playbook.model_validate(playbook_data() | {"version": 4, "messages": own})
    services = Services.open(story.database, dict.fromkeys(Track, book), ServiceSettings())
    story.services = services
    account = story.with_channel()
    went_quiet(story, account, reached=(Lever.NUDGE, Lever.TEAM_CHANNEL))
    with_sponsor(story, account, user="UTOM")
    draft = services.sponsor_notes.draft(OLIVIA, account, STALL)
    assert isinstance(draft, DraftedNote)
    assert draft.subject == "Hi"
    assert draft.text == "Every order leaves the house on the day it came in. needs an hour."


@pytest.mark.parametrize(
    ("can_mail", "user", "how"),
    [(True, None, "email"), (False, None, "by_hand"), (False, "UTOM", "slack")],
)
def test_the_card_says_that_the_note_waits_and_whose_it_is_to_send_C4(
    story: Story, can_mail: bool, user: str | None, how: str
) -> None:
    account = story.with_channel()
    went_quiet(story, account, reached=(Lever.NUDGE, Lever.SPONSOR))
    with_sponsor(story, account, user=user)
    office = with_mail(story) if can_mail else story.services.sponsor_notes.office
    assert _card(story, office, account).to_send == NoteToSend("Tom Hazel", how)  # type: ignore[arg-type]
    by_hand = how == "by_hand"
    assert isinstance(send(story, SponsorNotes(office), account, by_hand=by_hand), NoteGone)
    assert _card(story, office, account).to_send is None


def _card(story: Story, office: Office, account: str) -> StallCard:
    with begin(story.database, HOST) as tx:
        found = accounts.by_id(tx, account)
        assert found is not None
        card = stall_card.view(office, tx, found, STALL)
        assert card is not None
        return card


def test_where_nobody_with_authority_is_known_the_owner_is_told_so_C4(
    story: Story, notes: SponsorNotes, account: str
) -> None:
    assert notes.draft(OLIVIA, account, STALL) == Refused(NobodyToWriteTo())
    assert send(story, notes, account) == Refused(NobodyToWriteTo())


def test_a_note_is_sent_once_however_often_it_is_pressed_C4(
    story: Story, notes: SponsorNotes, account: str
) -> None:
    with_sponsor(story, account, user="UTOM")
    send(story, notes, account, key="once")
    assert send(story, notes, account, key="once") == Repeated()
    assert send(story, notes, account, ARTHUR) == Refused(NoteSent())
    assert notes.draft(ARTHUR, account, STALL) == Refused(NoteSent())
    assert len(story.outbox(kind="stakeholder_message")) == 1


def test_a_note_about_what_is_over_is_not_sent_C4(
    story: Story, notes: SponsorNotes, account: str
) -> None:
    with_sponsor(story, account, user="UTOM")
    story.services.stalls.resolve(OLIVIA, account, STALL, story.key())
    assert send(story, notes, account) == Refused(StallOver())
    assert story.outbox(kind="stakeholder_message") == []


@pytest.mark.parametrize(
    ("subject", "text", "field"),
    [("", TEXT, "subject"), ("s" * 151, TEXT, "subject"), ("S", " ", "text"),
     ("S", "t" * 2_501, "text")],
)  # fmt: skip
def test_a_note_without_words_or_with_too_many_is_told_at_its_field(
    story: Story, notes: SponsorNotes, account: str, subject: str, text: str, field: str
) -> None:
    with_sponsor(story, account, user="UTOM")
    outcome = notes.send(OLIVIA, account, STALL, subject, text, story.key())
    assert isinstance(outcome, Invalid)
    assert outcome.problems.keys() == {field}


@pytest.mark.parametrize("actor", [MAYA, BEN], ids=["the customer", "another company"])
def test_only_our_own_people_write_to_a_sponsor_R10(
    story: Story, notes: SponsorNotes, account: str, actor: Actor
) -> None:
    with_sponsor(story, account, user="UTOM")
    assert isinstance(notes.draft(actor, account, STALL), NotAllowed)
    assert isinstance(send(story, notes, account, actor), NotAllowed)
    assert story.rows(sponsor_notes) == []


@pytest.mark.parametrize("user", ["UTOM", None], ids=["by direct message", "by email"])
def test_the_owner_hears_of_a_note_that_cannot_be_delivered_C4(
    story: Story, notes: SponsorNotes, account: str, user: str | None
) -> None:
    with_sponsor(story, account, user=user)
    send(story, notes, account)
    kind = "stakeholder_message" if user else "email"
    [row] = story.outbox(kind=kind)
    columns = OutboxRow.__dataclass_fields__
    story.services.delivery.died(OutboxRow(**{name: row._mapping[name] for name in columns}), "no")
    [told] = story.messages("dead_letter")
    assert (told["what"], told["error"]) == ("sponsor_note", "no")


@pytest.mark.parametrize(("user", "kind"), [("UTOM", "stakeholder_message"), (None, "email")])
def test_where_the_playbook_says_automatic_it_goes_by_itself_once_and_the_owner_hears_C4(
    story: Story, account: str, user: str | None, kind: str
) -> None:
    with_sponsor(story, account, user=user)
    assert by_itself(story, with_mail(story), account)
    assert by_itself(story, with_mail(story), account)
    [row] = story.outbox(kind=kind)
    assert row.body["message"]["text"].startswith("Hello Tom,")
    assert [r.sent_by for r in story.rows(sponsor_notes)] == [None]
    [news] = story.messages("sponsor_note_sent")
    assert news["by"] is None


def test_what_cannot_go_by_itself_is_left_to_the_owner_C4(story: Story, account: str) -> None:
    office = story.services.sponsor_notes.office
    assert not by_itself(story, with_mail(story), account)  # nobody is known
    with_sponsor(story, account)
    assert not by_itself(story, office, account)  # no mail server
    assert story.rows(sponsor_notes) == []


def by_itself(story: Story, office: Office, account: str) -> bool:
    with begin(story.database, HOST) as tx:
        state = office.state(tx, account)
        assert state is not None
        assert state.stall is not None
        return send_by_itself(office, tx, state, state.stall)
