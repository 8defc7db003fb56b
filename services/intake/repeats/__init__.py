"""Repeats (判重): is this the same person about the same facts; proposed with its grounds, decided by a person (spec/domain 3.2)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from chassis.documents import Kind
from chassis.hearing import Hears
from lianjie_contracts.events.item_sighted import ItemSighted
from lianjie_contracts.events.person_key_issued import PersonKeyIssued
from services.intake.capability import Capability, FrontDoor
from services.intake.handlers.on_item_sighted import on_item_sighted
from services.intake.handlers.on_person_key_issued import on_person_key_issued
from services.intake.repeats.api import api
from services.intake.repeats.store import TRACES
from services.intake.repeats.tracing import JOB
from services.intake.store import SIGHTED


def hears(door: FrontDoor) -> Sequence[Hears]:
    def of_people(event: ItemSighted) -> list[tuple[Kind[Any], str]]:
        return [(SIGHTED, person.key_id) for person in event.people] if event.county != door.county else []

    return (
        Hears(ItemSighted, partial(on_item_sighted, county=door.county), of_people),
        Hears(PersonKeyIssued, partial(on_person_key_issued, county=door.county)),
    )


CAPABILITY = Capability(kinds=(TRACES, SIGHTED), api=api, hears=hears, jobs=(JOB,))
