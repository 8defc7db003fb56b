"""Cover over HTTP: who stands in for whom in the caller's own unit or office; set, and ended."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse
from pydantic import Field

from chassis.decisions import Decision, Refused
from chassis.described import answers
from chassis.identity import Principal
from chassis.service import Parts
from chassis.store import Store
from chassis.web import CommandId, Form, answered, needs
from lianjie_contracts.cover import Cover, Person, organ_id
from lianjie_contracts.directory import Account
from services.routing.acting import organ_of
from services.routing.colleagues import colleague, colleagues, posts_of
from services.routing.domain.covering import CoverBoard, Wanted, end_cover, set_cover
from services.routing.domain.days import day_of
from services.routing.settings import RoutingSettings
from services.routing.store import COVERS
from services.routing.unit_api import UNIT

OFFICE = (
    "registrar", "receptionist", "letter_clerk", "router", "office_deputy_head", "office_head", "supervisor", "analyst",
    "archivist", "session_coordinator", "review_lead", "review_secretary", "review_panel_member", "hearing_host", "hearing_officer",
)  # fmt: skip
HEADS_OF_UNIT, HEADS_OF_OFFICE = frozenset({"unit_head"}), frozenset({"office_deputy_head", "office_head"})
Covering = Annotated[Principal, Depends(needs(*OFFICE, *UNIT))]
NOT_YOURS = Refused("NOT_YOUR_COVER", "只能由本人或本单位负责人安排替岗。")


class CoverForm(Form):
    """替岗. `absent`: the colleague for whom a head sets it; otherwise the caller's own."""

    delegate: str = Field(min_length=1, max_length=100)
    from_on: date
    to_on: date
    reason: str = Field(default="", max_length=200)
    absent: str = Field(default="", max_length=100)


def heads(caller: Principal) -> bool:
    """Whether the caller leads the own unit or the office."""
    return caller.may(*(HEADS_OF_UNIT if caller.unit else HEADS_OF_OFFICE))


async def covers_for(store: Store, caller: Principal) -> tuple[Cover, ...]:
    """The covers under which what the caller wishes is judged."""
    return (await _board(store, caller)).covers


async def _board(store: Store, caller: Principal) -> CoverBoard:
    id_ = organ_id(caller.county, caller.unit)
    document = (await store.get(COVERS, [id_])).get(id_)
    return (document.state if document else None) or CoverBoard(caller.county, caller.unit)


def cover_api(parts: Parts[RoutingSettings]) -> APIRouter:
    """The routes below /covers."""
    router = APIRouter(prefix="/covers")
    directory = parts.directory

    @router.get("")
    async def covers(caller: Covering) -> dict[str, Any]:
        """Those that run or are to come, and the colleagues who may be asked: with every post that the caller holds."""
        today = day_of(parts.clock.now())
        board = await _board(parts.store, caller)
        now = [each for each in board.covers if each.ended_at is None and each.to_on >= today]
        return {
            "today": today, "covers": [each.model_dump(mode="json") for each in now], "leads": heads(caller),
            "colleagues": [_shown(each, caller) for each in colleagues(directory, caller)],
        }  # fmt: skip

    @router.post("", status_code=201, responses=answers(409))
    async def set_(form: CoverForm, caller: Covering, command: CommandId) -> JSONResponse:
        me = Person(id=caller.id, name=caller.name)
        absent = colleague(directory, caller, form.absent) if form.absent else me
        by, now = caller.actor(min(caller.roles), organ_of(caller, directory)), parts.clock.now()

        def decision(held: CoverBoard | None) -> Decision[CoverBoard]:
            if absent is None or (absent.id != caller.id and not heads(caller)):
                return NOT_YOURS
            fit = colleague(directory, caller, form.delegate, posts_of(directory, caller, absent))
            wanted = Wanted(absent, fit, form.from_on, form.to_on, form.reason)
            return set_cover(held or CoverBoard(caller.county, caller.unit), wanted, by, now)

        id_ = organ_id(caller.county, caller.unit)
        return answered(await parts.commands.run(COVERS, id_, command, decision), 201)

    @router.post("/{no}/end", responses=answers(409))
    async def end(no: int, caller: Covering, command: CommandId) -> JSONResponse:
        by, now = caller.actor(min(caller.roles), organ_of(caller, directory)), parts.clock.now()

        def decision(held: CoverBoard | None) -> Decision[CoverBoard]:
            board = held or CoverBoard(caller.county, caller.unit)
            theirs = next((each for each in board.covers if each.no == no), None)
            if theirs and theirs.absent.id != caller.id and not heads(caller):
                return NOT_YOURS
            return end_cover(board, no, by, now)

        id_ = organ_id(caller.county, caller.unit)
        return answered(await parts.commands.run(COVERS, id_, command, decision))

    return router


def _shown(account: Account, caller: Principal) -> dict[str, Any]:
    fit = account.username != caller.id and caller.roles <= set(account.roles)
    return {"id": account.username, "name": account.name, "post": account.post, "fit": fit}
