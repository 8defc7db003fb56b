"""A generation: so many matters of one seed, spread over a stretch of time; which there are, and which numbers they draw."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from random import Random

from deploy.generate.lives import Walker
from deploy.generate.persons import Person
from deploy.generate.roads import roads
from deploy.generate.steps import Household, Life, Step
from deploy.generate.workdays import after, at_position, workdays
from lianjie_contracts.directory import Directory

CHUNK = 200  # matters that are played and written together
SIZES = (1, 2, 3)  # matters of one person


@dataclass(frozen=True)
class Generation:
    """The same seed, number and end always make the same matters, whoever plays which chunk of them."""

    seed: int
    matters: int
    months: int
    until: datetime
    directory: Directory = field(repr=False)

    @property
    def id(self) -> str:
        return f"{self.seed}:{self.matters}:{self.months}"

    @property
    def chunks(self) -> int:
        return -(-self.matters // CHUNK)

    def size(self, chunk: int) -> int:
        return min(CHUNK, self.matters - chunk * CHUNK)

    @cached_property
    def days(self) -> list[datetime]:
        """The working days in which matters are registered."""
        return workdays(self.until - timedelta(days=round(self.months * 30.44)), self.until)

    def households(self, chunk: int) -> Iterator[Household]:
        """Everybody of one chunk, with what has happened to their matters by `until`."""
        number, end = chunk * CHUNK, chunk * CHUNK + self.size(chunk)
        chance = Random(f"{self.seed}/{chunk}")  # noqa: S311 - made-up data
        while number < end:
            again = roads().share["again"]
            size = min(chance.choices(SIZES, (1 - again, again * 0.8, again * 0.2))[0], end - number)
            yield self._household(number, size)
            number += size

    def _household(self, first: int, size: int) -> Household:
        """A person is numbered after the first of the matters."""
        chance = Random(f"{self.seed}/{self.matters}/{first}")  # noqa: S311
        county = chance.choice(self.directory.counties).code
        person = Person.drawn(first, self.seed, county, chance)
        mail, at = chance.random(), at_position(self.days, first / self.matters)
        lives = []
        for number in range(first, first + size):
            road = chance.choices(roads().all, roads().weights)[0]
            by_mail = mail < (roads().share["mail"] if road.mail is None else road.mail)
            key = f"generate-{self.seed}-{number}"
            own = Random(key)  # noqa: S311
            walker = Walker(number, key, road, person, self.directory, own, by_mail)
            lives.append(self._so_far(walker.life(at)))
            at = after(at, (1, 40), chance)
        return Household(first, tuple(lives))

    def _so_far(self, life: Life) -> Life:
        """Without what has not happened yet."""
        steps = tuple(step for step in life.steps if step.at <= self.until)
        return Life(life.number, life.road, life.matter_id, steps)


@dataclass(frozen=True, slots=True)
class Numbers:
    """Which number each matter draws from which series, in the order of time over the whole generation, as at one counter.

    `firsts` holds the rank of a matter's first draw; `others` of the further ones, by matter and place in its life.
    """

    firsts: array[int]
    others: Mapping[tuple[int, int], int]
    totals: Mapping[str, int]

    def of(self, matter: int, nth: int) -> int:
        return self.firsts[matter] if nth == 0 else self.others[matter, nth]


def numbered(generation: Generation) -> Numbers:
    """Count through all matters once; at a million it holds some hundred megabytes while it counts."""
    drawn: dict[str, list[tuple[datetime, int, int]]] = {}
    for chunk in range(generation.chunks):
        for household in generation.households(chunk):
            for life in household.lives:
                for nth, (step, series) in enumerate(draws(life.steps)):
                    drawn.setdefault(series, []).append((step.at, life.number, nth))
    firsts, others = array("I", bytes(4 * generation.matters)), {}
    for places in drawn.values():
        for rank, (_, matter, nth) in enumerate(sorted(places), 1):
            if nth == 0:
                firsts[matter] = rank
            else:
                others[matter, nth] = rank
    return Numbers(firsts, others, {series: len(places) for series, places in drawn.items()})


def draws(steps: tuple[Step, ...]) -> list[tuple[Step, str]]:
    """Every number that is drawn in one life, in order: by which step, from which series."""
    return [(step, series) for step in steps for series in step.draws]
