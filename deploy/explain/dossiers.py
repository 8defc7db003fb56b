"""Whether bound dossiers are what was bound: every chain counted again, over the list and the copies in the clear."""

from __future__ import annotations

from collections.abc import AsyncIterator

from chassis.mongo import Mongo
from services.notifications.dossiers.dossier import Dossier, broken_at
from services.notifications.store import DOSSIERS

AT_ONCE = 100


async def of_matter(base: Mongo, matter_id: str) -> Dossier | None:
    """The dossier as it is kept; None if the matter has none yet."""
    rows = await base.find(DOSSIERS.name, {"_id": matter_id}, limit=1)
    return DOSSIERS.load(rows[0]["state"]) if rows else None


async def altered(base: Mongo) -> list[tuple[str, int]]:
    """Number and first piece that does not fit, of every dossier whose chain is broken."""
    found = [(dossier, broken_at(dossier)) async for dossier in _all(base) if dossier.pieces]
    return [(dossier.number, at) for dossier, at in found if at is not None]


async def _all(base: Mongo) -> AsyncIterator[Dossier]:
    """All of them, a few at a time: each holds the copies of its texts."""
    last = ""
    while rows := await base.find(DOSSIERS.name, {"_id": {"$gt": last}}, sort=[("_id", 1)], limit=AT_ONCE):
        for row in rows:
            yield DOSSIERS.load(row["state"])
        last = rows[-1]["_id"]
