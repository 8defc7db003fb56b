"""A limit was met: nobody is bothered with it any more."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.clock_event import ClockEvent
from services.notifications.warning import WARNING_BOXES, box_id, without


async def on_clock_stopped(heard: Heard[ClockEvent], work: Work) -> None:
    """Also where it became void, or was not missed after all."""
    event = heard.event
    id_ = box_id(event.county, event.unit)
    box = await work.load(WARNING_BOXES, id_)
    if box is not None and (after := without(box, {event.clock_id})) != box:
        await work.save(WARNING_BOXES, id_, after)
