"""Letters (办信): twelve steps from the stamp of receipt to the bound file, valuables in custody, and the 暂存 shelf (spec/domain 16)."""

from __future__ import annotations

from services.intake.capability import Capability
from services.intake.letters.api import api
from services.intake.letters.reading_by_machine import TEXTS
from services.intake.letters.rolling import RolledLetters
from services.intake.letters.scans import SCANS
from services.intake.letters.store import DESTRUCTION_LISTS, LETTERS

CAPABILITY = Capability(
    kinds=(LETTERS, DESTRUCTION_LISTS, SCANS, TEXTS), api=api, rolls=lambda door: RolledLetters(door).rolls()
)
