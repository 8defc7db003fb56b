"""The morning's digest over HTTP: what it says to the caller, and that the caller has read it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from chassis.described import answers
from chassis.web import CommandId, answered
from services.deadlines.digest import READERS, digest, read, reader_id
from services.deadlines.due_api import Official
from services.deadlines.mine import asker

if TYPE_CHECKING:
    from chassis.service import Parts
    from services.deadlines.law import Law
    from services.deadlines.settings import DeadlinesSettings


def digest_api(parts: Parts[DeadlinesSettings], law: Law) -> APIRouter:
    """The routes /digest."""
    router = APIRouter()

    @router.get("/digest")
    async def digest_(caller: Official) -> dict[str, Any]:
        id_ = reader_id(caller)
        kept = (await parts.store.get(READERS, [id_])).get(id_)
        now = parts.clock.now()
        who = await asker(parts.store, caller, now)
        return asdict(await digest(parts.mongo, law, who, now, kept.state if kept else None))

    @router.post("/digest/{day}/read", responses=answers(409))
    async def read_(day: date, caller: Official, command: CommandId) -> JSONResponse:
        now = parts.clock.now()
        return answered(
            await parts.commands.run(
                READERS, reader_id(caller), command, lambda held: read(held, caller, day, now)
            )
        )

    return router
