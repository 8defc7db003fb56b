"""deadlines over HTTP: the clocks of a matter, how each date came about, and when a limit would end."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException
from pydantic import AwareDatetime, BaseModel, Field

from chassis.described import answers
from chassis.identity import Principal
from chassis.service import Parts
from chassis.web import needs
from lianjie_contracts.profiles import NATIONAL, profiles
from services.deadlines.announce import clock_id
from services.deadlines.calendar_api import calendar_api
from services.deadlines.digest_api import digest_api
from services.deadlines.domain.clock import Clock, Running, Terms
from services.deadlines.domain.counting import local_day
from services.deadlines.domain.explanation import weeks
from services.deadlines.domain.levels import turns
from services.deadlines.domain.runs import Run
from services.deadlines.domain.sheet import ClockSheet, running_clocks
from services.deadlines.due_api import due_api
from services.deadlines.law import Law
from services.deadlines.recommendations.api import routes as recommendation_routes
from services.deadlines.settings import DeadlinesSettings
from services.deadlines.store import SHEETS
from services.deadlines.supervision.api import routes as supervision_routes
from services.deadlines.words import words

OFFICE = ("router", "receptionist", "letter_clerk", "registrar", "supervisor", "analyst", "leader")
HEADS = ("office_deputy_head", "office_head")
UNIT = ("unit_liaison", "unit_handler", "unit_head")
Official = Annotated[Principal, Depends(needs(*OFFICE, *HEADS, *UNIT))]


class Question(BaseModel):
    """When would a limit end that began then?"""

    clock: str = Field(pattern=r"^C\d\d$")
    started_at: AwareDatetime
    profile: str = NATIONAL
    extension_days: int = Field(default=0, ge=0, le=90)


def api(parts: Parts[DeadlinesSettings], law: Law) -> APIRouter:
    """The routes of deadlines."""
    router = APIRouter()
    router.include_router(calendar_api(parts, law))
    router.include_router(due_api(parts, law))
    router.include_router(digest_api(parts, law))

    @router.get("/matters/{id_}/clocks")
    async def clocks(id_: str, caller: Official) -> dict[str, Any]:
        document = (await parts.store.get(SHEETS, [id_])).get(id_)
        sheet = document.state if document else None
        if sheet is None or not _may_see(sheet, caller):
            raise HTTPException(404, "没有这个信访事项的期限，或不在您的范围内。")
        return shown(sheet, law.under(sheet.profile, sheet.county), parts.clock.now(), caller.unit)

    @router.get("/rules/{profile}", responses=answers(404))
    async def rules(profile: str, _: Official) -> list[dict[str, Any]]:
        """The limits that a rule profile has otherwise than the national rule: {rule, name, national, here}."""
        if profile not in profiles():
            raise HTTPException(404, "没有这套规则。")
        return law.changed_by(profile)

    @router.post("/explain", responses=answers(404))
    async def explain(question: Question, caller: Official) -> dict[str, Any]:
        terms = law.under(question.profile, caller.county)
        rule = terms.table.running(question.clock)
        if rule is None:
            raise HTTPException(404, "没有这个期限，或本县规则没有启用。")
        at, days = question.started_at, question.extension_days
        run = Run(at, "", None, extension=days, extended_at=at if days else None)
        return how(Running(rule, None, 1, run), terms)

    router.include_router(supervision_routes(parts, law))
    router.include_router(recommendation_routes(parts, law))
    return router


def shown(sheet: ClockSheet, terms: Terms, now: datetime, unit: str | None = None) -> dict[str, Any]:
    """A sheet as a page or a colleague reads it; people of a unit see the office's clock and their own."""
    running = {each.key: each for each in running_clocks(sheet, terms)}
    seen = [clock for clock in sheet.clocks if unit is None or clock.unit in (unit, None)]
    rows = [_row(sheet, clock, running[clock.key], terms, now) for clock in seen]
    return {"matter_id": sheet.matter_id, "profile": sheet.profile, "next_at": sheet.next_at, "clocks": rows}


def how(running: Running, terms: Terms) -> dict[str, Any]:
    """How a date came about: the numbered sentences, the sheet of weeks, the warnings, the law."""
    counted = running.counted(terms.calendar)
    return {
        "nominal_on": counted.due.nominal_on,
        "due_at": counted.due.due_at,
        "rolled": counted.due.rolled,
        "provisional": counted.due.provisional,
        "length": counted.limit.total,
        "length_unit": counted.limit.unit,
        "basis": words().basis(running.rule.id),
        "explanation": words().explanation(running.rule.id, counted),
        "steps": [asdict(step) for step in counted.due.steps],
        "warnings": [asdict(turn) for turn in turns(running.rule, counted, terms.calendar)],
        "weeks": [[asdict(cell) for cell in week] for week in weeks(counted, terms.calendar)],
    }


def _row(sheet: ClockSheet, clock: Clock, running: Running, terms: Terms, now: datetime) -> dict[str, Any]:
    named = {
        "clock_id": clock_id(sheet.matter_id, clock),
        "name": running.rule.name_zh,
        "kind": running.rule.kind,
        "overdue_days": clock.overdue_days(local_day(now)),
    }
    return asdict(clock) | named | how(running, terms)


def _may_see(sheet: ClockSheet, caller: Principal) -> bool:
    if caller.unit:
        return any(clock.unit == caller.unit for clock in sheet.clocks)
    return caller.county == sheet.county
