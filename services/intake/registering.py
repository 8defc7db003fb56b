"""Registering: the one capability that every other way in ends at (spec/domain 3; row 1 of the transition table)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from fastapi import APIRouter

from chassis.hearing import Hears
from chassis.reference import DIRECTORY_COPIES, its_copy
from chassis.turn import Places
from lianjie_contracts.base import MatterEvent
from lianjie_contracts.events.directory_published import DirectoryPublished
from lianjie_contracts.events.matter_dispatched import MatterDispatched
from lianjie_contracts.events.matter_shares_changed import MatterSharesChanged
from services.intake import api as finding, registration_api
from services.intake.capability import Capability, FrontDoor
from services.intake.handlers.on_directory_published import on_directory_published
from services.intake.handlers.on_matter_dispatched import on_matter_dispatched
from services.intake.handlers.on_matter_shares_changed import on_matter_shares_changed
from services.intake.rolling import RolledItems
from services.intake.store import HOLDERS, ITEMS, PERSON_KEYS, REFUSALS


def _its_holders(event: MatterEvent) -> Places:
    return ((HOLDERS, event.matter_id),)


def hears(door: FrontDoor) -> Sequence[Hears]:
    county = door.county
    return (
        Hears(DirectoryPublished, on_directory_published, its_copy),
        Hears(MatterDispatched, partial(on_matter_dispatched, county=county), _its_holders),
        Hears(MatterSharesChanged, partial(on_matter_shares_changed, county=county), _its_holders),
    )


def api(door: FrontDoor) -> APIRouter:
    router = APIRouter()
    router.include_router(registration_api.api(door))
    router.include_router(finding.api(door))
    return router


CAPABILITY = Capability(
    kinds=(ITEMS, PERSON_KEYS, REFUSALS, HOLDERS, DIRECTORY_COPIES),
    api=api,
    hears=hears,
    rolls=lambda door: RolledItems(door.registrar).rolls(),
)
