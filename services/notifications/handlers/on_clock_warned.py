"""A limit has reached a level, or its run is over: what its unit or the office is told of by mail, where the county wants it."""

from __future__ import annotations

from collections.abc import Collection

from chassis.work import Heard, Work
from lianjie_contracts.events.clock_breached import ClockBreached
from lianjie_contracts.events.clock_warned import ClockWarned
from services.notifications.addressee import sheet_of
from services.notifications.domain.wording import LOCAL
from services.notifications.warning import (
    LEVELS,
    WARNING_BOXES,
    Warned,
    WarningBox,
    box_id,
    with_warning,
)


async def on_clock_warned(
    heard: Heard[ClockWarned | ClockBreached], work: Work, *, counties: Collection[str]
) -> None:
    event = heard.event
    level = event.level.value if isinstance(event, ClockWarned) else "BLACK"
    if event.county not in counties or event.tell_at is None or level not in LEVELS:
        return
    number = (await sheet_of(work, event.matter_id)).item_no
    due_on = event.due_at.astimezone(LOCAL).date()
    one = Warned(event.clock_id, event.matter_id, number, event.name, level, due_on, event.tell_at)
    id_ = box_id(event.county, event.unit)
    box = await work.load(WARNING_BOXES, id_) or WarningBox(event.county, event.unit)
    await work.save(WARNING_BOXES, id_, with_warning(box, one))
