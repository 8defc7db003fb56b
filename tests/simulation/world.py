"""One simulated run: processes that live and die, and one seeded scheduler that decides who goes on next.

Whatever would wait for a database, a broker or another process waits here, at a named step. The scheduler takes one of
all the waiting steps at random, and sometimes a fault instead: so every interleaving of the real code can happen, and
the same seed makes the same one happen again.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import random
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from chassis import crash
from tests.simulation.loop import Loop
from tests.simulation.process import PRESENT, Crashed, Process

BEGINNING = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
LONGEST = 6_000  # steps; a run that is not over by then never will be
FEW = 2  # shards: taking sixteen leases would be most of a run
PASSING = 0.05  # how likely time passes instead of a step; with nobody waiting for a turn it always does


class Broken(AssertionError):
    """A promise was not kept; the sentence says which."""


@dataclass(eq=False)
class World:
    """The scheduler, its chance, its time, and what it was asked to let go wrong.

    `faults` is how many there may be at most, `likely` how likely each is where it can happen.
    """

    seed: int
    faults: int = 0
    likely: float = 0.03
    traced: bool = False
    began: datetime = BEGINNING
    waiting: list[tuple[Process, str, asyncio.Future[None]]] = field(default_factory=list)
    steps: int = 0
    trace: list[str] = field(default_factory=list)
    calm: bool = False
    mortal: dict[str, Callable[[Process], None]] = field(default_factory=dict)
    living: dict[str, Process] = field(default_factory=dict)
    lasting: list[asyncio.Task[Any]] = field(default_factory=list)
    disturb: list[Callable[[], None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = random.Random(f"world {self.seed}")
        self.loop = Loop()
        self.nobody = Process(self, "the network")
        self._ids = itertools.count(1)

    def now(self) -> datetime:
        """The clock of every process, and the database's."""
        instant = self.began + timedelta(seconds=self.loop.now)
        return instant.replace(microsecond=instant.microsecond // 1000 * 1000)

    def start(self, name: str, begin: Callable[[Process], None]) -> Process:
        """A process that may die at any step, and is then started again: `begin` starts its tasks."""
        self.mortal[name] = begin
        self.living[name] = process = Process(self, name)
        begin(process)
        return process

    def happens(self, likely: float | None = None) -> bool:
        """Whether something goes wrong here."""
        if self.calm or not self.faults or self.chance.random() >= (likely or self.likely):
            return False
        self.faults -= 1
        return True

    def note(self, who: str, what: str) -> None:
        if self.traced:
            self.trace.append(f"{self.loop.now:9.3f}  {who:<14} {what}")

    def run(self, work: Callable[[], Awaitable[None]], settled: Callable[[], bool]) -> None:
        """Do the work among faults; then calm, until everything has settled. Raises Broken if it never does."""
        with self._in_force():
            working = self.nobody.task(_as_coroutine(work()))
            self._until(working.done)
            working.result()
            self.calm = True
            self.note("the world", "calm")
            for name, process in list(self.living.items()):
                if process.dead:
                    self._restart(name)
            self._until(settled)
            self._end()

    def _until(self, over: Callable[[], bool]) -> None:
        while True:
            self.loop.run_ready()
            if (not self.calm or not self.waiting) and over():
                return
            self.steps += 1
            if self.steps > LONGEST:
                raise Broken("it never comes to rest")
            self._go_on()

    def _go_on(self) -> None:
        if not self.waiting or (not self.calm and self.chance.random() < PASSING):
            self.loop.tick()
            return
        at = self.chance.randrange(len(self.waiting))
        process, what, turn = self.waiting[at]
        if process.name in self.mortal and self.happens(self.likely / 2):
            self.kill(process, f"before: {what}")
        elif self.disturb and self.happens(self.likely / 2):
            self.chance.choice(self.disturb)()
        else:
            self.waiting.pop(at)
            self.note(process.name, what)
            turn.set_result(None)

    def kill(self, process: Process, where: str) -> None:
        process.die(where)
        self.loop.call_later(self.chance.random(), self._restart, process.name)

    def _restart(self, name: str) -> None:
        if self.living[name].dead:
            self.note(name, "starts again")
            self.start(name, self.mortal[name])

    def _at_point(self, point: str) -> None:
        """The named points of the chassis: the same at which a real process can be ended."""
        process = PRESENT.get()
        if process and process.name in self.mortal and not process.dead and self.happens():
            self.kill(process, point)
            raise Crashed

    @contextlib.contextmanager
    def _in_force(self) -> Iterator[None]:
        """While it runs, chance, time and ids are the simulation's everywhere in the real code."""
        before = random.getstate()
        random.seed(self.seed)
        new_id = lambda: f"00000000-0000-7000-8000-{next(self._ids):012}"  # noqa: E731
        asyncio._set_running_loop(self.loop)
        crash.strike_with(self._at_point)
        try:
            with contextlib.ExitStack() as put_back:
                for name, ours in {
                    "work.new_id": new_id, "relay.time": SimpleNamespace(monotonic=self.loop.time), "relay.SHARDS": FEW, "relay.SWEEP_EVERY": 1.0,
                    "documents.SHARDS": FEW, "relay.log": _Said(self), "hearing.log": _Said(self),
                    "work.current_traceparent": lambda: None, "turn.span": lambda *_, **__: contextlib.nullcontext(),
                }.items():  # fmt: skip
                    put_back.enter_context(patch(f"chassis.{name}", ours))
                yield
        finally:
            crash.strike_with(None)
            asyncio._set_running_loop(None)
            random.setstate(before)

    def _end(self) -> None:
        """Everybody goes home; a task that failed on its own has something to say."""
        failed = [task.exception() for task in self.lasting if task.done()]
        for process in [*self.living.values(), self.nobody]:
            process.die("the end")
        for task in self.loop.tasks:
            task.cancel()
        self.loop.run_ready()
        for error in failed:
            if error and not isinstance(error, Crashed):
                raise error


@dataclass(frozen=True, slots=True)
class _Said:
    """The log of the real code becomes part of the trace."""

    world: World

    def _note(self, sentence: str, **fields: object) -> None:
        process = PRESENT.get()
        self.world.note(process.name if process else "", f"“{sentence}” {fields}")

    warning = error = exception = _note


async def _as_coroutine(work: Awaitable[None]) -> None:
    await work
