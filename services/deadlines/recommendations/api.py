"""Recommendations over HTTP: the list, one record with what this person may do, and every act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
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
from lianjie_contracts.vocabulary import RecommendationState as S
from services.deadlines.desks import Clerk, Reader, acting, brought, records, sheet_of
from services.deadlines.domain.counting import due_date, local_day
from services.deadlines.feed import feeding
from services.deadlines.law import Law
from services.deadlines.papers import Paper
from services.deadlines.recommendations.lifecycle import ACTS_ZH, MACHINE, STATES_ZH
from services.deadlines.recommendations.moving import decide
from services.deadlines.recommendations.recommendation import PAPERS, Act, Draft, Intent, Recommendation
from services.deadlines.settings import DeadlinesSettings
from services.deadlines.store import RECOMMENDATIONS

OURS = frozenset({S.DRAFTED, S.DROPPED})  # what the addressee has not been sent
REST = [S.CLOSED.value, S.DROPPED.value]


@dataclass(frozen=True)
class Desk:
    """Finds records for whoever may see them, and does what they ask."""

    parts: Parts[DeadlinesSettings]
    law: Law

    async def record(self, id_: str, caller: Principal) -> Recommendation:
        held = (await self.parts.store.get(RECOMMENDATIONS, [id_])).get(id_)
        found = held.state if held else None
        if found is None or not may_see(found, caller):
            raise HTTPException(404, "没有这份建议书，或不在您的范围内。")
        return found

    def intent(self, act: Act, caller: Principal, brings: Paper) -> Intent:
        actor = caller.actor(acting(caller, MACHINE.roles_of(act)))
        return Intent(
            act, actor, self.parts.clock.now(), caller.roles, brings, self._answer_by(caller.county)
        )

    def _answer_by(self, county: str) -> date:
        """As C19 will count it from today."""
        terms = self.law.under(NATIONAL, county)
        return local_day(
            due_date(self.parts.clock.now(), terms.table.rules["C19"].limit, terms.calendar).due_at
        )

    def shown(self, one: Recommendation, caller: Principal) -> dict[str, Any]:
        """The record, and what this person may try now."""
        late = (
            one.state is S.SENT
            and one.told.answer_by
            and one.told.answer_by < local_day(self.parts.clock.now())
        )
        tried = MACHINE.allowed(one.state, caller.roles)
        hidden = {Act.SEND} - ({Act.SEND} if "office_deputy_head" in caller.roles else set())
        return one.told.model_dump(mode="json", exclude={"occurred_at", "by", "row"}) | {
            "state_name": STATES_ZH[one.state], "late": bool(late),
            "acts": [{"act": act, "name": ACTS_ZH[Act(act)]} for act in tried if act not in hidden],
        }  # fmt: skip


def may_see(one: Recommendation, caller: Principal) -> bool:
    """The office sees its county's, a unit what was sent to it."""
    if caller.unit:
        return one.told.unit == caller.unit and one.state not in OURS
    return one.told.county == caller.county


def routes(parts: Parts[DeadlinesSettings], law: Law) -> APIRouter:
    """The routes of recommendations."""
    router, desk = APIRouter(prefix="/recommendations"), Desk(parts, law)

    @router.get("")
    async def listed(caller: Reader, matter_id: str | None = None, ended: bool = False) -> dict[str, Any]:
        """What is open (or, asked for, at rest), or all of one matter."""
        asked: Mapping[str, Any] = (
            {"matter_id": matter_id} if matter_id else {"state": {"$in" if ended else "$nin": REST}}
        )
        found = await records(parts, RECOMMENDATIONS, caller, asked, "occurred_at")
        return {"rows": [desk.shown(one, caller) for one in found if may_see(one, caller)]}

    @router.post("", status_code=201, responses=answers(404, 409))
    async def written(draft: Draft, command: CommandId, caller: Clerk) -> JSONResponse:
        """A supervisor drafts; a deputy head who writes it sends it by that."""
        sheet = await sheet_of(parts, draft.matter_id, caller)
        id_ = f"{sheet.county}:{derived('recommendation', command.id)}"
        act = Act.SEND if "office_deputy_head" in caller.roles else Act.DRAFT
        decided = feeding(
            partial(decide, id_, sheet.county, intent=desk.intent(act, caller, draft)), parts.directory
        )
        return answered(await parts.commands.run(RECOMMENDATIONS, id_, command, decided), 201)

    @router.get("/{id_}", responses=answers(404))
    async def one(id_: str, caller: Reader) -> dict[str, Any]:
        return desk.shown(await desk.record(id_, caller), caller)

    @router.post("/{id_}/{act}", responses=answers(404, 409))
    async def acted(id_: str, act: Act, command: CommandId, caller: Reader, request: Request) -> JSONResponse:
        """One act; its paper is the body. 422 with sentences at the fields, 409 with the ground of a refusal."""
        held = await desk.record(id_, caller)
        intent = desk.intent(act, caller, await brought(request, PAPERS[act]))
        decided = feeding(partial(decide, id_, held.told.county, intent=intent), parts.directory)
        return answered(await parts.commands.run(RECOMMENDATIONS, id_, command, decided))

    return router
