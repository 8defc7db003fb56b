"""intake: registers items of one county and gives its persons their data keys; hears nothing yet, says what was registered."""

from __future__ import annotations

from chassis.service import Service
from services.intake.api import api
from services.intake.settings import IntakeSettings
from services.intake.store import ITEMS, PERSON_KEYS

SERVICE = Service(
    name="intake",
    settings=IntakeSettings,
    kinds=(ITEMS, PERSON_KEYS),
    api=api,
    database=lambda settings: f"lianjie_intake_{settings.county}",
)
