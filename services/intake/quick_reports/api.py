"""Quick reports over HTTP: for whoever passes by, for the grid worker, and for the office's desk."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import JSONResponse
from starlette.responses import Response

from chassis.decisions import Refused
from chassis.described import answers
from chassis.documents import Answer, Command
from chassis.identity import Principal
from chassis.ids import derived
from chassis.web import CommandId, answered, needs
from lianjie_contracts.base import Actor
from lianjie_contracts.vocabulary import QuickRejectReason
from services.intake.attachments.desk import desk
from services.intake.attachments.handing_out import hand_out
from services.intake.capability import FrontDoor
from services.intake.citizen.reading import Reader, address_of
from services.intake.errors import FieldError
from services.intake.quick_reports.forms import (
    ByCode,
    DispatchForm,
    DoneForm,
    PetitionByCode,
    PetitionForm,
    RatingForm,
    RejectForm,
    ReportForm,
    WordsForm,
)
from services.intake.quick_reports.lifecycle import ACTS_ZH, MACHINE
from services.intake.quick_reports.moving import SENDER
from services.intake.quick_reports.office import NOT_FOUND, PETITIONER, Office
from services.intake.quick_reports.owner_rules import owner_rules
from services.intake.quick_reports.report import Act, Brings, Intent, Owner, Rejection, Report, Words
from services.intake.quick_reports.rights import OF_UNIT, STAFF, may_see
from services.intake.quick_reports.showing import public, shown, where_of
from services.intake.quick_reports.store import QUICK_REPORTS
from services.intake.rate import Rate, Tries

Anybody = Annotated[Principal, Depends(needs(*STAFF, *OF_UNIT))]
PAGE = 50
WRONG_CODE = "编号和查询码对不上。请照提交后的页面核对。"


def api(door: FrontDoor) -> APIRouter:
    """The routes of a running front door."""
    return routes(Office(door, desk(door), owner_rules(), door.parts.settings.quick_redo))


def routes(office: Office) -> APIRouter:  # noqa: C901 - one short route after the other
    router, door = APIRouter(prefix="/quick-reports"), office.door
    now, reader = door.parts.clock.now, Reader(door)
    rate = Rate(Tries.at(door), "quick reports", door.parts.settings.quick_reports_a_minute)

    async def seen(report_id: str, caller: Principal) -> Report:
        door.here(caller)
        report = await office.get(report_id)
        if report is None or not may_see(report, caller):
            raise HTTPException(404, "没有这条随手拍，或不在您的范围内。")
        return report

    async def act(
        report_id: str, command: CommandId, caller: Principal, act_: Act, brings: Brings = None
    ) -> JSONResponse:
        await seen(report_id, caller)
        intent = Intent(act_, caller.id, caller.roles, now(), brings, office.redo)
        return _told(await office.act(report_id, command, intent, _actor(door, caller, act_)))

    async def by_code(asked: ByCode, request: Request) -> tuple[str, Report]:
        """Guessed at no oftener than a petition's code."""
        address = address_of(request)
        await reader.let_in(asked.number, address)
        if not (found := await office.by_code(asked.number, asked.code)):
            await reader.wrong(asked.number, address)
            raise HTTPException(404, WRONG_CODE)
        return found

    @router.get("/kinds")
    async def kinds() -> dict[str, str]:
        """What people report, by code."""
        return dict(office.rules.kinds)

    @router.post("", status_code=201, responses=answers(409))
    async def submit(form: ReportForm) -> JSONResponse:
        """By whoever passes by: no account, no name. The form's key makes it one report however often it is sent."""
        if not await rate.takes(now()):
            raise HTTPException(
                429, "现在上报的人太多。请过一分钟再试，您填的内容还在。", {"Retry-After": "60"}
            )
        if not form.place_code.startswith(door.county):
            return _told(Refused("OTHER_COUNTY", "这个位置不在本县。请选本县的乡镇街道。"))
        return _told(await office.submit(form, now()), 201)

    @router.post("/status", responses=answers(404))
    async def status(asked: ByCode, request: Request) -> dict[str, Any]:
        """For the sender, by number and code; nobody who works on it is named, their unit is."""
        return public(*await by_code(asked, request), office.rules, door.parts.directory)

    @router.post("/rate", responses=answers(404, 409))
    async def rated(form: RatingForm, request: Request) -> JSONResponse:
        report_id, _ = await by_code(form, request)
        return _told(await office.rate(report_id, form.level, now()))

    @router.post("/petition", responses=answers(404, 409))
    async def wished(form: PetitionByCode, request: Request) -> JSONResponse:
        """The sender makes it a petition: then the law's limits hold, counted from the first hour."""
        report_id, _ = await by_code(form, request)
        intent = Intent(Act.CONVERT, SENDER.id, PETITIONER, now())
        return await _converted(office, report_id, form, intent, SENDER)

    @router.get("")
    async def listed(
        caller: Anybody,
        which: Annotated[Literal["mine", "desk", "check", "all"], Query(alias="list")] = "all",
    ) -> list[dict[str, Any]]:
        """Oldest first. `desk`: without an owner; `check`: to be looked at; `mine`: what waits for the caller."""
        door.here(caller)
        rows = await door.parts.mongo.find(
            QUICK_REPORTS.name, where_of(which, caller), sort=[("state.last_at", 1)], limit=PAGE
        )
        found = ((row["_id"], QUICK_REPORTS.load(row["state"])) for row in rows)
        return [
            shown(id_, each, office.rules, door.parts.directory)
            for id_, each in found
            if may_see(each, caller)
        ]

    @router.get("/{report_id}")
    async def one(report_id: str, caller: Anybody) -> dict[str, Any]:
        report = await seen(report_id, caller)
        acts = MACHINE.allowed(report.state, caller.roles)
        return shown(report_id, report, office.rules, door.parts.directory) | {
            "acts": [{"act": each, "name": ACTS_ZH[Act(each)]} for each in acts]
        }

    @router.get("/{report_id}/photos/{attachment_id}")
    async def photo(report_id: str, attachment_id: str, caller: Anybody) -> Response:
        report = await seen(report_id, caller)
        held = (await office.desk.shelf.get((attachment_id,))).get(attachment_id)
        if held is None or held.owner not in (f"quick_report:{report_id}", f"item:{report.item_id}"):
            raise HTTPException(404, "没有这张照片。")
        return await hand_out(office.desk, attachment_id, held, caller, False, now())

    @router.post("/{report_id}/dispatch")
    async def dispatch(
        report_id: str, form: DispatchForm, command: CommandId, caller: Anybody
    ) -> JSONResponse:
        unit = door.parts.directory.has_unit(form.unit) and form.unit.startswith(door.county)
        if not unit:
            return _told(Refused("NO_UNIT", "请选择责任单位。"))
        return await act(report_id, command, caller, Act.ROUTE_BY_HAND, Owner(form.unit))

    @router.post("/{report_id}/sign")
    async def sign(report_id: str, command: CommandId, caller: Anybody) -> JSONResponse:
        return await act(report_id, command, caller, Act.SIGN)

    @router.post("/{report_id}/pass-on")
    async def pass_on(report_id: str, form: WordsForm, command: CommandId, caller: Anybody) -> JSONResponse:
        return await act(report_id, command, caller, Act.PASS_ON, Words(form.said))

    @router.post("/{report_id}/finish")
    async def finish(report_id: str, form: DoneForm, command: CommandId, caller: Anybody) -> JSONResponse:
        await seen(report_id, caller)
        done = await office.finished(report_id, form, f"user:{caller.id}")
        if isinstance(done, Refused):
            return _told(done)
        return await act(report_id, command, caller, Act.FINISH, done)

    @router.post("/{report_id}/approve")
    async def approve(report_id: str, command: CommandId, caller: Anybody) -> JSONResponse:
        return await act(report_id, command, caller, Act.APPROVE)

    @router.post("/{report_id}/return")
    async def send_back(report_id: str, form: WordsForm, command: CommandId, caller: Anybody) -> JSONResponse:
        return await act(report_id, command, caller, Act.RETURN, Words(form.said, form.due_on))

    @router.post("/{report_id}/close")
    async def close(report_id: str, command: CommandId, caller: Anybody) -> JSONResponse:
        return await act(report_id, command, caller, Act.CLOSE)

    @router.post("/{report_id}/reject")
    async def reject(report_id: str, form: RejectForm, command: CommandId, caller: Anybody) -> JSONResponse:
        reason = QuickRejectReason(form.reason or "UNKNOWN")
        return await act(report_id, command, caller, Act.REJECT, Rejection(reason, form.note))

    @router.post("/{report_id}/petition")
    async def convert(
        report_id: str, form: PetitionForm, command: CommandId, caller: Anybody
    ) -> JSONResponse:
        await seen(report_id, caller)
        intent = Intent(Act.CONVERT, caller.id, caller.roles, now())
        by = _actor(door, caller, Act.CONVERT)
        return await _converted(office, report_id, form, intent, by, command)

    return router


async def _converted(
    office: Office,
    report_id: str,
    form: PetitionForm,
    intent: Intent,
    by: Actor,
    command: Command | None = None,
) -> JSONResponse:
    wish = command or Command(derived("command", "converted by its sender", report_id))
    try:
        return _told(await office.convert(report_id, wish, form, intent, by))
    except FieldError as wrong:
        return JSONResponse(
            {"code": "FIELDS_INVALID", "because": "登记必填项有误,请检查标红项目。", "fields": wrong.fields},
            422,
        )


def _actor(door: FrontDoor, caller: Principal, act: Act) -> Actor:
    """In the post in which the caller may do it; if in none, in any: the table will refuse."""
    may = {role for row in MACHINE.rows if row.act == act for role in row.roles}
    role = next(iter(sorted(caller.roles & may)), next(iter(sorted(caller.roles)), ""))
    directory = door.parts.directory
    org = directory.unit(caller.unit).name if caller.unit else directory.county(door.county).centre
    return caller.actor(role, org)


def _told(answer: Answer | Refused, status: int = 200) -> JSONResponse:
    if isinstance(answer, Refused):
        return JSONResponse(
            {"code": answer.code, "because": answer.because}, 404 if answer is NOT_FOUND else 409
        )
    return answered(answer, status)
