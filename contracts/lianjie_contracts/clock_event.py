"""What all events of clocks share."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import County, Event, UnitCode
from lianjie_contracts.vocabulary import ClockKind


class ClockEvent(Event):
    """A fact about one clock (C01 to C50) of a matter; the stream is the matter's clock sheet."""

    topic: ClassVar[str] = "deadlines.clocks.v1"

    matter_id: str
    county: County
    clock: str = Field(pattern=r"^C\d\d$", description="number in the table of clocks")
    clock_id: str
    name: str
    kind: ClockKind
    unit: UnitCode | None = Field(default=None, description="who owes it; none: the office")
    assignment_id: str | None = None
    profile: str = "national_2022"
