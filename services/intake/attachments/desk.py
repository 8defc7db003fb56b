"""The desk where attachments are handed in and out: the parts of this capability, put together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from chassis.commands import Commands
from chassis.personal import Safe
from chassis.store import Store
from services.intake.attachments.grants import Grants
from services.intake.attachments.inspecting import Bounds
from services.intake.attachments.linking import Linking
from services.intake.attachments.receiving import Receiving
from services.intake.attachments.scanning import Scanner
from services.intake.attachments.shelf import MongoShelf, Shelf
from services.intake.capability import FrontDoor
from services.intake.settings import IntakeSettings


@dataclass(frozen=True)
class Desk:
    """Other capabilities ask it to claim what was uploaded for them (`linking`) and to serve it."""

    settings: IntakeSettings
    store: Store
    shelf: Shelf
    safe: Safe
    grants: Grants
    receiving: Receiving
    linking: Linking
    scanner: Scanner


def desk(door: FrontDoor) -> Desk:
    """The desk of a running front door."""
    parts = door.parts
    shelf = MongoShelf(parts.mongo)
    return desk_of(parts.settings, shelf, parts.commands, door.registrar.safe, door.registrar.secret)


def desk_of(settings: IntakeSettings, shelf: Shelf, commands: Commands, safe: Safe, secret: bytes) -> Desk:
    scanner = Scanner(settings.virus_scanner)
    bounds = Bounds(settings.largest_unpacked, settings.largest_picture)
    receiving = Receiving(settings.county, shelf, commands, safe, scanner, bounds, settings.largest_file)
    linking = Linking(shelf, commands, safe, settings.files_of_item, settings.largest_item)
    grants = Grants(secret, timedelta(minutes=settings.upload_minutes))
    return Desk(settings, commands.store, shelf, safe, grants, receiving, linking, scanner)
