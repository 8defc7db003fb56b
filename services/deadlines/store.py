"""What deadlines keeps: one sheet of clocks per matter, found by when something is to be said next."""

from __future__ import annotations

from chassis.documents import Kind
from services.deadlines.domain.sheet import ClockSheet

SHEETS: Kind[ClockSheet] = Kind(
    "sheets", ClockSheet, subject="clocks", topic="deadlines.clocks.v1", indexes=(("next_at",),)
)
