"""intake: a county's front door. Registers what is handed in, by whatever channel, and gives its persons their data keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter

from chassis.documents import Kind
from chassis.following import Whose
from chassis.hearing import Hears
from chassis.rolling import Rolls
from chassis.service import Parts, Service
from services.intake import (
    attachments,
    citizen,
    exchange,
    hall,
    imports,
    letters,
    quick_reports,
    registering,
    repeats,
    stages,
)
from services.intake.capability import Capability, FrontDoor
from services.intake.settings import IntakeSettings

# In the order in which their routes are tried; registering first, for the others build on it.
CAPABILITIES: tuple[Capability, ...] = (
    registering.CAPABILITY,
    stages.CAPABILITY,
    repeats.CAPABILITY,
    hall.CAPABILITY,
    attachments.CAPABILITY,
    quick_reports.CAPABILITY,
    letters.CAPABILITY,
    citizen.CAPABILITY,
    imports.CAPABILITY,
    exchange.CAPABILITY,
)


def kinds() -> tuple[Kind[Any], ...]:
    return tuple(kind for each in CAPABILITIES for kind in each.kinds)


def hears(parts: Parts[IntakeSettings]) -> Sequence[Hears]:
    """Everything intake reacts to."""
    door = FrontDoor.of(parts)
    return [one for each in CAPABILITIES for one in each.hears(door)]


def rolls(parts: Parts[IntakeSettings]) -> Sequence[Rolls[Any]]:
    door = FrontDoor.of(parts)
    return [one for each in CAPABILITIES for one in each.rolls(door)]


def api(parts: Parts[IntakeSettings]) -> APIRouter:
    """The routes of one county's intake."""
    door, router = FrontDoor.of(parts), APIRouter()
    for each in CAPABILITIES:
        if each.api:
            router.include_router(each.api(door))
    return router


SERVICE = Service(
    name="intake",
    settings=IntakeSettings,
    kinds=kinds(),
    hears=hears,
    api=api,
    jobs=tuple(job for each in CAPABILITIES for job in each.jobs),
    rolls=rolls,
    larger=attachments.LARGER,
    database=lambda settings: f"lianjie_intake_{settings.county}",
    group=lambda settings: f"lianjie-intake-{settings.county}",
    tenant=lambda settings: settings.county,
    # Own matters; of other counties, who was seen there, and whose key is destroyed.
    follows={
        "matter": Whose.OWN,
        "transfer": Whose.OWN,
        "clocks": Whose.OWN,
        "item": Whose.OTHERS,
        "key": Whose.OTHERS,
    },
)
