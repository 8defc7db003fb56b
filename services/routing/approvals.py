"""What waits for approval, over HTTP: approve it, return it with a reason, or take one's own proposal back."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse
from pydantic import Field

from chassis.identity import Principal
from chassis.service import Parts
from chassis.web import CommandId, Form, needs
from services.routing.acting import acting
from services.routing.domain.acts import Act, Intent
from services.routing.domain.roads.approving import APPROVERS, PROPOSERS, Verdict
from services.routing.kin import survivor_of
from services.routing.settings import RoutingSettings
from services.routing.store import MATTERS
from services.routing.unit_api import Run


class Says(StrEnum):
    """What is done with a proposal."""

    APPROVE = Act.APPROVE_PROPOSAL.value
    RETURN = "return_proposal"
    TAKE_BACK = "take_back_proposal"


class VerdictForm(Form):
    """`no` is the number of the proposal that was read: another one is not decided by it."""

    no: int = Field(ge=1)
    says: Says
    reason: str = Field(default="", max_length=500)


Concerned = Annotated[Principal, Depends(needs(*PROPOSERS.split(), *APPROVERS.split()))]


def include_approvals(router: APIRouter, parts: Parts[RoutingSettings], run: Run) -> None:
    """The one door of approvals."""
    directory = parts.directory

    @router.post("/matters/{id_}/approval")
    async def decide_proposal(
        id_: str, form: VerdictForm, command: CommandId, caller: Concerned
    ) -> JSONResponse:
        by = acting(caller, form.says, directory)
        held = (await parts.store.get(MATTERS, [id_])).get(id_)
        survivor = await survivor_of(parts.mongo, held.state if held else None, caller)
        verdict = Verdict(form.no, form.reason, survivor)
        wish = Intent(form.says.value, by, parts.clock.now(), caller.roles, caller.unit, verdict)
        return await run(id_, caller, command, lambda _: [wish])
