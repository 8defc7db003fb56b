"""Proves that what is made in bulk is what the front door would have made: both are done, and all documents compared."""

from __future__ import annotations

import asyncio
import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.connection import Connection

from chassis.clock import SettableClock
from chassis.personal import Safe, secret
from chassis.reference import DIRECTORY_COPIES
from deploy.generate.comparing import Rows, differences
from deploy.generate.filling import Scribe, Task
from deploy.generate.front import FrontDoor, opened
from deploy.generate.generation import Generation, Numbers, numbered
from deploy.generate.marker import series_row
from deploy.generate.player import Player
from deploy.generate.rows import Place, Row
from deploy.generate.steps import Step
from lianjie_contracts.directory import Directory
from services.intake.repeats.store import TRACES
from services.intake.store import COUNTERS
from services.notifications.store import SERIES
from services.routing.store import DIRECTORIES

MONTHS = 9
# Traces are made by a job from whatever items there are, and the directory is told at every first start.
OF_NO_MATTER = frozenset({TRACES.name, DIRECTORIES.name, DIRECTORY_COPIES.name})
OF_THE_DIRECTORY = re.compile("^directory:")  # streams


@dataclass(frozen=True)
class Proof:
    """How much was compared, and where the two ways differ."""

    matters: int
    documents: int
    differences: tuple[str, ...]


Told = Callable[["int | Proof"], None]


async def prove(
    kafka: str, mongo: str, keys: Mapping[str, str], directory: Directory, matters: int, seed: int, now: datetime, told: Told
) -> None:  # fmt: skip
    """Play the same generation twice, in bulk and through the front door; the databases must be empty.

    `told` hears how many steps there are, then of each, and last of the proof. For a process of its own: the services, once stopped, end it.
    """
    generation = Generation(seed, matters, MONTHS, now.replace(microsecond=0), directory)
    task = Task(mongo, keys, generation, numbered(generation), {})
    bulk = await _bulk(task)
    households = [one for chunk in range(generation.chunks) for one in generation.households(chunk)]
    told(sum(len(household.steps()) for household in households))
    clock = SettableClock(generation.days[0])
    async with opened(kafka, mongo, keys, directory, clock) as front:
        await Counting(front, told).play(households, generation.until)
        left = await _left(front, bulk)
        safe = Safe(secret("LIANJIE_MASTER_KEY", keys["master_key"]))
        found = tuple(differences(bulk, left, safe))
        told(Proof(matters, sum(map(len, bulk.values())), found))


def prove_and_tell(
    tells: Connection, kafka: str, mongo: str, keys: Mapping[str, str], directory: Directory, matters: int, seed: int, now: datetime
) -> None:  # fmt: skip
    """As `prove`, from a process of its own to whoever waits at the other end."""
    asyncio.run(prove(kafka, mongo, keys, directory, matters, seed, now, tells.send))


class Counting(Player):
    """Tells how many steps are done."""

    def __init__(self, front: FrontDoor, told: Told) -> None:
        super().__init__(front)
        self._told = told

    async def act(self, step: Step) -> None:
        await super().act(step)
        self._told(1)


async def _bulk(task: Task) -> Rows:
    scribe = Scribe(task)
    rows: dict[Place, list[Row]] = defaultdict(list)
    for chunk in range(task.generation.chunks):
        for place, some in (await scribe.rows(chunk)).items():
            rows[place] += some
    for place, row in _counters(task.numbers):
        rows[place].append(row)
    return rows


def _counters(numbers: Numbers) -> list[tuple[Place, Row]]:
    """The counters as `generate` leaves them."""
    return [
        (("lianjie_notifications", SERIES.name), series_row(name, total)) if ":" in name
        else ((f"lianjie_intake_{name[:6]}", COUNTERS), {"_id": name, "last": total})
        for name, total in numbers.totals.items()
    ]  # fmt: skip


async def _left(front: FrontDoor, bulk: Rows) -> Rows:
    """All that the services keep, in the collections that they declare."""
    rows: dict[Place, list[Row]] = {}
    named = {database for database, _ in bulk}
    for name, service in front.services.items():
        database = next(each for each in named if each.endswith(name.replace("-", "_")))
        kinds = [kind for kind in service.kinds if kind.name not in OF_NO_MATTER]
        collections = [kind.name for kind in kinds] + [
            f"{kind.name}_history" for kind in kinds if kind.subject
        ]
        for collection in (*collections, "positions", "parked", "dead_letters", COUNTERS):
            found = await front.databases[name].find(collection, {"_id": {"$not": OF_THE_DIRECTORY}})
            if found:
                rows[database, collection] = found
    return rows
