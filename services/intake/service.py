"""intake: registers items of one county and gives its persons their data keys; hears who holds a matter, says what was registered."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from chassis.hearing import Hears
from chassis.service import Parts, Service
from lianjie_contracts.events.matter_dispatched import MatterDispatched
from services.intake.api import api
from services.intake.handlers.on_matter_dispatched import on_matter_dispatched
from services.intake.settings import IntakeSettings
from services.intake.store import HOLDERS, ITEMS, PERSON_KEYS


def hears(parts: Parts[IntakeSettings]) -> Sequence[Hears]:
    """Everything intake reacts to."""
    handler = partial(on_matter_dispatched, county=parts.settings.county)
    return (Hears(MatterDispatched, handler, lambda e: ((HOLDERS, e.matter_id),)),)


SERVICE = Service(
    name="intake",
    settings=IntakeSettings,
    kinds=(ITEMS, PERSON_KEYS, HOLDERS),
    hears=hears,
    api=api,
    database=lambda settings: f"lianjie_intake_{settings.county}",
    group=lambda settings: f"lianjie-intake-{settings.county}",
)
