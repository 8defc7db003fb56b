"""The reconciliation list with the superior's system: each transferred or reported matter, and what is still missing (corrections 21)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Response
from fastapi.responses import JSONResponse

from chassis.identity import Principal
from chassis.service import Parts
from chassis.web import needs
from services.routing.domain.above import ExchangeState
from services.routing.domain.matter import Matter
from services.routing.domain.words import STATES_ZH
from services.routing.packing import package
from services.routing.settings import RoutingSettings
from services.routing.store import MATTERS

Keeper = Annotated[Principal, Depends(needs("registrar", "analyst", "office_head", "office_deputy_head"))]
HEADINGS = ("上级编号", "上级期限", "本地编号", "事项状态", "交换状态", "报送次数", "回号", "退回原因")
MOST = 5000  # rows of one list [D]
IN_EXCHANGE = [state.value for state in ExchangeState if state is not ExchangeState.NONE]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AS_A_FILE: dict[int | str, dict[str, Any]] = {
    200: {"description": "the table, also as a file", "content": {"text/csv": {}, XLSX: {}}}
}


def include_list(router: APIRouter, parts: Parts[RoutingSettings]) -> None:
    """GET /exchange: the list; GET /exchange/packages: the results in the superior's fields, for a system without a feed."""

    async def held(caller: Principal) -> list[Matter]:
        where = {"state.county": caller.county, "state.exchange": {"$in": IN_EXCHANGE}}
        rows = await parts.mongo.find(MATTERS.name, where, sort=[("state.received_at", 1)], limit=MOST)
        return [MATTERS.load(row["state"]) for row in rows]

    @router.get("/exchange", responses=AS_A_FILE)
    async def listed(caller: Keeper, as_: Literal["json", "csv", "xlsx"] = "json") -> Response:
        return written(HEADINGS, [line(matter) for matter in await held(caller)], as_)

    @router.get("/exchange/packages", responses=AS_A_FILE)
    async def packages(caller: Keeper, as_: Literal["json", "csv", "xlsx"] = "json") -> Response:
        sent = [package(m).fields for m in await held(caller) if m.exchange is ExchangeState.SENT]
        names = tuple(dict.fromkeys(name for fields in sent for name in fields))
        return written(names, [tuple(fields.get(name, "") for name in names) for fields in sent], as_)


def line(matter: Matter) -> tuple[str, ...]:
    """One matter of the list, in words; nobody is named."""
    exchange = matter.above.exchange
    return (
        exchange.number, exchange.due_on.isoformat() if exchange.due_on else "", matter.item_nos[0],
        STATES_ZH["matter"][matter.state], STATES_ZH["exchange"][matter.exchange], str(exchange.packages),
        exchange.returned, exchange.because,
    )  # fmt: skip


def written(headings: tuple[str, ...], rows: Iterable[tuple[str, ...]], as_: str) -> Response:
    """A table as JSON, CSV (with the mark by which spreadsheets know UTF-8) or XLSX; every cell is text."""
    if as_ == "json":
        found: list[Mapping[str, Any]] = [dict(zip(headings, row, strict=True)) for row in rows]
        return JSONResponse(found)
    if as_ == "csv":
        out = io.StringIO()
        csv.writer(out).writerows([headings, *([_text(cell) for cell in row] for row in rows)])
        return _file(("\ufeff" + out.getvalue()).encode(), "text/csv; charset=utf-8", as_)
    from openpyxl import Workbook

    book, kept = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet("对账")
    for row in (headings, *([_text(cell) for cell in row] for row in rows)):
        sheet.append(list(row))
    book.save(kept)
    return _file(kept.getvalue(), XLSX, as_)


def _text(cell: str) -> str:
    """What a spreadsheet would take for a formula stays text."""
    return f"'{cell}" if cell[:1] in "=+-@" and cell else cell


def _file(body: bytes, media_type: str, ending: str) -> Response:
    return Response(
        body,
        media_type=media_type,
        headers={"content-disposition": f'attachment; filename="exchange.{ending}"'},
    )
