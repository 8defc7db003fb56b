"""附件: files that people hand in; taken only when they are what they say, kept whole, shown with care."""

from __future__ import annotations

from chassis.service import Job, Parts
from services.intake.attachments.api import api
from services.intake.attachments.scanning import Scanner
from services.intake.attachments.shelf import ATTACHMENTS, OPENINGS, MongoShelf
from services.intake.attachments.tidying import scan_again, sweep
from services.intake.capability import Capability
from services.intake.settings import IntakeSettings

# The only path whose bodies are larger than a form; it measures them itself as they come, and cuts them off by name.
LARGER = {"/attachments": 2**40}


async def _sweep(parts: Parts[IntakeSettings]) -> None:
    await sweep(MongoShelf(parts.mongo), parts.clock)


async def _scan(parts: Parts[IntakeSettings]) -> None:
    await scan_again(MongoShelf(parts.mongo), parts.commands, Scanner(parts.settings.virus_scanner))


CAPABILITY = Capability(
    kinds=(ATTACHMENTS, OPENINGS),
    api=api,
    jobs=(Job("sweep attachments", 3600.0, _sweep), Job("scan attachments", 60.0, _scan)),
)
