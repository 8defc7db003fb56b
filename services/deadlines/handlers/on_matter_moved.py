"""An event that says nothing more of clocks than its rows: each of them does what its line of the table says."""

from __future__ import annotations

from dataclasses import replace

from chassis.work import Heard, Work
from lianjie_contracts.base import MatterEvent
from services.deadlines.domain.effects import CLOCK_EFFECTS
from services.deadlines.handlers.said import said
from services.deadlines.keeping import keep
from services.deadlines.law import Law

# Acts of other services that these rows drive, by the row under which they start a clock.
INVITED = {"24b.2": ("EV1",), "44": ("EV1",), "19": ("EV1",)}


async def on_matter_moved(heard: Heard[MatterEvent], work: Work, *, law: Law) -> None:
    """The row of the act, then those it drove: a redo begins its sixty days with the check that ordered it."""
    event = heard.event
    told = said(heard, event.row, getattr(event, "unit", None))
    is_petition = getattr(event, "on_petition_path", told.is_petition)
    may_object = not getattr(event, "designated", False)
    for row in (event.row, *event.drove, *INVITED.get(event.row, ())):
        if row in CLOCK_EFFECTS:
            await keep(
                event,
                replace(
                    told,
                    row=row,
                    is_petition=is_petition,
                    may_object=may_object,
                    accepted_at=getattr(event, "accepted_at", None),
                    days=getattr(event, "days", 0),
                ),
                work,
                law,
            )
