"""analytics over HTTP: the figures of a month, and the matters behind each; reads only."""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, HTTPException, Query

from chassis.described import answers
from chassis.identity import Principal
from chassis.service import Parts
from chassis.web import needs
from services.analytics.counting import Question, rates, volumes
from services.analytics.domain.definitions import RATES, VOLUMES, RateDefinition, VolumeDefinition, Who
from services.analytics.domain.hall import HallRate
from services.analytics.domain.periods import Month
from services.analytics.domain.rates import NOTHING, Rate
from services.analytics.explaining import Behind, Page, behind_rate, behind_volume
from services.analytics.hall import hall_rates
from services.analytics.scope import Scope, scope_of
from services.analytics.settings import AnalyticsSettings

OFFICE = ("router", "receptionist", "letter_clerk", "registrar", "supervisor", "analyst", "leader")
HEADS = ("office_deputy_head", "office_head")
OF_HALL = (*HEADS, "leader", "analyst")  # never whoever sits at a desk
UNIT = ("unit_liaison", "unit_handler", "unit_head")
Official = Annotated[Principal, Depends(needs(*OFFICE, *HEADS, *UNIT))]
MonthText = Annotated[str | None, Query(pattern=r"^20\d\d-(0[1-9]|1[0-2])$")]
Value = Annotated[str | None, Query(pattern=r"^\w{0,20}$")]
Side = Literal["all", "met", "missed"]


def api(parts: Parts[AnalyticsSettings]) -> APIRouter:
    """The routes of analytics."""
    router = APIRouter()

    def asked(caller: Principal, county: str | None, unit: str | None, month: str | None) -> Question:
        now = parts.clock.now()
        scope = scope_of(caller, parts.directory, county, unit)
        return Question(scope, Month(month) if month else Month.of(now), now)

    @router.get("/figures", responses=answers(404))
    async def figures(
        caller: Official, county: str | None = None, unit: str | None = None, month: MonthText = None
    ) -> dict[str, Any]:
        question = asked(caller, county, unit, month)
        counted, volume = await asyncio.gather(rates(parts.mongo, question), volumes(parts.mongo, question))
        of_hall = await hall_rates(parts.mongo, question) if caller.may(*OF_HALL) else []
        return {
            **_about(question),
            "volumes": volume,
            "rates": [
                *(_rate(definition, rows, question.scope) for definition, rows in counted),
                *(
                    _rate(definition, {None: rate} if rate else {}, question.scope)
                    for definition, rate in of_hall
                ),
            ],
            "definitions": [asdict(definition) for definition in VOLUMES],
        }

    @router.get("/figures/{id_}/matters")
    async def matters(
        id_: str, caller: Official, county: str | None = None, unit: str | None = None, month: MonthText = None,
        field: str | None = None, value: Value = None, side: Side = "all",
        skip: Annotated[int, Query(ge=0)] = 0, limit: Annotated[int, Query(ge=1, le=500)] = 100,
    ) -> dict[str, Any]:  # fmt: skip
        question, page = asked(caller, county, unit, month), Page(skip, limit)
        if rate := next((d for d in RATES if d.id == id_), None):
            if question.scope.unit and rate.of is Who.COUNTY:
                raise HTTPException(404, "这个比率只按县统计，不分单位。")
            met = None if side == "all" else side == "met"
            return {
                **_about(question),
                **_behind(rate, await behind_rate(parts.mongo, question, rate, met, page)),
            }
        definition = _volume(id_, field)
        return {
            **_about(question),
            **_behind(definition, await behind_volume(parts.mongo, question, definition, value, page)),
        }

    return router


def _volume(id_: str, field: str | None) -> VolumeDefinition:
    for definition in VOLUMES:
        if definition.id == id_ and field in (None, definition.field):
            return definition
    raise HTTPException(404, "没有这个指标。")


def _about(question: Question) -> dict[str, str | datetime | None]:
    scope = question.scope
    return {"month": question.month.text, "as_of": question.now, "county": scope.county, "unit": scope.unit}


def _rate(
    definition: RateDefinition | HallRate, rows: dict[str | None, Rate], scope: Scope
) -> dict[str, Any]:
    """Rows by unit for what units owe; for what the office owes, one row."""
    total = sum(rows.values(), NOTHING)
    by_unit = {None: total} if definition.of is Who.COUNTY else rows
    said = {name: getattr(definition, name) for name in ("numerator", "denominator", "period", "source")}
    return {
        "id": definition.id, "name": definition.name_zh, "version": definition.version, "definition": said,
        "target": float(definition.target * 100) if definition.target else None,
        "total": _row(total, definition, scope, scope.unit),
        "rows": [_row(rate, definition, scope, unit) for unit, rate in by_unit.items()],
    }  # fmt: skip


def _row(rate: Rate, definition: RateDefinition | HallRate, scope: Scope, unit: str | None) -> dict[str, Any]:
    meets = rate.meets(definition.target) if definition.target else None
    return {
        "county": scope.county, "unit": unit, "numerator": rate.numerator, "denominator": rate.denominator,
        "value": rate.per_cent, "meets_target": meets, "small_sample": rate.is_small_sample,
    }  # fmt: skip


def _behind(definition: RateDefinition | VolumeDefinition, found: Behind) -> dict[str, Any]:
    return {"id": definition.id, "name": definition.name_zh, "total": found.total, "matters": found.rows}
