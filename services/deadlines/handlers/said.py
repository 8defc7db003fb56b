"""What every event of a matter says that matters to clocks."""

from __future__ import annotations

from typing import TypeVar

from chassis.work import Heard
from lianjie_contracts.base import MatterEvent
from services.deadlines.domain.effects import Happening

E = TypeVar("E", bound=MatterEvent)


def said(heard: Heard[E], row: str, unit: str | None = None) -> Happening:
    """The happening under the row the event names; `row` is for one that names none."""
    event = heard.event
    return Happening(
        row=event.row or row,
        event_id=heard.envelope.id,
        seq=heard.envelope.seq,
        occurred_at=event.occurred_at,
        assignment_id=event.assignment_id,
        unit=unit,
        used=event.carried_over.used if event.carried_over else None,
    )
