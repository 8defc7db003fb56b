"""What opens a supervision by itself: a duty that was missed, and a level that was used up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chassis.decisions import Refused
from chassis.ids import derived
from lianjie_contracts.base import SYSTEM
from lianjie_contracts.vocabulary import SupervisionLevel
from services.deadlines.announce import clock_id
from services.deadlines.domain.counting import local_day
from services.deadlines.store import SUPERVISIONS
from services.deadlines.supervision.moving import moved
from services.deadlines.supervision.rules import LADDER, next_level, rules
from services.deadlines.supervision.supervision import Act, Intent, Opening, Supervision

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from chassis.documents import Kind
    from chassis.work import Work
    from lianjie_contracts.events.clock_breached import ClockBreached
    from lianjie_contracts.events.supervision_moved import SupervisionMoved
    from services.deadlines.domain.sheet import ClockSheet


ANSWER = "C20"  # its sheet keeps the record's id where others keep a share's


async def open_for_missed(missed: ClockBreached, work: Work) -> None:
    """A missed duty is supervised once, in the same transaction that says that it was missed [R22 38-40; spec/clocks 5]."""
    if missed.clock == ANSWER and missed.assignment_id:
        await _escalate(missed.assignment_id, work)
    ground = rules().missed.get(missed.clock)
    if ground is None:
        return
    opening = Opening(
        matter_id=missed.matter_id,
        unit=missed.unit,
        ground=ground,
        level=rules().begins_at.get(missed.clock, LADDER[0]),
        clock=missed.clock,
        clock_id=missed.clock_id,
    )
    await _open(work, missed.county, opening, missed.clock_id)


def may_open(sheet: ClockSheet, now: datetime) -> Iterator[tuple[Kind[Supervision], str]]:
    """The records that open if these limits turn out to be missed: of many sheets they are looked for together."""
    for clock in sheet.clocks:
        if clock.over_at <= now and clock.presses and clock.id in rules().missed:
            because_of = clock_id(sheet.matter_id, clock)
            yield SUPERVISIONS, _id(sheet.county, because_of, SupervisionLevel.REMINDER)


async def _escalate(id_: str, work: Work) -> None:
    """No answer in time: the next level, by itself (SV7). At the top a person decides (SV8)."""
    held = await work.load(SUPERVISIONS, id_)
    if held is None:
        return
    intent = Intent(Act.ESCALATE, SYSTEM, work.now, local_day(work.now), frozenset({"system"}))
    told = moved(id_, held.told.county, held, intent)
    if not isinstance(told, Refused):
        await work.save(SUPERVISIONS, id_, Supervision(told), told)


def next_id(below: SupervisionMoved) -> str:
    """Of the record of the next level."""
    return _id(below.county, below.supervision_id, next_level(below.level))


async def open_next_level(below: SupervisionMoved, work: Work) -> None:
    """The next level is a record of its own (SV7, note); whoever may approve it has it on the desk."""
    opening = Opening(
        matter_id=below.matter_id, unit=below.unit, ground=below.ground, level=next_level(below.level), clock=below.clock,
        clock_id=below.clock_id, previous=below.supervision_id,
    )  # fmt: skip
    await _open(work, below.county, opening, below.supervision_id)


def _id(county: str, because_of: str, level: SupervisionLevel) -> str:
    return f"{county}:{derived('supervision', because_of, level.value)}"


async def _open(work: Work, county: str, opening: Opening, because_of: str) -> None:
    """The id follows from what caused it, so that hearing twice opens once."""
    id_ = _id(county, because_of, opening.level)
    if await work.load(SUPERVISIONS, id_):
        return
    system = frozenset({"system"})
    told = moved(
        id_, county, None, Intent(Act.OPEN, SYSTEM, work.now, local_day(work.now), system, brings=opening)
    )
    assert not isinstance(told, Refused), "the system opens with a ground and belongs to no unit"
    await work.save(SUPERVISIONS, id_, Supervision(told), told)
