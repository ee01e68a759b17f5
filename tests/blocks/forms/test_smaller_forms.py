"""The forms for being stuck, for dates and owners, for settings, and for another way of sharing."""

from datetime import date

import pytest

from blocks.forms import change, settings, share_another_way, stuck
from blocks.forms.change import Change, ChangeIn, Confirming
from blocks.forms.settings import Settings
from blocks.forms.share_another_way import Way
from blocks.forms.stuck import Stuck, StuckIn
from blocks.values import ChangeSharing, ForgedValue, parse
from onboarding.people import Side
from onboarding.plan import BlockerKind
from onboarding.provisioning import Sharing
from onboarding.views import ChecklistItem, RedatePreview, SettingsView
from sandbox.blockkit import validate_view
from tests.blocks.forms.filling import filled

DUE = date(2026, 3, 12)


def item(key: str, title: str = "First login") -> ChecklistItem:
    return ChecklistItem(
        key=key,
        title=title,
        why="It shows that it works.",
        side=Side.CUSTOMER,
        role="Champion",
        assignee=None,
        due_on=DUE,
        baseline_on=DUE,
        late=False,
        required=True,
        first_value=False,
        done_on=None,
        done_by=None,
        can_tick=True,
        can_undo=False,
    )


MOST = [item(f"milestone-{number}", f"{number} " + "& so on " * 14) for number in range(100)]
STUCK_IN = StuckIn(account="a1", channel="C0HAZEL")


def test_what_holds_a_milestone_up_is_read_as_it_was_typed() -> None:
    view = filled(
        stuck.render(STUCK_IN, [item("first-login"), item("invite-users")]),
        milestone="invite-users",
        kind="access",
        what=" We cannot create users. ",
        helper="Tom",
    )
    assert stuck.read(view) == Stuck(
        "invite-users", BlockerKind.ACCESS, "We cannot create users.", "Tom"
    )
    assert parse(view["private_metadata"], StuckIn) == STUCK_IN


def test_nobody_needs_to_be_named_who_could_help() -> None:
    view = filled(stuck.render(STUCK_IN, [item("first-login")]), kind="other", what="No idea")
    assert stuck.read(view).helper is None


def test_a_kind_of_blocker_that_was_not_offered_is_forged() -> None:
    view = filled(stuck.render(STUCK_IN, [item("first-login")]), what="No idea")
    with pytest.raises(ForgedValue):
        stuck.read(view)


def test_a_new_date_or_a_new_owner_or_neither_can_be_chosen() -> None:
    view = change.render(ChangeIn(account="a1"), [item("first-login")])
    assert change.read(filled(view)) == Change("first-login", None, None)
    chosen = filled(view, due_on="2026-03-20", assignee="U0MAYA")
    assert change.read(chosen) == Change("first-login", date(2026, 3, 20), "U0MAYA")


def test_the_preview_names_each_date_that_moves_and_why() -> None:
    about = Confirming(account="a1", milestone="m", due_on=date(2026, 3, 20), assignee=None)
    shown = RedatePreview(
        account="a1",
        milestone="m",
        title="Data & users",
        before=DUE,
        after=date(2026, 3, 20),
        shifts=(("Go live", date(2026, 12, 30), date(2027, 1, 8), "Data & users"),),
    )
    view = change.preview(about, shown)
    text = " ".join(block["text"]["text"] for block in view["blocks"] if block["type"] == "section")
    assert "*Data &amp; users* moves from Thu 12 Mar 2026 to *Fri 20 Mar 2026*" in text
    assert "Go live: Wed 30 Dec 2026 → *Fri 8 Jan 2027*" in text
    assert "*Fri 8 Jan 2027*, because it waits for “Data &amp; users”" in text
    assert parse(view["private_metadata"], Confirming) == about
    assert about.due_on == date(2026, 3, 20)


def test_a_date_that_moves_nothing_else_says_so() -> None:
    about = Confirming(account="a1", milestone="m", due_on=date(2026, 3, 20), assignee=None)
    shown = RedatePreview("a1", "m", "Go live", DUE, date(2026, 3, 20), ())
    view = change.preview(about, shown)
    assert view["blocks"][1]["text"]["text"] == "Nothing else moves."


@pytest.mark.parametrize("default", [True, False])
def test_settings_left_alone_read_as_they_were(default: bool) -> None:
    view = settings.render(
        SettingsView("C0TEAM", default, True, starters=("U0OLIVIA",), leaders=("U0LIAM", "U0EVE"))
    )
    assert validate_view(view) == []
    assert settings.read(filled(view)) == Settings(
        "C0TEAM", True, ("U0OLIVIA",), ("U0LIAM", "U0EVE")
    )


def test_settings_of_a_new_workspace_are_empty_and_can_be_filled() -> None:
    view = settings.render(SettingsView(None, False, False))
    assert settings.read(filled(view)) == Settings(None, False, (), ())
    chosen = filled(
        view, team_channel="C0TEAM", starters_limited=["limited"], starters=["U0A"], leaders=["U0B"]
    )
    assert settings.read(chosen) == Settings("C0TEAM", True, ("U0A",), ("U0B",))


def test_another_way_of_sharing_is_read_with_its_channel() -> None:
    view = share_another_way.render(ChangeSharing(account="a1"))
    assert share_another_way.read(filled(view, sharing="guests")) == Way(Sharing.GUESTS, None)
    adopting = filled(view, sharing="adopt", channel="C0HAZEL")
    assert share_another_way.read(adopting) == Way(Sharing.ADOPT, "C0HAZEL")
    with pytest.raises(ForgedValue):
        share_another_way.read(filled(view))


def test_slack_takes_every_form_at_its_fullest() -> None:
    about = Confirming(account="a" * 32, milestone="m", due_on=date(2026, 3, 20), assignee="U0MAYA")
    title = "<" * 120
    shifts = tuple((title, DUE, date(2027, 3, 20), title) for _ in range(99))
    views = [
        stuck.render(STUCK_IN, MOST),
        change.render(ChangeIn(account="a1"), MOST),
        change.preview(about, RedatePreview("a1", "m", title, DUE, DUE, shifts)),
        settings.render(SettingsView(None, False, False)),
        share_another_way.render(ChangeSharing(account="a1")),
    ]
    assert [validate_view(view) for view in views] == [[]] * len(views)
