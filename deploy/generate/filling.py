"""Fills the databases with a generation, chunk by chunk, in several processes; killed and begun again it ends the same.

A chunk is written whole or again: its rows are the same at every run, and what is there already stays as it is. Only then
is it noted as done.
"""

from __future__ import annotations

import asyncio
import gc
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chassis.clock import SettableClock
from chassis.ids import drawn_from
from chassis.mongo import Mongo
from deploy.generate.chance import Repeatable
from deploy.generate.generation import Generation, Numbers, draws
from deploy.generate.marker import CHUNKS, NOTES
from deploy.generate.player import Player
from deploy.generate.rows import Place, Row, rows_of
from deploy.generate.town import Town

if TYPE_CHECKING:
    from collections.abc import Callable

    from deploy.generate.steps import Household, Step

ROWS_AT_ONCE = 2000


@dataclass(frozen=True)
class Task:
    """What every worker is told. `bases` are numbers that were drawn before this generation."""

    mongo: str
    keys: Mapping[str, str]
    generation: Generation
    numbers: Numbers
    bases: Mapping[str, int]


class Scribe:
    """Plays households and keeps their rows."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.clock = SettableClock(task.generation.until)
        self.town = Town(task.keys, task.generation.directory, self.clock)
        self.chance = Repeatable(self.clock)

    async def rows(self, chunk: int) -> Mapping[Place, list[Row]]:
        """All rows of one chunk; the same at every run."""
        rows: dict[Place, list[Row]] = defaultdict(list)
        with drawn_from(self.chance):
            for household in self.task.generation.households(chunk):
                await self._play(household)
                for place, row in rows_of(self.town):
                    rows[place].append(row)
        return rows

    async def _play(self, household: Household) -> None:
        generation = self.task.generation
        self.chance.begin(f"{generation.seed}/{household.number}")
        self.town.clear()
        steps = household.steps()
        if steps:
            self.clock.at = steps[0].at
            await Drawing(self.town, self._numbers(household)).play([household], generation.until)
            await self.town.listen()

    def _numbers(self, household: Household) -> dict[tuple[int, str], int]:
        """The first number that each step draws from each series, by the step's own identity."""
        of, bases = self.task.numbers.of, self.task.bases
        numbers: dict[tuple[int, str], int] = {}
        for life in household.lives:
            for nth, (step, series) in enumerate(draws(life.steps)):
                numbers.setdefault((id(step), series), of(life.number, nth) + bases.get(series, 0))
        return numbers


class Drawing(Player):
    """A player whose counters stand where they would stand, were all matters of the generation at the same counter."""

    def __init__(self, town: Town, numbers: Mapping[tuple[int, str], int]) -> None:
        super().__init__(town)
        self._town, self._numbers = town, numbers

    async def act(self, step: Step) -> None:
        for series in step.draws:
            self._town.draws_next(series, self._numbers[id(step), series])
        await super().act(step)


def fill(task: Task, chunks: Collection[int], done: Callable[[int], None]) -> None:
    """Play and write some chunks; `done` is called when one has been written."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)  # nearly nothing here is a cycle, and looking for one costs a tenth
    asyncio.run(_fill(task, chunks, done))


async def _fill(task: Task, chunks: Collection[int], done: Callable[[int], None]) -> None:
    scribe, databases = Scribe(task), {}
    for house in scribe.town.houses.values():
        databases[house.database] = Mongo(task.mongo, house.database)
    notes = Mongo(task.mongo, NOTES)
    for chunk in chunks:
        for (database, collection), rows in (await scribe.rows(chunk)).items():
            for start in range(0, len(rows), ROWS_AT_ONCE):
                await databases[database].insert_missing(collection, rows[start : start + ROWS_AT_ONCE])
        await notes.insert_missing(CHUNKS, [{"_id": f"{task.generation.id}/{chunk}"}])
        done(chunk)
    for mongo in (notes, *databases.values()):
        await mongo.close()
