"""The directory over HTTP: what is in force, a table read by one person, what it would change, approved by another."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse
from pydantic import Field

from chassis.described import answers
from chassis.identity import Principal
from chassis.service import Parts
from chassis.tables import TableError
from chassis.web import CommandId, Form, answered, needs
from lianjie_contracts.base import Actor
from lianjie_contracts.directory import Directory, Unit
from services.routing.directory_table import MOST_BYTES, template, units_of
from services.routing.domain.days import day_of
from services.routing.domain.directory import (
    CountyDirectory,
    RefusedRow,
    approve,
    changes,
    decline,
    propose,
    wrong,
)
from services.routing.settings import RoutingSettings
from services.routing.store import DIRECTORIES

PROPOSERS = ("router", "office_deputy_head", "office_head")
APPROVERS = ("office_deputy_head", "office_head")
Proposer = Annotated[Principal, Depends(needs(*PROPOSERS))]
Approver = Annotated[Principal, Depends(needs(*APPROVERS))]
LARGER = {"/directory/proposals": 2 * MOST_BYTES}


class Table(Form):
    """The table as a file, CSV or XLSX; the name is shown to whoever approves it."""

    name: str = Field(min_length=1, max_length=200)
    content: str = Field(max_length=2 * MOST_BYTES, description="the file's bytes in base64")


class Named(Form):
    """The table that waits, by its number: nobody decides on another one than was read."""

    no: int = Field(ge=1)
    reason: str = Field(default="", max_length=500)


def proposing(caller: Principal, directory: Directory) -> Actor:
    """Who puts something up or decides on it, speaking for the county's centre."""
    return caller.actor(min(caller.roles & frozenset(PROPOSERS)), directory.county(caller.county).centre)


def directory_api(parts: Parts[RoutingSettings]) -> APIRouter:
    """The routes below /directory, each for the caller's own county."""
    router = APIRouter(prefix="/directory")

    async def kept(county: str) -> CountyDirectory | None:
        document = (await parts.store.get(DIRECTORIES, [county])).get(county)
        return document.state if document else None

    @router.get("")
    async def directory(caller: Proposer) -> dict[str, Any]:
        """The version in force, and what a table that waits would change."""
        held = await kept(caller.county)
        return shown(held) if held else {"version": 0, "waiting": None}

    @router.get("/template")
    async def empty_table(_: Proposer) -> dict[str, str]:
        return {"name": "directory.csv", "content": base64.b64encode(template()).decode()}

    @router.post("/proposals", responses=answers(409, 422), status_code=201)
    async def load(table: Table, caller: Proposer, command: CommandId) -> JSONResponse:
        now = parts.clock.now()
        read = _read(table, await kept(caller.county), caller.county, day_of(now))
        if isinstance(read, JSONResponse):
            return read
        by = proposing(caller, parts.directory)
        answer = await parts.commands.run(
            DIRECTORIES,
            caller.county,
            command,
            lambda state: propose(state, read, table.name, by, now),
        )
        return answered(answer, 201)

    @router.post("/approve", responses=answers(409))
    async def approve_(named: Named, caller: Approver, command: CommandId) -> JSONResponse:
        now = parts.clock.now()
        by = proposing(caller, parts.directory)
        return answered(
            await parts.commands.run(
                DIRECTORIES,
                caller.county,
                command,
                lambda state: approve(state, named.no, by, now, named.reason),
            )
        )

    @router.post("/decline", responses=answers(409))
    async def decline_(named: Named, caller: Proposer, command: CommandId) -> JSONResponse:
        return answered(
            await parts.commands.run(
                DIRECTORIES, caller.county, command, lambda state: decline(state, named.no)
            )
        )

    return router


def _read(
    table: Table, held: CountyDirectory | None, county: str, on: date
) -> tuple[Unit, ...] | JSONResponse:
    """The units that the table names, or every row that must be mended first."""
    known = {unit.code: unit for unit in held.published.units} if held else {}
    try:
        named, refused = units_of(base64.b64decode(table.content, validate=True), county, known)
    except TableError as broken:
        return _refused_rows(str(broken), [RefusedRow(broken.line, str(broken))])
    except (binascii.Error, ValueError):
        return _refused_rows("文件没有传完整。请重新选择文件再导入。", [])
    if held:
        refused = (*refused, *wrong(held.published, named, on))
    if refused:
        return _refused_rows(f"有 {len(refused)} 处要改，整张表都没有导入。", refused)
    return tuple(named.values())


def shown(held: CountyDirectory) -> dict[str, Any]:
    """Units as they are, and each that a waiting table would add, change or close."""
    now, waits = held.published, held.proposed
    told = {
        "version": now.directory_version,
        "at": now.occurred_at,
        "by": now.by.name,
        "units": [_unit(u) for u in now.units],
    }
    if waits is None:
        return told | {"waiting": None}
    rows = [
        {
            "what": each.what,
            "unit": _unit(each.unit),
            "before": _unit(each.before) if each.before else None,
            "fields": each.fields,
        }
        for each in changes(now.units, waits.units)
    ]
    return told | {
        "waiting": {
            "no": waits.no,
            "of_table": waits.entry is None,
            "file": waits.file,
            "by": waits.by.id,
            "by_name": waits.by.name,
            "at": waits.at,
            "changes": rows,
        }
    }


def _unit(unit: Unit) -> dict[str, Any]:
    return unit.model_dump(mode="json")


def _refused_rows(because: str, refused: Sequence[RefusedRow]) -> JSONResponse:
    rows = [asdict(each) for each in sorted(refused, key=lambda row: row.line)]
    return JSONResponse({"code": "TABLE_REFUSED", "because": because, "rows": rows}, 422)
