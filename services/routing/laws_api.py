"""The library of legal bases over HTTP: which articles may be cited on a day; the units' own systems ask here too (correction 23)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query

from chassis.service import Parts
from lianjie_contracts.laws import Entry, library
from services.routing.api import Official
from services.routing.domain.days import day_of
from services.routing.settings import RoutingSettings


def laws_api(parts: Parts[RoutingSettings]) -> APIRouter:
    """The routes of the library."""
    router = APIRouter()

    @router.get("/legal-bases")
    async def legal_bases(
        _: Official, q: Annotated[str, Query(max_length=100)] = "", on: date | None = None
    ) -> dict[str, Any]:
        """What may be cited on a day of the county, today if none is named: by words of the name or of what an article says."""
        day = on or day_of(parts.clock.now())
        return {"on": day, "laws": [_line(entry) for entry in library().find(q, day)]}

    return router


def _line(entry: Entry) -> dict[str, Any]:
    law = entry.law
    return {
        "citation": entry.citation, "about": entry.about, "name": law.name, "edition": law.edition, "valid_from": law.valid_from,
        "valid_to": law.valid_to, "source": law.source, "checked": law.checked,
    }  # fmt: skip
