"""The files of imports: the empty tables to be filled in, and a table given back with what is wrong in it."""

from __future__ import annotations

import base64
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from fastapi.responses import JSONResponse

from chassis.identity import Principal
from chassis.web import needs
from services.intake.capability import FrontDoor
from services.intake.imports.batch import Batch
from services.intake.imports.columns import ListKind
from services.intake.imports.reading import TableError
from services.intake.imports.store import BATCHES
from services.intake.imports.tables import Tables
from services.intake.imports.taking import HEADS
from services.intake.imports.template import template

Head = Annotated[Principal, Depends(needs(*HEADS))]


async def the_batch(door: FrontDoor, batch_id: str) -> Batch:
    """Raises 404 for one that nobody has uploaded here."""
    held = (await door.parts.store.get(BATCHES, [batch_id])).get(batch_id)
    if held is None or held.state is None:
        raise HTTPException(404, "没有这一批。请重新上传表格。")
    return held.state


def files(door: FrontDoor, tables: Tables) -> APIRouter:
    router = APIRouter()

    @router.get("/templates/{kind}")
    async def empty_table(kind: ListKind, caller: Head) -> dict[str, str]:
        """The XLSX file in base64."""
        door.here(caller)
        return {"xlsx": base64.b64encode(template(kind, door.county, door.parts.directory)).decode()}

    @router.get("/{batch_id}/given-back", response_model=None)
    async def given_back(batch_id: str, caller: Head) -> dict[str, str] | JSONResponse:
        """The table with a column of reasons, as an XLSX in base64; until it is taken, for then it is forgotten."""
        door.here(caller)
        batch = await the_batch(door, batch_id)
        try:
            table = await tables.given_back(batch.attachment_id, batch_id)
        except TableError as wrong:
            return JSONResponse({"code": wrong.code, "because": wrong.because}, 422)
        return {"xlsx": base64.b64encode(table).decode()}

    return router
