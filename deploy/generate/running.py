"""One run of `generate`: what is wanted, what of it is missing, and the processes that write it."""

from __future__ import annotations

import multiprocessing
import queue
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chassis.clock import SettableClock
from chassis.dead_letters import DEAD_LETTERS
from chassis.errors import ChassisError
from chassis.mongo_store import MongoStore
from deploy.generate.filling import Task, fill
from deploy.generate.generation import Generation, numbered
from deploy.generate.marker import Databases
from deploy.generate.town import Town
from deploy.local.stack import Stack
from deploy.words import Complaint
from lianjie_contracts.directory import load

if TYPE_CHECKING:
    from deploy.local.home import Home

BESIDE_A_WORKER = 0.5  # seconds between two looks whether one has died


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for; `now` becomes the generation's end, unless it was begun before."""

    seed: int
    matters: int
    months: int
    now: datetime
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """The task, and the chunks that are still to be written."""

    task: Task
    chunks: tuple[int, ...]


def mongo(home: Home) -> str:
    """Where the running system keeps its documents."""
    return Stack(home, {}, lambda _: None).around.mongo


async def prepared(wanted: Wanted, url: str, secrets: Mapping[str, str], directory: Path) -> Plan:
    """Note the generation, make what the services would make at their start, and move the counters."""
    databases, known = Databases(url), load(directory)
    now = wanted.now.replace(microsecond=wanted.now.microsecond // 1000 * 1000)
    generation = Generation(wanted.seed, wanted.matters, wanted.months, now, known)
    own = {name.lower(): value for name, value in secrets.items()}
    try:
        if not wanted.beside and await databases.strangers(generation):
            raise Complaint("generate_strangers")
        begun = await databases.known(generation) or generation
        numbers = numbered(begun)
        await _prepare(databases, own, begun)
        bases = await databases.begin(begun, numbers.totals, now)
        missing = sorted(set(range(begun.chunks)) - await databases.done(begun))
    except ChassisError as away:
        raise Complaint("generate_no_database", address=url, reason=str(away)) from away
    return Plan(Task(url, own, begun, numbers, bases), tuple(missing))


async def _prepare(databases: Databases, keys: Mapping[str, str], generation: Generation) -> None:
    for house in Town(keys, generation.directory, SettableClock(generation.until)).houses.values():
        await MongoStore(databases.of(house.database)).prepare([*house.service.kinds, DEAD_LETTERS])


def run(plan: Plan, processes: int) -> Iterator[int]:
    """Write what is missing; yields how many more matters are written, as they are."""
    context = multiprocessing.get_context("spawn")
    results: Any = context.Queue()
    shares = [plan.chunks[n::processes] for n in range(processes)]
    workers = [
        context.Process(target=_work, args=(plan.task, share, results), daemon=True)
        for share in shares
        if share
    ]
    for worker in workers:
        worker.start()
    try:
        for _ in plan.chunks:
            yield plan.task.generation.size(_next(results, workers))
    finally:
        for worker in workers:
            worker.terminate()
            worker.join()


def _next(results: Any, workers: list[Any]) -> int:  # noqa: ANN401 - queue and processes of the chosen context
    """Wait for the next chunk; a worker that has died says why in its own output."""
    while True:
        try:
            return int(results.get(timeout=BESIDE_A_WORKER))
        except queue.Empty:
            if any(worker.exitcode for worker in workers):
                raise Complaint("generate_worker_died") from None


def _work(task: Task, chunks: tuple[int, ...], results: Any) -> None:  # noqa: ANN401
    """Whoever started us counts what we do: killed, nobody does, and the next run begins where we stopped."""
    starter = multiprocessing.parent_process()

    def done(chunk: int) -> None:
        results.put(chunk)
        if starter and not starter.is_alive():
            sys.exit(1)

    fill(task, chunks, done)
