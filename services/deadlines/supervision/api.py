"""Supervision over HTTP: the desk's list, one record with what this person may do, and every act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import JSONResponse

from chassis.described import answers
from chassis.identity import Principal
from chassis.ids import derived
from chassis.service import Parts
from chassis.web import CommandId, answered
from lianjie_contracts.profiles import NATIONAL
from lianjie_contracts.vocabulary import SupervisionState
from services.deadlines.announce import clock_id
from services.deadlines.desks import Clerk, Reader, acting, brought, records, sheet_of
from services.deadlines.domain.clock import State
from services.deadlines.domain.counting import local_day
from services.deadlines.feed import feeding
from services.deadlines.law import Law
from services.deadlines.papers import Paper
from services.deadlines.settings import DeadlinesSettings
from services.deadlines.store import SUPERVISIONS
from services.deadlines.supervision.guards import fruitless_or_breached
from services.deadlines.supervision.lifecycle import ACTS_ZH, MACHINE, STATES_ZH
from services.deadlines.supervision.moving import decide
from services.deadlines.supervision.rules import LADDER, rules
from services.deadlines.supervision.supervision import PAPERS, Act, Intent, Opening, Supervision

REST = [SupervisionState.CLOSED, SupervisionState.ESCALATED, SupervisionState.REFERRED]


@dataclass(frozen=True)
class Desk:
    """Finds records for whoever may see them, and does what they ask."""

    parts: Parts[DeadlinesSettings]
    law: Law

    async def record(self, id_: str, caller: Principal) -> Supervision:
        held = (await self.parts.store.get(SUPERVISIONS, [id_])).get(id_)
        found = held.state if held else None
        if found is None or not may_see(found, caller):
            raise HTTPException(404, "没有这件督办，或不在您的范围内。")
        return found

    async def intent(
        self, act: Act, caller: Principal, brings: Paper, held: Supervision | None = None
    ) -> Intent:
        now = self.parts.clock.now()
        actor = caller.actor(acting(caller, MACHINE.roles_of(act)))
        stands = await self._stands(held, caller) if held and act is Act.DROP else False
        return Intent(act, actor, now, local_day(now), caller.roles, caller.unit, brings, stands)

    async def _stands(self, held: Supervision, caller: Principal) -> bool:
        """Whether the limit that was the ground is still a missed one."""
        if held.told.clock_id is None:
            return False
        sheet = await sheet_of(self.parts, held.told.matter_id, caller)
        missed = (each for each in sheet.clocks if clock_id(sheet.matter_id, each) == held.told.clock_id)
        return any(each.missed_at is not None and each.state is not State.VOID for each in missed)

    def shown(self, one: Supervision, caller: Principal) -> dict[str, Any]:
        """The record, what this person may try now, and the day by which an answer would be due."""
        now = self.parts.clock.now()
        today = local_day(now)
        late = fruitless_or_breached(one, Intent(Act.ESCALATE, one.told.by, now, today)) is None
        days = rules().answer_days[one.told.level]
        return one.told.model_dump(mode="json", exclude={"occurred_at", "by", "row"}) | {
            "state_name": STATES_ZH[one.state], "acts": self._acts(one, caller, late=late), "late": late,
            "answer_by_default": self.law.under(NATIONAL, one.told.county).calendar.add_workdays(today, days),
            "level_needs_approval": one.told.level in rules().approved and one.told.approved_by is None,
        }  # fmt: skip

    def _acts(self, one: Supervision, caller: Principal, *, late: bool) -> list[dict[str, str]]:
        """What the table lets this person try, less what only a used-up or the top level allows."""
        top = one.told.level == LADDER[-1]
        hidden = {Act.ESCALATE: not late or top, Act.REFER: not late or not top, Act.APPROVE: one.told.approved_by is not None or one.told.level not in rules().approved}  # fmt: skip
        tried = MACHINE.allowed(one.state, caller.roles)
        return [{"act": act, "name": ACTS_ZH[Act(act)]} for act in tried if not hidden.get(Act(act))]


def may_see(one: Supervision, caller: Principal) -> bool:
    """The office sees its county's records, a unit its own from the day they are sent."""
    if caller.unit:
        return one.told.unit == caller.unit and one.state is not SupervisionState.OPEN
    return one.told.county == caller.county


def routes(parts: Parts[DeadlinesSettings], law: Law) -> APIRouter:
    """The routes of supervision."""
    router, desk = APIRouter(prefix="/supervisions"), Desk(parts, law)

    @router.get("")
    async def listed(
        caller: Reader, matter_id: str | None = None, unit: str | None = None, ended: bool = False
    ) -> dict[str, Any]:
        """What is open (or, asked for, at rest), of a matter or a unit."""
        asked: dict[str, Any] = {"state": {"$in" if ended else "$nin": [state.value for state in REST]}}
        asked |= {name: value for name, value in (("matter_id", matter_id), ("unit", unit)) if value}
        if matter_id:
            del asked["state"]
        found = [
            one
            for one in await records(parts, SUPERVISIONS, caller, asked, "opened_at")
            if may_see(one, caller)
        ]
        return {"rows": [desk.shown(one, caller) for one in found]}

    @router.post("", status_code=201, responses=answers(404, 409))
    async def opened(opening: Opening, command: CommandId, caller: Clerk) -> JSONResponse:
        """立督办, by a person; a missed duty opens its own."""
        sheet = await sheet_of(parts, opening.matter_id, caller)
        id_ = f"{sheet.county}:{derived('supervision', command.id)}"
        intent = await desk.intent(Act.OPEN, caller, opening.model_copy(update=OURS))
        decided = partial(decide, id_, sheet.county, intent=intent)
        return answered(await parts.commands.run(SUPERVISIONS, id_, command, decided), 201)

    @router.get("/{id_}", responses=answers(404))
    async def one(id_: str, caller: Reader) -> dict[str, Any]:
        return desk.shown(await desk.record(id_, caller), caller)

    @router.post("/{id_}/{act}", responses=answers(404, 409))
    async def acted(id_: str, act: Act, command: CommandId, caller: Reader, request: Request) -> JSONResponse:
        """One act; its paper is the body. 422 with sentences at the fields, 409 with the ground of a refusal."""
        held = await desk.record(id_, caller)
        intent = await desk.intent(act, caller, await brought(request, PAPERS[act]), held)
        decided = feeding(partial(decide, id_, held.told.county, intent=intent), parts.directory)
        return answered(await parts.commands.run(SUPERVISIONS, id_, command, decided))

    return router


OURS: Mapping[str, None] = {"clock": None, "clock_id": None, "previous": None}  # only the system says these
