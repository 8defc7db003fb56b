"""Handovers over HTTP: what would move, proposed by a colleague, approved once by the head; the work then moves by itself."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query
from fastapi.responses import JSONResponse
from pydantic import Field

from chassis.decisions import Decision, Refused
from chassis.described import answers
from chassis.identity import Principal
from chassis.ids import derived
from chassis.service import Parts
from chassis.web import CommandId, Form, answered
from lianjie_contracts.base import Actor
from lianjie_contracts.cover import Person
from services.routing.acting import organ_of
from services.routing.colleagues import colleague
from services.routing.cover_api import Covering, covers_for, heads
from services.routing.domain.handover import Handover, approve, give_back, propose, take_back
from services.routing.domain.matter import Matter
from services.routing.domain.moving import move
from services.routing.handing_over import MOST, in_the_name_of
from services.routing.settings import RoutingSettings
from services.routing.store import HANDOVERS

SHOWN = 20  # handovers of one organ, the latest first
UNFIT = Refused("TAKER_UNFIT", "接手人须是本单位在岗的承办人员。请另选一位。")
NOT_A_HEAD = Refused("NOT_THE_APPROVER", "移交由本单位负责人批准。")


class HandoverForm(Form):
    """工作移交. Without `matters` everything in the giver's name goes, whatever it is when it moves."""

    giver: str = Field(min_length=1, max_length=100)
    taker: str = Field(min_length=1, max_length=100)
    reason: str = Field(min_length=1, max_length=200)
    matters: tuple[str, ...] = Field(default=(), max_length=MOST)


class ReturnForm(Form):
    reason: str = Field(default="", max_length=200)


def handover_api(parts: Parts[RoutingSettings]) -> APIRouter:  # noqa: C901 - one short route after the other
    """The routes below /handovers, each for the caller's own unit or office."""
    router = APIRouter(prefix="/handovers")
    directory = parts.directory

    def who(caller: Principal) -> Actor:
        return caller.actor(min(caller.roles), organ_of(caller, directory))

    def giver_of(said: str, caller: Principal) -> Person:
        """Who has left is no account any more, and goes by the name in the matters."""
        if said in (caller.id, caller.name):
            return Person(id=caller.id, name=caller.name)
        return colleague(directory, caller, said) or Person(id=said, name=said)

    @router.get("")
    async def handovers(caller: Covering) -> list[dict[str, Any]]:
        where = {"state.county": caller.county, "state.unit": caller.unit}
        found = await parts.mongo.find(HANDOVERS.name, where, sort=[("state.at", -1)], limit=SHOWN)
        return [_shown(HANDOVERS.load(row["state"])) for row in found]

    @router.get("/preview")
    async def preview(
        caller: Covering,
        giver: Annotated[str, Query(max_length=100)] = "",
        taker: Annotated[str, Query(max_length=100)] = "",
    ) -> dict[str, Any]:
        """Every open matter in the giver's name, and why one could not go to the taker as things stand."""
        now, gives = parts.clock.now(), giver_of(giver or caller.id, caller)
        takes = colleague(directory, caller, taker) if taker else None
        matters = await in_the_name_of(parts.mongo, caller.county, caller.unit, gives)
        draft = Handover("", caller.county, caller.unit, gives, takes or Person(id=""), who(caller), now)
        rows = [_row(each, draft, who(caller)) for each in matters]
        return {"giver": gives.model_dump(), "taker": takes.model_dump() if takes else None, "rows": rows}

    @router.post("", status_code=201, responses=answers(409))
    async def propose_(form: HandoverForm, caller: Covering, command: CommandId) -> JSONResponse:
        id_ = f"{caller.county}:{derived('handover', command.id)}"
        taker = colleague(directory, caller, form.taker, ("unit_handler",) if caller.unit else ())

        def decision(held: Handover | None) -> Decision[Handover]:
            if taker is None:
                return UNFIT
            wanted = Handover(
                id_, caller.county, caller.unit, giver_of(form.giver, caller), taker, who(caller), parts.clock.now(),
                form.reason, form.matters,
            )  # fmt: skip
            return propose(held, wanted)

        return answered(await parts.commands.run(HANDOVERS, id_, command, decision), 201)

    async def held(id_: str, caller: Principal) -> None:
        """404 for a handover of somebody else's unit."""
        document = (await parts.store.get(HANDOVERS, [id_])).get(id_)
        its = document.state if document else None
        if its is None or (its.county, its.unit) != (caller.county, caller.unit):
            raise HTTPException(404, "没有这项移交，或不在您的单位。")

    @router.post("/{id_}/approve", responses=answers(404, 409))
    async def approve_(id_: str, caller: Covering, command: CommandId) -> JSONResponse:
        await held(id_, caller)
        covers = await covers_for(parts.store, caller)

        def decision(state: Handover | None) -> Decision[Handover]:
            return approve(state, who(caller), parts.clock.now(), covers) if heads(caller) else NOT_A_HEAD

        return answered(await parts.commands.run(HANDOVERS, id_, command, decision))

    @router.post("/{id_}/return", responses=answers(404, 409))
    async def give_back_(
        id_: str, form: ReturnForm, caller: Covering, command: CommandId
    ) -> JSONResponse:  # fmt: skip
        await held(id_, caller)

        def decision(state: Handover | None) -> Decision[Handover]:
            now = parts.clock.now()
            return give_back(state, who(caller), now, form.reason) if heads(caller) else NOT_A_HEAD

        return answered(await parts.commands.run(HANDOVERS, id_, command, decision))

    @router.post("/{id_}/take-back", responses=answers(404, 409))
    async def take_back_(id_: str, caller: Covering, command: CommandId) -> JSONResponse:
        await held(id_, caller)
        now = parts.clock.now()
        return answered(
            await parts.commands.run(
                HANDOVERS, id_, command, lambda state: take_back(state, who(caller), now)
            )
        )

    return router


def _row(matter: Matter, draft: Handover, by: Actor) -> dict[str, Any]:
    done = move(matter, draft.wish_for(by, draft.at)) if draft.taker.id else None
    because = done.because if isinstance(done, Refused) else ""
    return {
        "matter_id": matter.matter_id, "number": matter.item_nos[0] if matter.item_nos else "", "state": matter.state.value,
        "title": "" if matter.restricted else matter.title, "because": because,
    }  # fmt: skip


def _shown(handover: Handover) -> dict[str, Any]:
    told = asdict(handover) | {"moved": len(handover.moved), "chosen": len(handover.matter_ids)}
    people = {"giver": handover.giver.model_dump(), "taker": handover.taker.model_dump()}
    actors = {
        name: a.model_dump() if (a := getattr(handover, name)) else None for name in ("by", "decided_by")
    }
    return told | people | actors
