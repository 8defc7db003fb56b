"""intake: registers items of one county and gives its persons their data keys; hears who holds a matter, says what was registered."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from chassis.hearing import Hears
from chassis.personal import Safe, secret
from chassis.service import Parts, Service
from lianjie_contracts.events.matter_dispatched import MatterDispatched
from services.intake.api import api
from services.intake.handlers.on_matter_dispatched import on_matter_dispatched
from services.intake.registrar import Registrar
from services.intake.rolling import RolledItems
from services.intake.settings import IntakeSettings
from services.intake.store import HOLDERS, ITEMS, PERSON_KEYS


def hears(parts: Parts[IntakeSettings]) -> Sequence[Hears]:
    """Everything intake reacts to."""
    handler = partial(on_matter_dispatched, county=parts.settings.county)
    return (Hears(MatterDispatched, handler, lambda e: ((HOLDERS, e.matter_id),)),)


def registrar(parts: Parts[IntakeSettings]) -> Registrar:
    settings = parts.settings
    safe = Safe(secret("LIANJIE_MASTER_KEY", settings.master_key))
    person_key = secret("LIANJIE_PERSON_KEY", settings.person_key)
    return Registrar(
        settings.county, settings.profile, parts.directory, parts.commands, parts.mongo, safe, person_key
    )  # fmt: skip


SERVICE = Service(
    name="intake",
    settings=IntakeSettings,
    kinds=(ITEMS, PERSON_KEYS, HOLDERS),
    hears=hears,
    api=lambda parts: api(parts, registrar(parts)),
    rolls=lambda parts: RolledItems(registrar(parts)).rolls(),
    database=lambda settings: f"lianjie_intake_{settings.county}",
    group=lambda settings: f"lianjie-intake-{settings.county}",
)
