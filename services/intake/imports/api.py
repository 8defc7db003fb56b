"""The routes of imports, for the office's heads: the dry run, the taking, and the taking back."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from pydantic import Field

from chassis.documents import Answer
from chassis.web import CommandId, Form, answered
from services.intake.attachments.desk import Desk, desk
from services.intake.capability import FrontDoor
from services.intake.imports.batch import Batch, BatchState, Totals, Undoing
from services.intake.imports.files_api import Head, files, the_batch
from services.intake.imports.looking import Looking
from services.intake.imports.reading import TableError
from services.intake.imports.store import BATCHES
from services.intake.imports.tables import Tables
from services.intake.imports.taking import Taking
from services.intake.imports.undoing import Undoer

SHOWN = 20  # batches, the newest


class TableForm(Form):
    """The table, as POST /attachments has kept it."""

    attachment_id: str = Field(max_length=80)


def api(door: FrontDoor) -> APIRouter:
    """The routes of a running front door."""
    return routes(door, desk(door))


def routes(door: FrontDoor, at: Desk) -> APIRouter:
    router, tables = APIRouter(prefix="/imports"), Tables(door, at)
    looking, taking, undoing = Looking(tables), Taking(tables), Undoer(door)
    router.include_router(files(door, tables))

    @router.get("")
    async def batches(caller: Head) -> list[dict[str, Any]]:
        door.here(caller)
        rows = await door.parts.mongo.find(BATCHES.name, {}, sort=[("state.checked_at", -1)], limit=SHOWN)
        return [told(row["_id"], BATCHES.load(row["state"]), faults=False) for row in rows]

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
        held = await the_batch(door, batch_id)
        return {**told(batch_id, held), "left": await undoing.left(batch_id) if held.undo else []}

    @router.post("/{batch_id}/take")
    async def take(batch_id: str, command: CommandId, caller: Head) -> JSONResponse:
        """Begin; the rows are registered in the background, and GET tells how far it is."""
        door.here(caller)
        answer: Answer = await taking.begin(command, batch_id, caller)
        return answered(answer, 202)

    @router.post("/{batch_id}/undo")
    async def undo(batch_id: str, command: CommandId, caller: Head) -> JSONResponse:
        """Begin to take back what nobody has touched since; in the background, too."""
        door.here(caller)
        return answered(await undoing.begin(command, batch_id, caller), 202)

    return router


def told(batch_id: str, batch: Batch, *, faults: bool = True) -> dict[str, Any]:
    """A batch as it is shown: totals of the dry run or of what was done, and the first faulty rows."""
    checked = batch.state is BatchState.CHECKED
    shown: dict[str, Any] = {
        "batch_id": batch_id, "state": batch.state.value, "checked": _sums(batch.totals), "done": _sums(batch.done),
        "checked_at": batch.checked_at, "checked_by": batch.checked_by, "started_at": batch.started_at,
        "taken_by": batch.by.name if batch.by else "", "ended_at": batch.ended_at, "kind": batch.kind.value,
        "undo": _undo(batch.undo) if batch.undo else None,
    }  # fmt: skip
    if faults:
        found = batch.faults if checked or not batch.failed else batch.failed
        shown["faults"] = [
            {"row": each.row, "column": each.column, "because": each.because} for each in found
        ]
    return shown


def _undo(undo: Undoing) -> dict[str, Any]:
    return {
        "by": undo.by.name,
        "since": undo.since,
        "undone": undo.undone,
        "left": undo.left,
        "ended_at": undo.ended_at,
    }


def _sums(totals: Totals) -> dict[str, int]:
    return {"rows": totals.rows, "ready": totals.ready, "refused": totals.refused, "there": totals.there}
