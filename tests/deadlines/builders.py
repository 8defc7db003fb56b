"""Words for tests of limits: local instants, the committed table and calendar, and events as heard."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import count

from services.deadlines import calendar as work_calendar, table
from services.deadlines.domain.clock import Clock, Terms
from services.deadlines.domain.counting import SHANGHAI
from services.deadlines.domain.facts import ClockFact
from services.deadlines.domain.happening import Happening, marks_of
from services.deadlines.domain.rows import PER_ASSIGNMENT
from services.deadlines.domain.sheet import ClockSheet, hear, tick

CALENDAR = work_calendar.committed()
TABLE = table.committed()
GRACE = timedelta(minutes=10)
TERMS = Terms(TABLE.under("national_2022"), CALENDAR, GRACE)
LEAD = "assignment-1"


def at(local: str) -> datetime:
    """An instant given in Shanghai time: "2026-08-03 09:30"."""
    return datetime.fromisoformat(local).replace(tzinfo=SHANGHAI).astimezone(UTC)


def day(text: str) -> date:
    return date.fromisoformat(text)


class Matter:
    """A matter's sheet, told event by event; `facts` holds what was said last."""

    def __init__(self, terms: Terms = TERMS) -> None:
        self.terms = terms
        self.sheet = ClockSheet("450199:m", "450199", "national_2022")
        self.facts: tuple[ClockFact, ...] = ()
        self._seq = count(1)

    def told(self, row: str, local: str, *drove: str, heard: str | None = None, **said: object) -> Matter:
        """Row `row` of the transition table happened at `local`, with what it drove, and is heard then or later."""
        seq = next(self._seq)
        happening = Happening(
            (row, *drove), f"event-{seq}", seq, at(local), **({"assignment_id": LEAD} | said)
        )  # type: ignore[arg-type]
        self.sheet, self.facts = hear(self.sheet, marks_of(happening), self.terms, at(heard or local))
        return self

    def ticked(self, local: str) -> Matter:
        self.sheet, self.facts = tick(self.sheet, self.terms, at(local))
        return self

    def clock(self, id_: str) -> Clock:
        found = self.sheet.clock(id_, LEAD if id_ in PER_ASSIGNMENT else None)
        assert found is not None, f"{id_} never ran"
        return found

    def facts_of(self, clock: str) -> tuple[ClockFact, ...]:
        return tuple(fact for fact in self.facts if fact.clock.id == clock)

    def said_of(self, *clocks: str) -> list[str]:
        """What was said last of these clocks, and of no other."""
        return [f"{type(fact).__name__} {fact.clock.id}" for fact in self.facts if fact.clock.id in clocks]

    @property
    def said(self) -> list[str]:
        return [f"{type(fact).__name__} {fact.clock.id}" for fact in self.facts]


def accepted_matter(terms: Terms = TERMS) -> Matter:
    """Received on 30 July 2026, dispatched the next day, signed for and accepted on 3 August."""
    matter = Matter(terms).told("1", "2026-07-30 09:40", received_at=at("2026-07-30 09:26"))
    matter.told("6", "2026-07-31 16:48").told("7", "2026-08-03 09:12", unit="450199-zjj")
    return matter.told("13", "2026-08-03 09:30", unit="450199-zjj")
