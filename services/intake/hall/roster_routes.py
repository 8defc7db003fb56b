"""The roster of the resident units over HTTP."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from pydantic import Field

from chassis.decisions import Decision, Refused
from chassis.described import answers
from chassis.ids import derived
from chassis.web import CommandId, Form, answered
from services.intake.capability import FrontDoor
from services.intake.hall import roster
from services.intake.hall.reception import Reception, local_day
from services.intake.hall.roster import Stay
from services.intake.hall.store import STAYS
from services.intake.hall.who import InHall, Planner


class StayForm(Form):
    unit: str = Field(max_length=40)
    desk: int = Field(ge=1)
    person: str = Field(min_length=1, max_length=80)
    from_day: date
    to_day: date
    weekdays: tuple[Annotated[int, Field(ge=0, le=6)], ...] = (0, 1, 2, 3, 4)
    halves: tuple[str, ...] = ("am", "pm")


class EndForm(Form):
    last_day: date


def roster_routes(door: FrontDoor, reception: Reception) -> APIRouter:
    router = APIRouter()
    parts = door.parts

    def unit_names() -> dict[str, str]:
        return {unit.code: unit.name for unit in parts.directory.units_of(door.county)}

    @router.get("/roster")
    async def show(caller: InHall) -> dict[str, Any]:
        """Every stay that is not over, by desk and day."""
        door.here(caller)
        stays = await reception.stays(local_day(parts.clock.now()))
        ordered = sorted(stays, key=lambda each: (each[1].desk, each[1].from_day))
        return {
            "stays": [{"id": id_, **STAYS.adapter.dump_python(stay, mode="json")} for id_, stay in ordered]
        }

    @router.post("/roster", status_code=201, responses=answers(404))
    async def plan(form: StayForm, command: CommandId, caller: Planner) -> JSONResponse:
        door.here(caller)
        await reception.desk(form.desk)
        stay = Stay(
            **{**form.model_dump(), "halves": tuple(h for h in form.halves if h in reception.hall.halves)}
        )
        stay_id = f"{door.county}:{derived(door.county, 'stay', command.id)}"
        others = [other for id_, other in await reception.stays(form.from_day) if id_ != stay_id]

        def decide(_: Stay | None) -> Decision[Stay]:
            if form.unit not in unit_names():
                return Refused("NO_SUCH_UNIT", "名录里没有这个单位。请从列出的单位里选。")
            return roster.planned(stay, others, unit_names())

        return answered(await parts.commands.run(STAYS, stay_id, command, decide), 201)

    @router.post("/roster/{stay_id}/end")
    async def end(stay_id: str, form: EndForm, command: CommandId, caller: Planner) -> JSONResponse:
        door.here(caller)
        answer = await parts.commands.run(
            STAYS, stay_id, command, lambda held: roster.ended(held, form.last_day)
        )
        return answered(answer)

    return router
