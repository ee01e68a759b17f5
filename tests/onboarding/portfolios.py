"""Customers to rank and to tell of, and any that could be."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from onboarding.plan import Blocker, BlockerKind
from onboarding.playbook import Playbook
from onboarding.review.account import AccountState, Hold, Level, Question, Stall, Team
from onboarding.simulation import CUSTOMERS, new_account
from onboarding.stall_causes import Cause
from onboarding.tracks import Track
from tests.onboarding.examples import GERMANY, SIGNED, playbook_data, with_done

OWNER = "U0OWNER"
DAY_ONE = datetime(2025, 3, 3, 15, 0, tzinfo=UTC)  # the afternoon of the signature, a Monday

_FRESH = new_account(Playbook.model_validate(playbook_data()), CUSTOMERS["steady"], SIGNED, GERMANY)


def an_account(name: str = "Hazel & Finch", **changes: Any) -> AccountState:
    """A customer on the day it was signed, worth 60,000: nothing is wrong with it yet."""
    known: dict[str, Any] = {
        "id": name.casefold(),
        "team": Team(owner=OWNER),
        "channel": "C0FINCH",
    }
    return replace(_FRESH, name=name, **known | changes)


def after(**time: float) -> datetime:
    """So long after the first afternoon; by the plan the first step is due on the Wednesday."""
    return DAY_ONE + timedelta(**time)


def a_stall(level: Level = Level.STALLED, **changes: Any) -> Stall:
    known: dict[str, Any] = {
        "id": "2025-03-10",
        "since": DAY_ONE,
        "level": level,
        "began_at": DAY_ONE,
        "ladder": (),
        "proposed": Cause.RESOURCE_BLOCKER,
    }
    return Stall(**known | changes)


def a_question(text: str = "How do we import?", asked_at: datetime = DAY_ONE) -> Question:
    return Question(ts=f"{asked_at.timestamp()}", asked_by="U0MAYA", asked_at=asked_at, text=text)


def quiet(name: str = "Hazel & Finch", **changes: Any) -> AccountState:
    return an_account(name, stall=a_stall(), **changes)


_texts = st.one_of(
    st.sampled_from(["&" * 500, "<!channel> " * 40, "🎉" * 300, "a|b>" * 100, "*_~`" * 100]),
    st.text(min_size=1, max_size=60).filter(lambda text: bool(text.strip())),
)
_moments = st.integers(-90, 0).map(lambda days: DAY_ONE + timedelta(days=days))


@st.composite
def accounts(draw: st.DrawFn) -> AccountState:
    """Any customer of the stories' playbook, in any trouble."""
    plan = with_done(_FRESH.plan, *draw(st.sampled_from([(), ("call",), ("call", "goal")])))
    blockers = draw(
        st.lists(
            st.builds(
                Blocker,
                id=st.uuids().map(lambda value: value.hex),
                milestone=st.sampled_from(["call", "goal", "login", "settings"]),
                kind=st.sampled_from(BlockerKind),
                what=_texts,
                helper=st.none(),
                raised_by=st.just("U0MAYA"),
                raised_at=_moments,
                resolved_at=st.none() | st.just(DAY_ONE),
            ),
            max_size=3,
        )
    )
    stall = st.builds(
        a_stall,
        level=st.sampled_from([Level.WATCH, Level.STALLED]),
        proposed=st.sampled_from(Cause),
        taken_by=st.none() | st.just("U0ANN"),
    )
    hold = st.builds(
        Hold,
        from_at=_moments,
        until_on=st.none() | st.just(date(2025, 6, 1)),
        reason=_texts,
    )
    return an_account(
        draw(_texts),
        id=draw(st.uuids()).hex,
        contract_value=draw(st.integers(0, 10**9)),
        track=draw(st.sampled_from(Track)),
        team=Team(owner=draw(st.sampled_from([OWNER, "U0ANN", "U0BOB"]))),
        plan=replace(plan, blockers=tuple(blockers)),
        channel=draw(st.none() | st.just("C0FINCH")),
        contacts=draw(st.sampled_from([_FRESH.contacts, _FRESH.contacts[:1], ()])),
        questions=tuple(draw(st.lists(st.builds(a_question, _texts, _moments), max_size=4))),
        holds=tuple(draw(st.lists(hold, max_size=1))),
        stall=draw(st.none() | stall),
        redated_by_customer=draw(st.integers(0, 6)),
    )


def crowd(size: int, **changes: Any) -> Sequence[AccountState]:
    """So many quiet customers of one owner, each worth more than the one before."""
    return [
        quiet(f"Customer {n:03}", id=f"{n:032}", contract_value=1_000 * (n + 1), **changes)
        for n in range(size)
    ]
