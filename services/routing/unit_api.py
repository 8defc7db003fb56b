"""What people of units do over HTTP: each door is one act with its paper, decided as a reply of their own system would be."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException
from fastapi.responses import JSONResponse

from chassis.documents import Command
from chassis.identity import Principal
from chassis.service import Parts
from chassis.web import CommandId, needs
from services.routing.acting import acting
from services.routing.domain.acts import Act, Intent
from services.routing.domain.matter import Matter
from services.routing.settings import RoutingSettings
from services.routing.wishes import AcceptForm, HandlersForm, OpinionForm, Speaker, wished

UNIT = ("unit_liaison", "unit_handler", "unit_head")
NO_SUCH_ACT = "没有这项操作。"
OfUnit = Annotated[Principal, Depends(needs(*UNIT))]
Run = Callable[[str, Principal, Command, Callable[[Matter], list[Intent]]], Awaitable[JSONResponse]]


def of_unit(
    act: str, paper: Mapping[str, Any], caller: Principal, parts: Parts[RoutingSettings]
) -> Callable[[Matter], list[Intent]]:
    """The wish of somebody of a unit. 404 for an act that no unit has, 422 for a paper that cannot be read."""
    wish = wished(act, paper, parts.directory)
    if wish is None:
        raise HTTPException(404, NO_SUCH_ACT)
    who = Speaker(acting(caller, act, parts.directory), caller.roles, caller.unit or "")
    return lambda matter: wish(matter, who, parts.clock.now())


def include_units(router: APIRouter, parts: Parts[RoutingSettings], run: Run) -> None:
    """The doors of the four steps that every matter takes; all other acts go by `/matters/{id}/acts/{act}`."""

    @router.post("/matters/{id_}/sign")
    async def sign_for(id_: str, command: CommandId, caller: OfUnit) -> JSONResponse:
        return await run(id_, caller, command, of_unit(Act.SIGN_FOR, {}, caller, parts))

    @router.post("/matters/{id_}/accept")
    async def accept(id_: str, form: AcceptForm, command: CommandId, caller: OfUnit) -> JSONResponse:
        return await run(id_, caller, command, of_unit(Act.ACCEPT, form.model_dump(), caller, parts))

    @router.post("/matters/{id_}/handlers")
    async def handlers(id_: str, form: HandlersForm, command: CommandId, caller: OfUnit) -> JSONResponse:
        return await run(id_, caller, command, of_unit(Act.ASSIGN_HANDLER, form.model_dump(), caller, parts))

    @router.post("/matters/{id_}/opinion")
    async def opinion(id_: str, form: OpinionForm, command: CommandId, caller: OfUnit) -> JSONResponse:
        return await run(id_, caller, command, of_unit(Act.ISSUE_OPINION, form.model_dump(), caller, parts))
