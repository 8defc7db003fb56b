"""The work calendar over HTTP: what is in force, a notice loaded by one person, what it would move, approved by another."""

from __future__ import annotations

import base64
import binascii
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Query
from fastapi.responses import JSONResponse
from pydantic import Field

from chassis.described import answers
from chassis.identity import Principal
from chassis.web import CommandId, Form, answered, needs
from services.deadlines.calendar.reading import MOST_BYTES, rows_of
from services.deadlines.calendars import approve, decline, propose
from services.deadlines.domain.county_calendar import CountyCalendar
from services.deadlines.domain.notice import Notice, NoticeError, notice_of
from services.deadlines.previewing import preview
from services.deadlines.store import CALENDARS

if TYPE_CHECKING:
    from chassis.service import Parts
    from services.deadlines.domain.calendar import WorkCalendar
    from services.deadlines.law import Law
    from services.deadlines.settings import DeadlinesSettings

LOADERS = ("registrar", "analyst", "supervisor", "office_deputy_head", "office_head")
APPROVERS = ("office_deputy_head", "office_head")
READERS = (*LOADERS, "router", "receptionist", "letter_clerk", "leader", "unit_liaison", "unit_handler", "unit_head")  # fmt: skip
Reader = Annotated[Principal, Depends(needs(*READERS))]
Loader = Annotated[Principal, Depends(needs(*LOADERS))]
Approver = Annotated[Principal, Depends(needs(*APPROVERS))]
Year = Annotated[int, Query(ge=2004, le=2099)]


class File(Form):
    """A notice as a file: CSV, XLSX or TOML, told apart by its name; `local`: a holiday of this county only."""

    name: str = Field(min_length=1, max_length=200)
    content: str = Field(max_length=2 * MOST_BYTES, description="the file's bytes in base64")
    year: int = Field(ge=2004, le=2099)
    local: bool = False


class Named(Form):
    """The notice that waits, by its number, so that nobody decides on another one than he saw."""

    notice: str = Field(min_length=1, max_length=100)


def calendar_api(parts: Parts[DeadlinesSettings], law: Law) -> APIRouter:
    """The routes below /calendar, each for the caller's own county."""
    router = APIRouter(prefix="/calendar")

    async def kept(county: str) -> CountyCalendar:
        document = (await parts.store.get(CALENDARS, [county])).get(county)
        return (document.state if document else None) or CountyCalendar(county)

    @router.get("")
    async def calendar(year: Year, caller: Reader) -> dict[str, Any]:
        own = await kept(caller.county)
        return shown(own, own.over(law.base), year)

    @router.post("/notices", responses=answers(409), status_code=201)
    async def load(file: File, caller: Loader, command: CommandId) -> JSONResponse:
        try:
            notice = read(file)
        except NoticeError as wrong:
            return JSONResponse({"code": "NOTICE_REFUSED", "because": str(wrong), "line": wrong.line}, 409)
        now, county = parts.clock.now(), caller.county
        return answered(
            await parts.commands.run(
                CALENDARS, county, command, lambda held: propose(held, county, notice, caller, now)
            ),
            201,
        )

    @router.get("/waiting/moves", responses=answers(404))
    async def moves(caller: Loader) -> dict[str, Any]:
        found = await preview(parts.mongo, parts.store, law, caller.county, parts.clock.now())
        if found is None:
            raise HTTPException(404, "没有等待批准的通知，可能已被批准或退回。")
        return asdict(found)

    @router.post("/approve", responses=answers(409))
    async def approve_(named: Named, caller: Approver, command: CommandId) -> JSONResponse:
        now = parts.clock.now()
        return answered(
            await parts.commands.run(
                CALENDARS, caller.county, command, lambda held: approve(held, named.notice, caller, now)
            )
        )

    @router.post("/decline", responses=answers(409))
    async def decline_(named: Named, caller: Loader, command: CommandId) -> JSONResponse:
        return answered(
            await parts.commands.run(
                CALENDARS, caller.county, command, lambda held: decline(held, named.notice)
            )
        )

    return router


def read(file: File) -> Notice:
    """The notice in a file; raises NoticeError."""
    try:
        content = base64.b64decode(file.content, validate=True)
    except (binascii.Error, ValueError):
        raise NoticeError(0, "文件没有传完整。请重新选择文件再导入。") from None
    return notice_of(rows_of(file.name, content), file.year, is_local=file.local)


def shown(own: CountyCalendar, calendar: WorkCalendar, year: int) -> dict[str, Any]:
    """One year's special days, on what they rest, the notices loaded here and the one that waits."""
    return {
        "county": own.county,
        "version": own.version,
        "year": year,
        "notice": calendar.notices.get(year),
        "provisional": not calendar.is_known(date(year, 1, 1)),
        "days": [
            {"on": on, "kind": day.nature, "name": day.name, "notice": calendar.notice(on)}
            for on, day in sorted(calendar.special.items())
            if on.year == year
        ],
        "loaded": [_loaded(each.notice) | {"proposed_by": each.proposed_by, "approved_by": each.approved_by, "approved_at": each.approved_at} for each in own.loaded],
        "waiting": own.proposed and {**_loaded(own.proposed.notice), "by": own.proposed.by, "by_name": own.proposed.by_name, "at": own.proposed.at, "days": [asdict(day) for day in own.proposed.notice.days]},
    }  # fmt: skip


def _loaded(notice: Notice) -> dict[str, Any]:
    return {"year": notice.year, "notice": notice.number, "local": notice.is_local}
