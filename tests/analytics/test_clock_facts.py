"""How a clock counts: from what deadlines tells, in whatever order the acts were heard."""

from __future__ import annotations

import pytest

from lianjie_contracts.vocabulary import ClockKind
from services.analytics.domain.facts import ClockFact, Standing
from services.analytics.domain.rates import Rate, met_of_due
from tests.analytics.builders import (
    COUNTY,
    NOW,
    ZJJ,
    ClockBreached,
    ClockBreachWithdrawn,
    ClockHeld,
    ClockVoided,
    Town,
    at,
)

DUE, LATER = "2026-11-10", "2026-11-30"


def a_clock(due: str = DUE) -> ClockFact:
    return ClockFact.started("450199:m1", COUNTY, "C07", ClockKind.DUTY, at(due), ZJJ)


@pytest.mark.parametrize(
    ("clock", "standing"),
    [
        (a_clock(), Standing.MISSED),
        (a_clock(LATER), Standing.LEFT_OUT),
        (a_clock().stopped(at("2026-11-09"), met=True), Standing.MET),
        (a_clock().stopped(at("2026-11-12"), met=False), Standing.MISSED),
        (a_clock(LATER).stopped(at("2026-11-09"), met=True), Standing.LEFT_OUT),
        (a_clock().voided(), Standing.LEFT_OUT),
        (a_clock().breached().voided(), Standing.LEFT_OUT),
        (a_clock().stands_still(), Standing.LEFT_OUT),
        (a_clock().stands_still().due(at(LATER)), Standing.LEFT_OUT),
        (a_clock().stands_still().due(at(DUE)), Standing.MISSED),
        (a_clock().stands_still().stopped(at("2026-11-09"), met=True), Standing.MET),
        (a_clock().breached(), Standing.MISSED),
        (a_clock().breached().breach_withdrawn(at(LATER), at(LATER)), Standing.LEFT_OUT),
        (a_clock().stopped(at("2026-11-12"), met=False).breach_withdrawn(at("2026-11-09"), at(DUE)), Standing.MET),
    ],
    ids=[
        "overdue and open", "not yet due", "in time", "late", "in time but not yet due", "void", "void after a breach",
        "standing still", "runs again to a later end", "runs again to the same end", "in time after a hold", "breached",
        "its end moved, so it is not late", "late, but it had been in time",
    ],
)  # fmt: skip
def test_standing(clock: ClockFact, standing: Standing) -> None:
    assert clock.standing(NOW) is standing


def test_a_clock_is_due_from_its_last_moment_on() -> None:
    clock = a_clock()
    assert clock.standing(at(DUE, "00:59")) is Standing.LEFT_OUT
    assert clock.standing(at(DUE)) is Standing.MISSED


def test_the_rate_of_a_few() -> None:
    met, late, void = a_clock().stopped(at("2026-11-09"), met=True), a_clock(), a_clock().voided()
    assert met_of_due([met, met, late, void, a_clock(LATER)], NOW) == Rate(2, 3)


@pytest.mark.asyncio
async def test_what_deadlines_tells_becomes_one_fact() -> None:
    town = Town()
    await town.started(1, DUE)
    await town.stopped(1, "2026-11-09", DUE)
    [clock] = town.clocks.values()
    assert (clock.due_month, clock.met, clock.standing(NOW)) == ("2026-11", True, Standing.MET)


@pytest.mark.asyncio
async def test_a_breach_heard_before_the_act_is_taken_back() -> None:
    town = Town()
    await town.started(1, DUE)
    await town.clock(1, ClockBreached, due_at=at(DUE))
    assert next(iter(town.clocks.values())).standing(NOW) is Standing.MISSED
    await town.clock(1, ClockBreachWithdrawn, stopped_at=at("2026-11-09"), due_at=at(DUE))
    await town.stopped(1, "2026-11-09", DUE)
    assert next(iter(town.clocks.values())).standing(NOW) is Standing.MET


@pytest.mark.asyncio
async def test_a_breach_taken_back_because_the_end_moved_leaves_the_clock_running() -> None:
    town = Town()
    await town.started(1, DUE)
    await town.clock(1, ClockBreached, due_at=at(DUE))
    await town.clock(1, ClockBreachWithdrawn, stopped_at=at(LATER), due_at=at(LATER))
    await town.started(1, LATER)
    [clock] = town.clocks.values()
    assert (clock.stopped_at, clock.due_month, clock.standing(NOW)) == (None, "2026-11", Standing.LEFT_OUT)


@pytest.mark.asyncio
async def test_an_extension_moves_the_clock_into_the_cohort_of_its_new_month() -> None:
    town = Town()
    await town.started(1, DUE, "C07", unit=ZJJ)
    await town.started(1, "2026-12-10", "C07", unit=ZJJ)
    [clock] = town.clocks.values()
    assert clock.due_month == "2026-12"


@pytest.mark.asyncio
async def test_a_held_clock_waits_and_a_void_one_never_counts() -> None:
    town = Town()
    for n in (1, 2):
        await town.started(n, DUE, "C07", unit=ZJJ)
    await town.clock(1, ClockHeld, "C07", held_from=at("2026-11-09"))
    await town.clock(2, ClockVoided, "C07", why="异议成立")
    assert met_of_due(town.clocks.values(), NOW) == Rate(0, 0)
    await town.stopped(1, "2026-11-09", DUE, "C07", unit=ZJJ)
    assert met_of_due(town.clocks.values(), NOW) == Rate(1, 1)


@pytest.mark.asyncio
async def test_an_event_of_a_clock_nobody_has_started_waits_and_shows() -> None:
    town = Town()
    await town.clock(1, ClockVoided)
    assert town.clocks == {}
    assert town.parked == 1
