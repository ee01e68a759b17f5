"""Each benchmark runs and compares like with like. How fast it is, is not asked here."""

import pytest
from sqlalchemy import select

from benchmarks import click, delivery, latency, rendering, sandbox
from benchmarks.customers import SORTS
from benchmarks.databases import Kind, fresh
from benchmarks.latency import Door
from benchmarks.many import opened
from benchmarks.measuring import Comparison, Spread, in_turns
from benchmarks.review.clicks import clicks
from benchmarks.review.due import due
from benchmarks.review.ticks import tick
from onboarding.tracks import Track
from storage.schema import accounts
from tests.services.story import HOST


@pytest.mark.parametrize("kind", Kind)
def test_a_click_is_compared_with_a_floor_that_writes_the_same_rows(kind: Kind) -> None:
    for found in click.compare(kind, track=Track.GUIDED, rounds=4, warm_up=2):
        assert len(found.ours.samples) == len(found.floor.samples) == 4
        assert found.ratio > 0


@pytest.mark.parametrize("door", Door)
def test_every_click_is_followed_to_its_update(door: Door) -> None:
    found = latency.measure(Kind.SQLITE, door, clicks=2)
    assert len(found.ours.samples) == 2
    assert min(found.ours.samples) > 0


def test_a_delivery_is_compared_with_what_the_pace_allows_the_fullest_channel() -> None:
    found = delivery.measure(Kind.SQLITE, (2, 1))
    assert found.optimum == pytest.approx(1.15)
    assert found.ratio >= 1
    assert found.refused == 0


@pytest.mark.parametrize("kind", Kind)
def test_a_tick_is_compared_with_bare_inserts_of_the_same_rows(kind: Kind) -> None:
    found = tick(kind, 3, days=1, past=1)
    assert found.reviewed >= 3
    assert found.rows > 0
    assert found.ratio > 0
    assert list(found.parts) == ["claim", "read", "think", "write"]
    assert sum(part.cpu for part in found.parts.values()) <= found.ours.cpu


@pytest.mark.parametrize("kind", Kind)
def test_what_is_due_is_found_among_many(kind: Kind) -> None:
    found = due(kind, 100, rounds=2)
    assert "1,006 milestones" in found.what, "ten each, and all sixteen of the one that is copied"
    assert found.ours.median > 0


def test_customers_click_while_others_are_reviewed() -> None:
    found = clicks(Kind.SQLITE, 6, days=1, past=1)
    assert found.reviewed >= 6
    assert 0 < found.alone.median <= found.alone.p99 <= found.alone.longest


def test_customers_of_each_sort_and_playbook_are_reviewed() -> None:
    with fresh(Kind.SQLITE) as [url], opened(url, 2 * len(SORTS)) as many:
        office = many.services.reviewing.office
        with office.look(HOST) as tx:
            ids = tx.connection.execute(
                select(accounts.c.id).where(accounts.c.workspace_id == HOST)
            ).scalars()
            states = office.states(tx, list(ids))
    assert len(states) == 2 * len(SORTS)
    assert {state.track for state in states.values()} == set(Track)
    stalled = [state for state in states.values() if state.stall is not None]
    assert 2 * len(Track) <= len(stalled) < len(states), "the quiet at least"
    assert sum(bool(state.plan.blockers) for state in states.values()) == 2 * len(Track)


def test_renderings_of_the_same_shape_are_compared() -> None:
    assert [one.what for one in rendering.compare(rounds=5)] == ["the checklist", "the kit"]


def test_the_sandbox_is_compared_with_a_bare_route_that_answers_the_same() -> None:
    found = sandbox.compare(rounds=2, posts=20, starts=2)
    assert [one.what.split()[1] for one in found] == ["post", "post", "start"]
    assert all(one.ratio > 0 for one in found)


def test_two_ways_are_measured_in_turns() -> None:
    order: list[str] = []

    def timed(name: str, seconds: float) -> float:
        order.append(name)
        return seconds

    ours, floor = in_turns(lambda: timed("a", 3.0), lambda: timed("b", 2.0), rounds=2, warm_up=1)
    assert order == ["a", "b"] * 3
    assert (ours, floor) == (Spread((3.0, 3.0)), Spread((2.0, 2.0)))


def test_a_ratio_past_its_target_has_missed_it() -> None:
    slow, quick = Spread((3.0, 3.1, 9.0)), Spread((2.0, 2.0, 2.0))
    assert Comparison("", slow, quick, target=1.6).is_met
    assert not Comparison("", slow, quick, target=1.5).is_met
    assert Comparison("", slow, quick, target_seconds=3.1).is_met
    assert not Comparison("", slow, quick, target_seconds=3.0).is_met
