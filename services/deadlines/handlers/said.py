"""What every event of a matter says that matters to clocks, found under the same names in all of them."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeVar

from chassis.work import Heard
from lianjie_contracts.base import MatterEvent
from services.deadlines.domain.counting import local_day
from services.deadlines.domain.happening import Happening

E = TypeVar("E", bound=MatterEvent)
# The end of a limit, where an event names one; no event names two.
ENDS = ("report_due_at", "due_on", "appointment_at", "performance_on", "execute_by")
FOR_EVERY_UNIT = frozenset({"25", "42", "U1"})
REPORT_EXPECTED = "33.0"
AFTER_THE_MATTER_S_OWN = 10**9  # place of another stream's events among what happened in the same instant


def said(heard: Heard[E]) -> Happening:
    """The happening under the rows that the event names: its own, and those it drove."""
    event = heard.event
    return Happening(
        rows=(event.row, *event.drove),
        event_id=heard.envelope.id,
        seq=heard.envelope.seq,
        occurred_at=event.occurred_at,
        assignment_id=None if event.row in FOR_EVERY_UNIT else event.assignment_id,
        unit=getattr(event, "unit", None),
        accepted_at=getattr(event, "accepted_at", None),
        deemed_at=getattr(event, "deemed_at", None),
        begun_at=getattr(event, "service_begun_at", None),
        served_at=getattr(event, "served_at", None),
        until=_end(event),
        is_petition=getattr(event, "on_petition_path", True),
        may_object=not getattr(event, "designated", False),
        is_simple=getattr(event, "simple", False),
        owes_report=getattr(event, "report_owed", False) or REPORT_EXPECTED in event.drove,
        is_ours=event.carried_over is None,
        days=getattr(event, "days", 0),
        used=event.carried_over.used if event.carried_over else None,
    )


def _end(event: MatterEvent) -> date | None:
    found = next((end for name in ENDS if (end := getattr(event, name, None))), None)
    return local_day(found) if isinstance(found, datetime) else found
