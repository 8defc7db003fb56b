"""Where else the same people were registered: county, place and day, and nothing more (correction 25)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from chassis.mongo import Mongo
from lianjie_contracts.directory import Directory
from services.intake.sightings import newest
from services.intake.store import SIGHTED

LOOKED_AT = 20  # people of other counties


async def elsewhere(mongo: Mongo, directory: Directory, keys: Collection[str]) -> list[dict[str, Any]]:
    """The newest five sightings of anybody with one of these keys."""
    if not keys:
        return []
    rows = await mongo.find(SIGHTED.name, {"state.keys": {"$in": list(keys)}}, limit=LOOKED_AT)
    names = {county.code: county.name for county in directory.counties}
    return [
        {"county": names.get(county, county), "place": seen.place, "received_on": seen.received_on}
        for county, seen in newest(SIGHTED.load(row["state"]) for row in rows)
    ]
