"""随手拍: a picture, a place, and an owner within a second; four timed phases, and a petition if it is one (corrections 17)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from chassis.rolling import Rolls
from chassis.service import Job, Parts
from services.intake.capability import Capability, FrontDoor
from services.intake.quick_reports.api import api
from services.intake.quick_reports.office import close_ripe
from services.intake.quick_reports.report import Report
from services.intake.quick_reports.rolling import RolledReports
from services.intake.quick_reports.store import QUICK_REPORTS
from services.intake.settings import IntakeSettings


def rolls(door: FrontDoor) -> Sequence[Rolls[Report]]:
    rolled = RolledReports(door.county, door.parts.mongo)
    return (Rolls(QUICK_REPORTS, rolled.report, completed=rolled.completed),)


async def _close(parts: Parts[IntakeSettings]) -> None:
    await close_ripe(parts, parts.clock.now(), timedelta(hours=parts.settings.quick_review_hours))


CAPABILITY = Capability(
    kinds=(QUICK_REPORTS,), api=api, rolls=rolls, jobs=(Job("close quick reports", 600.0, _close),)
)
