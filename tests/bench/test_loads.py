"""The ways of pressing, without a system: what is counted, and from when."""

from __future__ import annotations

import asyncio

import pytest

from deploy.bench.loads import Numbers, closed, open_loop, percentiles

pytestmark = pytest.mark.asyncio


async def test_an_open_loop_counts_the_wait_of_those_who_could_not_begin() -> None:
    """One answer at a time, each of 0.1 s, asked for twenty times a second: the tenth has waited for nine before it."""
    counter = asyncio.Lock()

    async def slow(_: int) -> None:
        async with counter:
            await asyncio.sleep(0.1)

    outcome = await open_loop(slow, Numbers(), rate=20, seconds=0.5)
    assert outcome.done == 10
    assert max(outcome.latencies) >= 0.1 * 10 - 9 / 20 - 0.01


async def test_an_open_loop_counts_from_when_it_was_meant_to_begin() -> None:
    """The load itself is held up: whoever should have begun meanwhile has waited all the same."""

    async def blocking(n: int) -> None:
        if n == 0:
            import time

            time.sleep(0.3)  # noqa: ASYNC251 - the load's own loop stands still

    outcome = await open_loop(blocking, Numbers(), rate=20, seconds=0.25)
    assert sorted(outcome.latencies)[-2] >= 0.2


async def test_a_closed_loop_never_has_more_under_way_than_clients() -> None:
    under_way, most = 0, 0

    async def act(_: int) -> None:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0.01)
        under_way -= 1

    outcome = await closed(act, Numbers(), clients=3, seconds=0.1)
    assert most == 3
    assert outcome.done >= 3


async def test_what_fails_is_told_and_not_counted_as_done() -> None:
    async def refusing(n: int) -> None:
        if n % 2:
            raise ValueError("refused")

    outcome = await open_loop(refusing, Numbers(), rate=100, seconds=0.1)
    assert (outcome.done, outcome.failed) == (5, {"ValueError: refused": 5})


async def test_percentiles_are_of_what_was_measured() -> None:
    told = percentiles([n / 1000 for n in range(1, 101)])
    assert told == {"p50": 51.0, "p95": 96.0, "p99": 100.0, "max": 100.0}
    assert percentiles([]) == {}
