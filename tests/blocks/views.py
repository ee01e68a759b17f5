"""View models to render: small ones by name, and any that could ever be."""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from onboarding.checklist import PAGE_SIZE
from onboarding.people import Role, Side, StakeholderRole
from onboarding.plan import BlockerKind
from onboarding.playbook import ResourceFormat
from onboarding.views import (
    BlockerLine,
    ChecklistItem,
    ChecklistView,
    Page,
    ResourceLine,
    StageLine,
)

TODAY = date(2026, 3, 20)


def item(key: str = "first-login", **changes: Any) -> ChecklistItem:
    plain = ChecklistItem(
        key=key,
        title="Your admin has logged in",
        why="Nothing can start before somebody is in.",
        side=Side.CUSTOMER,
        role="Technical owner",
        assignee=None,
        due_on=date(2026, 3, 26),
        baseline_on=date(2026, 3, 26),
        late=False,
        required=True,
        first_value=False,
        done_on=None,
        done_by=None,
        can_tick=True,
        can_undo=False,
    )
    return replace(plain, **changes)


def blocker(key: str = "b1", **changes: Any) -> BlockerLine:
    plain = BlockerLine(
        id=key,
        what="The firewall says no",
        kind="Something technical",
        helper=None,
        raised_by="U0MAYA",
        raised_on=date(2026, 3, 19),
    )
    return replace(plain, **changes)


def stages(state: str = "current") -> tuple[StageLine, ...]:
    return (
        StageLine(
            "kickoff", "Kickoff", "done", 2, 2, date(2026, 3, 2), date(2026, 3, 6), date(2026, 3, 5)
        ),
        StageLine(
            "configuration", "Configuration", state, 2, 5, date(2026, 3, 9), date(2026, 3, 27)
        ),
        StageLine("training", "Training", "coming", 0, 3, date(2026, 3, 30), date(2026, 4, 10)),
    )


def checklist_view(*items: ChecklistItem, **changes: Any) -> ChecklistView:
    shown = stages()
    page = Page(
        token="configuration:1",
        stage=shown[1],
        goal="Set up the way you work.",
        number=1,
        of=1,
        items=items or (item(),),
        before="kickoff:1",
        after="training:1",
    )
    plain = ChecklistView(
        account="a1",
        customer="Hazel & Finch",
        host="Trellis",
        outcome="Send every invoice <within a day>\nand stop chasing",
        done=4,
        total=14,
        stages=shown,
        page=page,
        today=TODAY,
        first_value_on=date(2027, 1, 4),
        first_value_done=False,
        agreed_on=None,
        agreed_by=None,
        finished=False,
    )
    return replace(plain, **changes)


# What is dear to Slack's counting: an ampersand costs five characters, an emoji two bytes and more.
def _text(most: int) -> st.SearchStrategy[str]:
    return st.one_of(
        st.sampled_from(["&", "<", "x", "<!channel> ", "🎉", "a|b>", "*_~`"]).map(
            lambda part: (part * most)[:most]
        ),
        st.text(min_size=1, max_size=60).filter(lambda text: bool(text.strip())),
    )


_DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))
_USERS = st.sampled_from(["U0MAYA", "W" + "0" * 31])
_KINDS = st.sampled_from([kind.label for kind in BlockerKind])

_blocker_lines = st.builds(
    BlockerLine,
    id=st.uuids().map(lambda value: value.hex),
    what=_text(3_000),
    kind=_KINDS,
    helper=st.none() | _text(150) | _USERS,
    raised_by=_USERS,
    raised_on=_DAYS,
)

_resource_lines = st.builds(
    ResourceLine,
    format=st.sampled_from([form.value.replace("-", " ") for form in ResourceFormat]),
    title=_text(120),
    url=st.sampled_from(
        ["https://help.example.com/a?b=1&c=2", "https://help.example.com/" + "p" * 950]
    ),
)


def _items(key: str) -> st.SearchStrategy[ChecklistItem]:
    return st.builds(
        ChecklistItem,
        key=st.just(key),
        title=_text(120),
        why=_text(200),
        side=st.sampled_from(Side),
        role=st.sampled_from([*(r.label for r in Role), *(r.label for r in StakeholderRole)]),
        assignee=st.none() | _USERS,
        due_on=_DAYS,
        baseline_on=_DAYS,
        late=st.booleans(),
        required=st.booleans(),
        first_value=st.booleans(),
        done_on=st.none() | _DAYS,
        done_by=st.none() | _USERS,
        can_tick=st.booleans(),
        can_undo=st.booleans(),
        waits_for=st.lists(_text(120), max_size=20).map(tuple),
        blockers=st.lists(_blocker_lines, max_size=5, unique_by=lambda b: b.id).map(tuple),
        resources=st.lists(_resource_lines, max_size=8).map(tuple),
    )


@st.composite
def checklist_views(draw: st.DrawFn) -> ChecklistView:
    """Any checklist: a page may hold up to 12 milestones whose texts are as long as they may be."""
    count = draw(st.integers(1, PAGE_SIZE))
    lines = tuple(
        StageLine(
            key=key,
            title=draw(_text(60)),
            state=draw(st.sampled_from(["done", "current", "coming"])),
            done=draw(st.integers(0, 100)),
            total=100,
            starts_on=draw(_DAYS),
            ends_on=draw(_DAYS),
            completed_on=draw(st.none() | _DAYS),
        )
        for key in ("kickoff", "configuration", "training", "go-live", "validation")
    )
    page = Page(
        token="training:2",
        stage=draw(st.sampled_from(lines)),
        goal=draw(_text(200)),
        number=2,
        of=9,
        items=tuple(draw(_items("k" * 50 + f"-{place}")) for place in range(count)),
        before=draw(st.none() | st.just("training:1")),
        after=draw(st.none() | st.just("go-live:1")),
    )
    return ChecklistView(
        account="a" * 32,
        customer=draw(_text(500)),
        host=draw(_text(100)),
        outcome=draw(_text(5_000)),
        done=draw(st.integers(0, 100)),
        total=100,
        stages=lines,
        page=page,
        today=draw(_DAYS),
        first_value_on=draw(_DAYS),
        first_value_done=draw(st.booleans()),
        agreed_on=draw(st.none() | _DAYS),
        agreed_by=draw(st.none() | _USERS),
        finished=draw(st.booleans()),
    )
