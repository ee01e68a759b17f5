"""What happened with a customer, read by our people (X1)."""

import pytest

from onboarding.timeline import PAGE, TimelineView, Topic
from services.actor import Actor
from services.outcomes import NotAllowed
from tests.services.story import ARTHUR, BEN, GWEN, MAYA, OLIVIA, Story


def page(story: Story, account: str, topic: Topic = Topic.ALL, **given: int | None) -> TimelineView:
    view = story.services.timelines.page(ARTHUR, account, topic, **given)
    assert isinstance(view, TimelineView), view
    return view


def test_it_shows_an_account_the_newest_first_and_no_other_X1(story: Story) -> None:
    account = story.with_channel()
    story.start(name="Brightwater")
    story.tick(OLIVIA, "call")
    view = page(story, account)
    assert view.customer == "Hazel & Finch"
    assert [one.id for one in view.entries] == sorted(
        (one.id for one in view.entries), reverse=True
    )
    kinds = [one.kind for one in view.entries]
    assert kinds[0] in ("milestone.done", "stage.completed")
    assert kinds[-1] == "account.started"
    assert kinds.count("account.started") == 1
    assert view.names.milestones["call"]


def test_a_topic_leaves_the_others_out_X1(story: Story) -> None:
    account = story.with_channel()
    story.tick(OLIVIA, "call")
    kinds = {one.kind for one in page(story, account, Topic.PLAN).entries}
    assert {"milestone.done", "account.started"} <= kinds
    assert "channel.made" not in kinds
    assert page(story, account, Topic.QUIET).entries == ()


def test_pages_lead_to_the_first_line_and_back_X1(story: Story) -> None:
    account = story.with_channel()
    for _ in range(PAGE):
        story.tick(OLIVIA, "call")
        story.tick(OLIVIA, "call", done=False)
    first = page(story, account)
    assert len(first.entries) == PAGE
    assert first.newer is None
    seen, view = list(first.entries), first
    while view.older is not None:
        view = page(story, account, before=view.older)
        seen += view.entries
    recorded = [row.id for row in story.activity() if row.account_id == account]
    assert [one.id for one in seen] == sorted(recorded, reverse=True)
    second = page(story, account, before=first.older)
    assert page(story, account, after=second.newer) == first


@pytest.mark.parametrize(
    ("actor", "why"),
    [(MAYA, "not_your_side"), (BEN, "stranger"), (GWEN, "stranger")],
    ids=["the customer", "another company", "a guest"],
)
def test_only_our_own_people_read_it_X1(story: Story, actor: Actor, why: str) -> None:
    account = story.with_channel()
    assert story.services.timelines.page(actor, account) == NotAllowed(why)  # type: ignore[arg-type]
