"""A restricted matter goes to the archive sealed: by an archivist who has its number and reads nothing of it (row 37; R22 30)."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from fastapi.responses import JSONResponse

from chassis.decisions import Decision
from chassis.described import answers
from chassis.identity import Principal
from chassis.service import Parts
from chassis.web import CommandId, answered, needs
from services.routing.acting import acting
from services.routing.domain.acts import Intent
from services.routing.domain.matter import Matter
from services.routing.settings import RoutingSettings
from services.routing.store import MATTERS
from services.routing.submitting import submit

ARCHIVE = "archive"
Archivist = Annotated[Principal, Depends(needs("archivist"))]


def include_sealed(router: APIRouter, parts: Parts[RoutingSettings]) -> None:
    """The one door to what is restricted for somebody who may not open it: nothing of it is answered but where it stands then."""

    @router.post("/matters/{id_}/archive", responses=answers(404, 409))
    async def archive(id_: str, command: CommandId, caller: Archivist) -> JSONResponse:
        def decision(matter: Matter | None) -> Decision[Matter]:
            if matter is None or matter.county != caller.county or caller.unit or not matter.restricted:
                raise HTTPException(404, "没有这份限制查阅的案卷，或不在您的范围内。")
            by = acting(caller, ARCHIVE, parts.directory)
            return submit(matter, [Intent(ARCHIVE, by, parts.clock.now(), caller.roles)])

        return answered(await parts.commands.run(MATTERS, id_, command, decision))
