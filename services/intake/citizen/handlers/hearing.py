"""What routing tells of a matter, kept as far as its petitioners' rights depend on it; another county's is not ours."""

from __future__ import annotations

from typing import TypeVar

from chassis.work import Heard, Work
from lianjie_contracts.base import MatterEvent
from services.intake.citizen.requests import told
from services.intake.citizen.store import REQUESTS

E = TypeVar("E", bound=MatterEvent)


async def keep(heard: Heard[E], work: Work, county: str) -> None:
    event = heard.event
    if event.county == county:
        held = await work.load(REQUESTS, event.matter_id)
        await work.save(REQUESTS, event.matter_id, told(held, event))
