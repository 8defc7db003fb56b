"""The ways of pressing: so many people one after the other, or so many petitions a second whoever is ready."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

Act = Callable[[int], Awaitable[object]]


@dataclass
class Numbers:
    """Numbers of lives, none given twice within a run."""

    _next: Iterator[int] = field(default_factory=count)

    def __next__(self) -> int:
        return next(self._next)


@dataclass
class Outcome:
    """`latencies` in seconds; open loop: from the moment at which it was meant to begin, so that a stall of the system
    or of this load is counted against the system for everyone who had to wait."""

    begun: float
    ended: float = 0.0
    latencies: list[float] = field(default_factory=list)
    failed: dict[str, int] = field(default_factory=dict)

    @property
    def done(self) -> int:
        return len(self.latencies)

    def fail(self, error: Exception) -> None:
        why = f"{type(error).__name__}: {str(error)[:60]}"
        self.failed[why] = self.failed.get(why, 0) + 1


async def closed(act: Act, numbers: Numbers, clients: int, seconds: float) -> Outcome:
    """So many clients, each beginning anew when it has ended, until the time is over; then all come to their end."""
    outcome = Outcome(time.monotonic())

    async def client() -> None:
        while time.monotonic() - outcome.begun < seconds:
            await _timed(act, next(numbers), time.monotonic(), outcome)

    await asyncio.gather(*(client() for _ in range(clients)))
    outcome.ended = time.monotonic()
    return outcome


async def open_loop(act: Act, numbers: Numbers, rate: float, seconds: float) -> Outcome:
    """So many a second, evenly, whether or not the earlier ones have ended."""
    outcome = Outcome(time.monotonic())
    tasks = []
    for n in range(math.ceil(rate * seconds)):
        meant = outcome.begun + n / rate
        await asyncio.sleep(max(0.0, meant - time.monotonic()))
        tasks.append(asyncio.create_task(_timed(act, next(numbers), meant, outcome)))
    await asyncio.gather(*tasks)
    outcome.ended = time.monotonic()
    return outcome


async def _timed(act: Act, n: int, meant: float, outcome: Outcome) -> None:
    try:
        await act(n)
    except Exception as error:  # noqa: BLE001 - what goes wrong under load is a result
        outcome.fail(error)
    else:
        outcome.latencies.append(time.monotonic() - meant)


def percentiles(seconds: Sequence[float]) -> dict[str, float]:
    """p50, p95, p99 and the longest, in milliseconds."""
    if not seconds:
        return {}
    ordered = sorted(seconds)
    ranks = {"p50": 0.5, "p95": 0.95, "p99": 0.99}
    told = {name: ordered[min(len(ordered) - 1, int(rank * len(ordered)))] for name, rank in ranks.items()}
    return {name: round(value * 1000, 1) for name, value in {**told, "max": ordered[-1]}.items()}
