"""How a hall is set up: its queues, desks, cards and slots, read from hall.toml."""

from __future__ import annotations

import tomllib
from datetime import time
from functools import cache
from pathlib import Path

from pydantic import Field

from lianjie_contracts.base import Value
from lianjie_contracts.vocabulary import CardObject

FILE = Path(__file__).with_name("hall.toml")


class Queue(Value):
    """One queue; its letter begins every number that is given out for it."""

    letter: str = Field(pattern=r"^[A-Z]$")
    name: str


class CardRules(Value):
    """What the on-site card asks about, how long (minutes after the talk) it can be filled, and from how many cards a sum is told."""

    objects: tuple[CardObject, ...]
    open_minutes: int
    tablet_minutes: int
    words_at_most: int
    least_told: int


class AppointmentRules(Value):
    """When slots begin and how many visitors each takes, per desk or unit."""

    from_: time = Field(alias="from")
    until: time
    pause: tuple[time, time]
    minutes: int
    capacity: int
    days_ahead: int

    def slots(self) -> tuple[str, ...]:
        """The beginnings of a day's slots, as 09:30."""
        first, last = (_minutes(at) for at in (self.from_, self.until))
        pause, again = (_minutes(at) for at in self.pause)
        starts = range(first, last - self.minutes + 1, self.minutes)
        open_ = (at for at in starts if at + self.minutes <= pause or at >= again)
        return tuple(f"{at // 60:02}:{at % 60:02}" for at in open_)


class Hall(Value):
    """A hall as it is set up; the figures are explained where they stand, in hall.toml."""

    desks: int
    overtakes_in_a_row: int
    calls_before_left: int
    queues: tuple[Queue, ...]
    card: CardRules
    appointments: AppointmentRules
    halves: dict[str, tuple[time, time]]

    @property
    def letters(self) -> frozenset[str]:
        return frozenset(queue.letter for queue in self.queues)


@cache
def the_hall() -> Hall:
    """The set-up of this installation."""
    return Hall.model_validate(tomllib.loads(FILE.read_text(encoding="utf-8")))


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute
