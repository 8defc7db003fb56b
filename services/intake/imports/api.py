"""The routes of imports, for the office's heads: the empty table, the dry run, and the taking."""

from __future__ import annotations

import base64
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException
from fastapi.responses import JSONResponse
from pydantic import Field

from chassis.documents import Answer
from chassis.identity import Principal
from chassis.web import CommandId, Form, answered, needs
from services.intake.attachments.desk import Desk, desk
from services.intake.capability import FrontDoor
from services.intake.imports.batch import Batch, BatchState, Totals
from services.intake.imports.columns import COLUMNS
from services.intake.imports.looking import Looking
from services.intake.imports.reading import TableError
from services.intake.imports.store import BATCHES
from services.intake.imports.tables import Tables
from services.intake.imports.taking import HEADS, Taking
from services.intake.imports.template import template

SHOWN = 20  # batches, the newest
Head = Annotated[Principal, Depends(needs(*HEADS))]


class TableForm(Form):
    """The table, as POST /attachments has kept it."""

    attachment_id: str = Field(max_length=80)


def api(door: FrontDoor) -> APIRouter:
    """The routes of a running front door."""
    return routes(door, desk(door))


def routes(door: FrontDoor, at: Desk) -> APIRouter:
    router, tables = APIRouter(prefix="/imports"), Tables(door, at)
    looking, taking = Looking(tables), Taking(tables)

    @router.get("")
    async def batches(caller: Head) -> list[dict[str, Any]]:
        door.here(caller)
        rows = await door.parts.mongo.find(BATCHES.name, {}, sort=[("state.checked_at", -1)], limit=SHOWN)
        return [told(row["_id"], BATCHES.load(row["state"]), faults=False) for row in rows]

    @router.get("/template")
    async def empty_table(caller: Head) -> dict[str, Any]:
        """The XLSX file in base64, and its columns."""
        door.here(caller)
        columns = [{"heading": column.heading, "must": column.must} for column in COLUMNS]
        return {"xlsx": base64.b64encode(template(door.county)).decode(), "columns": columns}

    @router.post("", status_code=201)
    async def look(form: TableForm, command: CommandId, caller: Head) -> JSONResponse:
        """The dry run: nothing is registered."""
        door.here(caller)
        try:
            return answered(await looking.look(command, form.attachment_id, caller), 201)
        except TableError as wrong:
            return JSONResponse({"code": wrong.code, "because": wrong.because}, 422)

    @router.get("/{batch_id}")
    async def batch(batch_id: str, caller: Head) -> dict[str, Any]:
        door.here(caller)
        held = (await door.parts.store.get(BATCHES, [batch_id])).get(batch_id)
        if held is None or held.state is None:
            raise HTTPException(404, "没有这一批。请重新上传表格。")
        return told(batch_id, held.state)

    @router.post("/{batch_id}/take")
    async def take(batch_id: str, command: CommandId, caller: Head) -> JSONResponse:
        """Begin; the rows are registered in the background, and GET tells how far it is."""
        door.here(caller)
        answer: Answer = await taking.begin(command, batch_id, caller)
        return answered(answer, 202)

    return router


def told(batch_id: str, batch: Batch, *, faults: bool = True) -> dict[str, Any]:
    """A batch as it is shown: totals of the dry run or of what was done, and the first faulty rows."""
    checked = batch.state is BatchState.CHECKED
    shown: dict[str, Any] = {
        "batch_id": batch_id, "state": batch.state.value, "checked": _sums(batch.totals), "done": _sums(batch.done),
        "checked_at": batch.checked_at, "checked_by": batch.checked_by, "started_at": batch.started_at,
        "taken_by": batch.by.name if batch.by else "", "ended_at": batch.ended_at,
    }  # fmt: skip
    if faults:
        found = batch.faults if checked or not batch.failed else batch.failed
        shown["faults"] = [
            {"row": each.row, "column": each.column, "because": each.because} for each in found
        ]
    return shown


def _sums(totals: Totals) -> dict[str, int]:
    return {"rows": totals.rows, "ready": totals.ready, "refused": totals.refused, "there": totals.there}
