"""Joint sessions over HTTP: the list, one session with what this person may do, and every act."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException
from fastapi.responses import JSONResponse

from chassis.described import answers
from chassis.identity import Principal
from chassis.ids import derived
from chassis.service import Parts
from chassis.web import CommandId, answered, needs
from lianjie_contracts.vocabulary import SessionState
from services.routing.acting import organ_of
from services.routing.domain.matter import Matter
from services.routing.sessions.lifecycle import ACTS_ZH, MACHINE, ROWS, STATES_ZH
from services.routing.sessions.moving import decide
from services.routing.sessions.papers import Paper, Proposing
from services.routing.sessions.rules import rules
from services.routing.sessions.session import Act, Intent, JointSession
from services.routing.sessions.store import SESSIONS
from services.routing.sessions.wishes import Speaker, matters_of, paper_of, posts, sees, wish
from services.routing.settings import RoutingSettings
from services.routing.store import MATTERS
from services.routing.view import may_see

OFFICE = (
    "receptionist", "session_coordinator", "router", "office_deputy_head", "office_head", "supervisor", "leader", "auditor",
    "security_officer",
)  # fmt: skip
UNIT = ("unit_liaison", "unit_handler", "unit_head")
Reader = Annotated[Principal, Depends(needs(*OFFICE, *UNIT))]
MOST = 200  # sessions of one list
REST = [SessionState.CLOSED.value, SessionState.CANCELLED.value]
NOT_HERE = "没有这次联合接访，或不在您的范围内。"


@dataclass(frozen=True)
class Desk:
    """Finds sessions for whoever may see them, and does what they ask."""

    parts: Parts[RoutingSettings]

    async def session(self, id_: str, caller: Principal) -> JointSession:
        kept = (await self.parts.store.get(SESSIONS, [id_])).get(id_)
        held = kept.state if kept else None
        if held is None or not sees(held, caller.county, caller.unit):
            raise HTTPException(404, NOT_HERE)
        return held

    async def rows(
        self, caller: Principal, *, ended: bool | None, matter_id: str | None
    ) -> list[JointSession]:
        """What was proposed last stands on top."""
        where: dict[str, Any] = (
            {"state.told.participants.who": caller.unit}
            if caller.unit
            else {"state.told.county": caller.county}
        )
        if matter_id:
            where["state.told.matters.matter_id"] = matter_id
        if ended is not None:
            where["state.told.state"] = {"$in" if ended else "$nin": REST}
        found = await self.parts.mongo.find(
            SESSIONS.name, where, sort=[("state.told.proposed_at", -1)], limit=MOST
        )
        held = (SESSIONS.load(row["state"]) for row in found)
        return [each for each in held if sees(each, caller.county, caller.unit)]

    async def matters(self, ids: tuple[str, ...], caller: Principal) -> list[Matter]:
        """As they read now; whoever names one that they may not see is told so, not that it exists."""
        kept = await self.parts.store.get(MATTERS, list(ids))
        found = [document.state for id_ in ids if (document := kept.get(id_)) and document.state]
        if len(found) < len(ids) or not all(may_see(each, caller) for each in found):
            raise HTTPException(404, "没有这个信访事项，或不在您的范围内。")
        return found

    async def intent(
        self, act: Act, brings: Paper, caller: Principal, held: JointSession | None = None
    ) -> Intent:
        office_s = act in (Act.PROPOSE, Act.CONCLUDE) and caller.unit is None
        matters = await self.matters(matters_of(held, brings), caller) if office_s else []
        acting = posts(held, caller.roles, caller.unit) & roles_for(act) or caller.roles
        by = caller.actor(min(acting), organ_of(caller, self.parts.directory))
        who = Speaker(by, caller.roles, caller.unit)
        return wish(act, brings, held, who, self.parts.clock.now(), matters, self.parts.directory)


def roles_for(act: Act) -> frozenset[str]:
    """Who may do an act."""
    return frozenset[str]().union(*(row.roles for row in ROWS if row.act == act))


def shown(held: JointSession, caller: Principal) -> dict[str, Any]:
    """The session and what this person may try now; a unit reads its own decisions and no other's, as on its topic."""
    told = held.told.model_dump(mode="json", exclude={"occurred_at", "by", "row", "decision_id"})
    if caller.unit:
        told["decisions"] = [each for each in told["decisions"] if each["unit"] == caller.unit]
        told["steps"] = []
    may = MACHINE.allowed(held.state, posts(held, caller.roles, caller.unit))
    return told | {
        "state_name": STATES_ZH[held.state],
        "decision_days": rules().decision_days,
        "most_representatives": rules().representatives,
        "acts": [{"act": act, "name": ACTS_ZH[Act(act)]} for act in may],
    }


def sessions_api(parts: Parts[RoutingSettings]) -> APIRouter:
    """The routes below /sessions."""
    router, desk = APIRouter(prefix="/sessions"), Desk(parts)

    @router.get("")
    async def listed(
        caller: Reader, ended: bool | None = None, matter_id: str | None = None
    ) -> dict[str, Any]:
        """All sessions that this person may see; `ended`: only those at rest, or only the others."""
        found = await desk.rows(caller, ended=ended, matter_id=matter_id)
        return {"rows": [shown(each, caller) for each in found]}

    @router.post("", status_code=201, responses=answers(404, 409))
    async def proposed(form: Proposing, command: CommandId, caller: Reader) -> JSONResponse:
        """提议联合接访 (JS1)."""
        id_ = f"{caller.county}:{derived('session', command.id)}"
        intent = await desk.intent(Act.PROPOSE, form, caller)
        decided = partial(decide, id_, caller.county, intent=intent)
        return answered(await parts.commands.run(SESSIONS, id_, command, decided), 201)

    @router.get("/{id_}", responses=answers(404))
    async def one(id_: str, caller: Reader) -> dict[str, Any]:
        return shown(await desk.session(id_, caller), caller)

    @router.post("/{id_}/{act}", responses=answers(404, 409))
    async def acted(
        id_: str, act: Act, paper: dict[str, Any], command: CommandId, caller: Reader
    ) -> JSONResponse:
        """One act; its paper is the body. 422 with sentences at the fields, 409 with the ground of a refusal."""
        held = await desk.session(id_, caller)
        intent = await desk.intent(act, paper_of(act, paper), caller, held)
        decided = partial(decide, id_, held.told.county, intent=intent)
        return answered(await parts.commands.run(SESSIONS, id_, command, decided))

    return router
