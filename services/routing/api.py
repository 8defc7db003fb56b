"""routing over HTTP: the acts of the office and of units that work in the browser; the same decisions as over the bus."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException
from fastapi.responses import JSONResponse
from pydantic import Field

from chassis.decisions import Decision
from chassis.documents import Command
from chassis.identity import Principal
from chassis.service import Parts
from chassis.web import CommandId, Form, answered, needs
from lianjie_contracts.vocabulary import Path, TransferMode
from services.routing.acting import acting
from services.routing.allowed import allowed_acts
from services.routing.approvals import include_approvals
from services.routing.asks import by_hand, filled_in
from services.routing.cover_api import covers_for
from services.routing.domain.acts import Act, Intent
from services.routing.domain.covering import standing_in
from services.routing.domain.days import end_of
from services.routing.domain.lifecycle import OF_ACT
from services.routing.domain.matter import Matter
from services.routing.domain.roads.dispatching import Dispatch
from services.routing.domain.roads.screening import Guidance, ToDiscipline
from services.routing.kin import carrying, found
from services.routing.reconciling import include_list
from services.routing.sealed_api import include_sealed
from services.routing.sending import all_known, prepared, shares
from services.routing.settings import RoutingSettings
from services.routing.several_api import include_several
from services.routing.store import MATTERS
from services.routing.submitting import submit
from services.routing.unit_api import UNIT, include_units, of_unit
from services.routing.view import may_see, shown_to

OFFICE = (
    "router", "receptionist", "letter_clerk", "office_deputy_head", "office_head", "registrar",
    "supervisor", "analyst", "leader", "session_coordinator", "archivist", "review_lead",
    "review_secretary", "review_panel_member", "hearing_host", "hearing_officer", "auditor",
)  # fmt: skip
Official = Annotated[Principal, Depends(needs(*OFFICE, *UNIT))]
Screener = Annotated[Principal, Depends(needs("router", "receptionist", "letter_clerk"))]


class CoUnit(Form):
    unit: str
    claim_ids: tuple[str, ...] = Field(min_length=1)


class DispatchForm(Form):
    """转送 or 交办. `unit` is the lead; claims not given to a co-unit are the lead's."""

    mode: TransferMode = TransferMode.FORWARD
    unit: str
    co_units: tuple[CoUnit, ...] = ()
    reason: str = Field(default="", max_length=500)
    report_due_on: date | None = None
    approved_by: str | None = None
    category: str = ""
    simple: bool = False


class GuidanceForm(Form):
    path: Path
    reason_code: str = "LEGAL_PATH"
    reason: str = ""
    basis: str = ""
    remedy: str = ""


class DisciplineForm(Form):
    reason: str = Field(min_length=1)
    approved_by: str | None = None


def api(parts: Parts[RoutingSettings]) -> APIRouter:  # noqa: C901 - one short route after the other
    """The routes of routing."""
    router = APIRouter()
    directory = parts.directory

    def seen(matter: Matter | None, caller: Principal) -> Matter:
        if matter is None or not may_see(matter, caller):
            raise HTTPException(404, "没有这个信访事项，或不在您的范围内。")
        return matter

    async def run(
        id_: str, caller: Principal, command: Command, wish: Callable[[Matter], list[Intent]]
    ) -> JSONResponse:
        """Read once: what the caller may not see is not decided, and what is decided is what was seen."""
        covers = await covers_for(parts.store, caller)

        def decision(matter: Matter | None) -> Decision[Matter]:
            held = seen(matter, caller)
            return submit(held, [standing_in(each, held, covers) for each in wish(held)])

        carries = carrying(caller.actor(min(caller.roles)), directory)
        return answered(await parts.commands.run(MATTERS, id_, command, decision, carries=carries))

    async def the(id_: str, caller: Principal) -> Matter:
        document = (await parts.store.get(MATTERS, [id_])).get(id_)
        return seen(document.state if document else None, caller)

    async def office(
        id_: str, caller: Principal, command: Command, act: Act, brings: Callable[[Matter], Any]
    ) -> JSONResponse:
        by = acting(caller, act, directory)
        return await run(
            id_,
            caller,
            command,
            lambda m: [Intent(act, by, parts.clock.now(), caller.roles, None, brings(m))],
        )

    def approver(named: str | None, county: str) -> str | None:
        """Whoever is named must hold the post, where the directory knows the accounts."""
        known = not directory.accounts or any(
            a.username == named and a.county == county and "office_deputy_head" in a.roles
            for a in directory.accounts
        )
        return named if known else None

    @router.get("/matters/{id_}")
    async def matter(id_: str, caller: Official) -> dict[str, Any]:
        return shown_to(await the(id_, caller), caller)

    @router.get("/matters/{id_}/acts")
    async def acts(id_: str, caller: Official) -> list[dict[str, Any]]:
        """The acts of the caller's post: allowed now, or why not; and what each asks."""
        covers = await covers_for(parts.store, caller)
        return allowed_acts(await the(id_, caller), caller, parts.clock.now(), covers)

    @router.post("/matters/{id_}/acts/{act}")
    async def do(
        id_: str, act: str, paper: dict[str, Any], command: CommandId, caller: Official
    ) -> JSONResponse:
        """Any act that asks no more than its paper; what is wrong with it is told field by field."""
        if caller.unit:
            return await run(id_, caller, command, of_unit(act, paper, caller, parts))
        row = next((row for row in OF_ACT.get(act, ()) if by_hand(row)), None)
        if row is None:
            raise HTTPException(404, "没有这项操作。")
        brings = filled_in(row, paper)
        if approved_by := getattr(brings, "approved_by", None):
            brings = brings.model_copy(update={"approved_by": approver(approved_by, caller.county)})
        by = acting(caller, act, directory)
        brings = await found(parts.mongo, brings, caller)
        wish = Intent(act, by, parts.clock.now(), caller.roles, None, brings)
        return await run(
            id_, caller, command, lambda m: [replace(wish, brings=prepared(brings, m, directory))]
        )

    @router.post("/matters/{id_}/dispatch")
    async def dispatch(id_: str, form: DispatchForm, command: CommandId, caller: Screener) -> JSONResponse:
        due = end_of(form.report_due_on) if form.report_due_on else None

        def brings(matter: Matter) -> Dispatch:
            asked = ((co.unit, co.claim_ids) for co in form.co_units)
            targets = shares(matter, form.unit, asked, form.mode, directory)
            competent = all_known(matter, targets, directory)
            approved_by = approver(form.approved_by, matter.county)
            return Dispatch(
                form.mode, targets, competent, form.reason, approved_by, due, form.category, simple=form.simple,
            )  # fmt: skip

        return await office(
            id_, caller, command, Act.ASSIGN if form.mode == TransferMode.ASSIGN else Act.FORWARD, brings
        )

    @router.post("/matters/{id_}/guide")
    async def guide(id_: str, form: GuidanceForm, command: CommandId, caller: Screener) -> JSONResponse:
        brings = Guidance(form.path, form.reason_code, form.reason, form.basis, form.remedy)
        return await office(id_, caller, command, Act.GUIDE_TO_PATH, lambda _: brings)

    @router.post("/matters/{id_}/hand-to-discipline")
    async def hand_to_discipline(
        id_: str, form: DisciplineForm, command: CommandId, caller: Screener
    ) -> JSONResponse:
        organ = next((u.code for u in directory.units_of(caller.county) if u.kind == "discipline"), "")
        return await office(
            id_,
            caller,
            command,
            Act.HAND_TO_DISCIPLINE,
            lambda _: ToDiscipline(organ, form.reason, approver(form.approved_by, caller.county)),
        )

    include_units(router, parts, run)
    include_approvals(router, parts, run)
    include_several(router, parts)
    include_sealed(router, parts)
    include_list(router, parts)
    return router
