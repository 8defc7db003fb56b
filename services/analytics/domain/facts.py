"""What is known of one matter and of one clock, as far as a figure needs it; no person is in it, and no text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from lianjie_contracts.vocabulary import Channel, ClockKind, MatterClass, Outcome, Source, TransferMode
from services.analytics.domain.periods import Month

GROUP_FROM = 5  # people in one visit; not in the sources, one county's rule says more than five [GK]


@dataclass(frozen=True, slots=True)
class ItemFact:
    """件: one letter, visit, call or form. `month` is when it was received."""

    item_id: str
    item_no: str
    month: str
    received_at: datetime
    channel: Channel
    source: Source
    headcount: int = 1
    is_repeat: bool = False
    is_group: bool = False

    @classmethod
    def of(
        cls,
        item_id: str,
        item_no: str,
        received_at: datetime,
        channel: Channel,
        source: Source,
        headcount: int,
    ) -> ItemFact:
        is_group = channel is Channel.VISIT and headcount >= GROUP_FROM
        month = Month.of(received_at).text
        return cls(item_id, item_no, month, received_at, channel, source, headcount, is_group=is_group)


@dataclass(frozen=True, slots=True)
class DispatchFact:
    """次: one act of passing on, and how many items went with it."""

    month: str
    mode: TransferMode
    items: int


@dataclass(frozen=True, slots=True)
class MatterFact:
    """`unit` is the responsible one: the lead it was last dispatched to."""

    county: str
    matter_class: MatterClass
    opened_at: datetime
    category: str = ""
    unit: str | None = None
    items: tuple[ItemFact, ...] = ()
    dispatches: tuple[DispatchFact, ...] = ()
    accepted_at: datetime | None = None
    completed_at: datetime | None = None
    closed_at: datetime | None = None
    outcome: Outcome | None = None
    ended_at: datetime | None = None

    def joined_by(self, item: ItemFact) -> MatterFact:
        """A repeat counts as an item, never as a matter (spec/metrics 0)."""
        if any(known.item_id == item.item_id for known in self.items):
            return self
        return replace(self, items=(*self.items, replace(item, is_repeat=True)))

    def dispatched(self, unit: str, mode: TransferMode, at: datetime) -> MatterFact:
        dispatch = DispatchFact(Month.of(at).text, mode, len(self.items))
        return replace(self, unit=unit, dispatches=(*self.dispatches, dispatch))

    def accepted(self, at: datetime) -> MatterFact:
        """By the first of its units."""
        return replace(self, accepted_at=self.accepted_at or at)

    def completed(self, at: datetime) -> MatterFact:
        return replace(self, completed_at=at, ended_at=at)

    def closed(self, outcome: Outcome, at: datetime) -> MatterFact:
        return replace(self, closed_at=at, outcome=outcome, ended_at=at)

    def undone(self) -> MatterFact:
        """Its import was undone: it was never open, and nothing of it counts."""
        return MatterFact(
            self.county, self.matter_class, self.opened_at, self.category, ended_at=self.opened_at
        )


class Standing(StrEnum):
    """How a clock counts in the rate of the month in which it is due."""

    MET = "MET"
    MISSED = "MISSED"
    LEFT_OUT = "LEFT_OUT"


@dataclass(frozen=True, slots=True)
class ClockFact:
    """One clock. Whether it was met is what deadlines says: the rules of counting are not repeated here."""

    matter_id: str
    county: str
    clock: str
    kind: ClockKind
    due_at: datetime
    due_month: str
    unit: str | None = None
    stopped_at: datetime | None = None
    met: bool = False
    held: bool = False
    void: bool = False

    @classmethod
    def started(
        cls, matter_id: str, county: str, clock: str, kind: ClockKind, due_at: datetime, unit: str | None
    ) -> ClockFact:
        return cls(matter_id, county, clock, kind, due_at, Month.of(due_at).text, unit)

    def due(self, at: datetime) -> ClockFact:
        """It runs, to this end: also after a hold, or when its end has moved."""
        return replace(self, due_at=at, due_month=Month.of(at).text, held=False)

    def stands_still(self) -> ClockFact:
        return replace(self, held=True)

    def stopped(self, at: datetime, *, met: bool) -> ClockFact:
        return replace(self, stopped_at=at, met=met, held=False)

    def breached(self) -> ClockFact:
        return replace(self, met=False)

    def breach_withdrawn(self, stopped_at: datetime, due_at: datetime) -> ClockFact:
        """Of a clock that still runs only the end has moved; of one that has stopped, it was in time after all."""
        if self.stopped_at is None:
            return self.due(due_at)
        return self.due(due_at).stopped(stopped_at, met=True)

    def voided(self) -> ClockFact:
        return replace(self, void=True)

    def standing(self, now: datetime) -> Standing:
        """Void, standing still and not yet due are left out; overdue and still open is a failure (spec/metrics 0).

        One that was met before its day waits for that day as well: else a month would begin at a hundred per cent.
        """
        if self.void or self.held or self.due_at > now:
            return Standing.LEFT_OUT
        return Standing.MET if self.met else Standing.MISSED
