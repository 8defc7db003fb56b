"""A matter's shares are others now: a unit that is added signs like any other."""

from __future__ import annotations

from dataclasses import replace

from chassis.work import Heard, Work
from lianjie_contracts.events.matter_dispatched import MatterDispatched
from lianjie_contracts.events.matter_shares_changed import MatterSharesChanged
from lianjie_contracts.vocabulary import AssignmentRole
from services.deadlines.domain.happening import Happening
from services.deadlines.handlers.said import said
from services.deadlines.keeping import keep
from services.deadlines.law import Law
from services.deadlines.store import SHEETS


async def on_matter_shares_changed(heard: Heard[MatterSharesChanged], work: Work, *, law: Law) -> None:
    """Rows 6.4 and 6.6."""
    await keep(heard.event, work, law, *await newly_asked(heard, work))


async def newly_asked(
    heard: Heard[MatterDispatched] | Heard[MatterSharesChanged], work: Work
) -> list[Happening]:
    """Row AS1 for each co-unit of which nothing was heard before: one that is asked again goes on with what it has."""
    sheet = await work.load(SHEETS, heard.event.matter_id)
    known = {mark.assignment_id for mark in sheet.marks} if sheet else set()
    return [
        replace(said(heard), rows=("AS1",), assignment_id=share.assignment_id, unit=share.unit)
        for share in heard.event.assignments
        if share.role is AssignmentRole.CO and share.assignment_id not in known
    ]
