"""Cover (AB岗): who stands in for whom, on which days; the same to every service that asks for "me" (ADR 0035)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pydantic import AwareDatetime, Field

from lianjie_contracts.base import Actor, UnitCode, Value


class Person(Value):
    """A public servant as matters name one: by account, or by name."""

    id: str
    name: str = ""

    def goes_by(self, *said: str) -> bool:
        """Whether one of these words is this person's account or name."""
        return bool({word.strip() for word in said} & {self.id, self.name} - {""})

    @property
    def words(self) -> tuple[str, ...]:
        """Under which a matter may name this person."""
        return tuple(dict.fromkeys(word for word in (self.id, self.name) if word))


class Cover(Value):
    """替岗: `delegate` stands in for `absent` from one day to another, both included, as days of the counties."""

    no: int = Field(ge=1)
    absent: Person
    delegate: Person
    from_on: date
    to_on: date
    reason: str = ""
    set_by: Actor
    ended_at: AwareDatetime | None = Field(default=None, description="ended by a person before its last day")
    ended_on: date | None = Field(default=None, description="the day of the counties on which that was")

    def runs_on(self, day: date) -> bool:
        return self.ended_at is None and self.from_on <= day <= self.to_on

    def touched(self, first: date, last: date) -> bool:
        """Whether it ran on one of these days; on the day it was ended it did."""
        return self.from_on <= last and first <= min(self.to_on, self.ended_on or self.to_on)

    def other_than(self, person: Person) -> Person | None:
        """The one of the two whom this person is not; None for a person who is neither."""
        if self.absent.goes_by(*person.words):
            return self.delegate
        return self.absent if self.delegate.goes_by(*person.words) else None


def covered_by(covers: Iterable[Cover], person: Person, day: date) -> tuple[Person, ...]:
    """For whom this person stands in on that day."""
    return tuple(
        cover.absent for cover in covers if cover.runs_on(day) and cover.delegate.goes_by(*person.words)
    )


def organ_id(county: str, unit: UnitCode | None) -> str:
    """Whose covers: of a unit, or of the county's office; people stand in for their own colleagues only."""
    return f"{county}:{unit or county}"
