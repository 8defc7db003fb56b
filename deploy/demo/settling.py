"""Waiting until everything said has been heard, before anybody counts."""

from __future__ import annotations

import asyncio
import time

from deploy.demo import figures, reckoning
from deploy.demo.figures import Books
from deploy.demo.reckoning import Check
from deploy.demo.town import Town
from deploy.local import probe, processes

PATIENCE = 60
PAUSE = 1.0


async def settled(town: Town) -> tuple[Books, list[Check]]:
    """The books once nothing is under way and all agree, or as they stand when patience has ended."""
    deadline = time.monotonic() + PATIENCE
    while True:
        quiet = await asyncio.to_thread(_is_quiet)
        books = await figures.read(town.databases)
        results = list(reckoning.checks(books, town.counties))
        if (quiet and all(check.agrees for check in results)) or time.monotonic() > deadline:
            return books, results
        await asyncio.sleep(PAUSE)


def _is_quiet() -> bool:
    """No service has anything unsent, unheard or parked."""
    for row in processes.TABLE:
        said = probe.status(row.port())
        if said is None or said["unsent"] or said["parked"]:
            return False
        if any(assignment["lag"] for assignment in said["assignments"]):
            return False
    return True
