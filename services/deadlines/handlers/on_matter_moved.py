"""A matter has moved: what that means for its clocks stands in the table, under the rows that the event names."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.base import MatterEvent
from services.deadlines.handlers.said import said
from services.deadlines.keeping import keep
from services.deadlines.law import Law


async def on_matter_moved(heard: Heard[MatterEvent], work: Work, *, law: Law) -> None:
    """The row of the act, then those it drove: a redo begins its sixty days with the check that ordered it."""
    await keep(heard.event, work, law, said(heard))
