"""Load the sheet, decide, save it with what is to be told: the one way in which a sheet changes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from chassis.errors import NotYetError
from lianjie_contracts.events.clock_breached import ClockBreached
from services.deadlines.announce import announced
from services.deadlines.calendars import in_force
from services.deadlines.domain.happening import marks_of
from services.deadlines.domain.sheet import ClockSheet, hear, heeded, recount, tick
from services.deadlines.store import SHEETS
from services.deadlines.supervision.opening import open_for_missed

if TYPE_CHECKING:
    from chassis.work import Work
    from lianjie_contracts.base import MatterEvent
    from services.deadlines.domain.clock import Terms
    from services.deadlines.domain.happening import Happening
    from services.deadlines.domain.sheet import Told
    from services.deadlines.law import Law


async def keep(event: MatterEvent, work: Work, law: Law, *happenings: Happening) -> None:
    """Hear an event of a matter; its first one opens the sheet, and those that name its number or who investigates are kept in
    mind."""
    held = await work.load(SHEETS, event.matter_id)
    sheet = held or ClockSheet(event.matter_id, event.county, event.profile)
    number = sheet.number or getattr(event, "item_no", "")
    await _hear(named(replace(sheet, number=number), event), work, law, happenings, held)


def named(sheet: ClockSheet, event: MatterEvent) -> ClockSheet:
    """The sheet with the investigators that an event names."""
    handlers: tuple[str, ...] = getattr(event, "handlers", ())
    if not handlers:
        return sheet
    return replace(sheet, handlers=handlers, handled_in=getattr(event, "unit", None) or sheet.handled_in)


async def keep_of_matter(matter_id: str, work: Work, law: Law, *happenings: Happening) -> None:
    """Hear something of a matter from another stream than its own; raises NotYetError before the matter was heard of."""
    sheet = await work.load(SHEETS, matter_id)
    if sheet is None:
        raise NotYetError(f"matter:{matter_id}")
    await _hear(sheet, work, law, happenings)


async def _hear(
    sheet: ClockSheet, work: Work, law: Law, happenings: tuple[Happening, ...], held: ClockSheet | None = None
) -> None:  # fmt: skip
    terms = await in_force(sheet, work, law)
    marks = marks_of(*(_with_unit(each, sheet) for each in happenings))
    await _save(held or sheet, hear(sheet, heeded(sheet, marks, terms), terms, work.now), terms, work)


def _with_unit(happening: Happening, sheet: ClockSheet) -> Happening:
    """An act of the office on a share names its unit by the share alone."""
    if happening.unit is not None or happening.assignment_id is None:
        return happening
    return replace(happening, unit=sheet.unit_of(happening.assignment_id))


async def say_what_is_due(matter_id: str, work: Work, law: Law) -> None:
    """Tick one sheet; harmless if somebody else was first, for then nothing is due any more."""
    sheet = await work.load(SHEETS, matter_id)
    if sheet is not None:
        terms = await in_force(sheet, work, law)
        await _save(sheet, tick(sheet, terms, work.now), terms, work)


async def count_again(matter_id: str, work: Work, law: Law) -> None:
    """Hold one sheet against the work calendar in force; harmless if it was counted by that one already."""
    sheet = await work.load(SHEETS, matter_id)
    if sheet is not None:
        terms = await in_force(sheet, work, law)
        if sheet.edition < terms.calendar.edition:
            await _save(sheet, recount(sheet, terms, work.now), terms, work)


async def _save(sheet: ClockSheet, told: Told, terms: Terms, work: Work) -> None:
    after, facts = told
    after = after.counted_by(terms.calendar.edition)
    if after == sheet:
        return
    now = max(work.now, sheet.told_at or work.now)  # what a stream tells never runs backwards
    messages = announced(after, facts, terms, now)
    await work.save(
        SHEETS, sheet.matter_id, replace(after, told_at=now if messages else sheet.told_at), *messages
    )
    for missed in messages:
        if isinstance(missed, ClockBreached):
            await open_for_missed(missed, work)
