"""Imports (导入): what a centre had on its old lists, looked at row by row, registered like everything else, and taken back if need be."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from chassis.hearing import Hears
from lianjie_contracts.events.matter_undo_decided import MatterUndoDecided
from services.intake.capability import Capability, FrontDoor
from services.intake.imports import taking, undoing
from services.intake.imports.api import api
from services.intake.imports.handlers.on_matter_undo_decided import on_matter_undo_decided
from services.intake.imports.store import BATCHES
from services.intake.store import ITEMS


def hears(door: FrontDoor) -> Sequence[Hears]:
    handler = partial(on_matter_undo_decided, county=door.county)
    return (
        Hears(MatterUndoDecided, handler, lambda e: ((ITEMS, e.item_id),) if e.county == door.county else ()),
    )


CAPABILITY = Capability(kinds=(BATCHES,), api=api, hears=hears, jobs=(taking.JOB, undoing.JOB))
