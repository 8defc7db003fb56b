"""What is due over HTTP: for me, my unit, my office, by day and level; and the same as a calendar to subscribe to."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter, Depends, HTTPException, Query
from fastapi.responses import JSONResponse, Response

from chassis.described import answers
from chassis.identity import Principal
from chassis.web import CommandId, Form, answered, needs
from services.deadlines.domain.counting import local_day
from services.deadlines.due import Asked, Scope, due
from services.deadlines.feeds import FEEDS, address, ended, feed_id, new_secret, opened, read_address
from services.deadlines.ical import KIND, feed
from services.deadlines.mine import asker
from services.deadlines.words import words

if TYPE_CHECKING:
    from chassis.service import Parts
    from services.deadlines.law import Law
    from services.deadlines.settings import DeadlinesSettings

OFFICE = (
    "router",
    "receptionist",
    "letter_clerk",
    "registrar",
    "supervisor",
    "analyst",
    "leader",
    "archivist",
)
HEADS = ("office_deputy_head", "office_head")
UNIT = ("unit_liaison", "unit_handler", "unit_head")
Official = Annotated[Principal, Depends(needs(*OFFICE, *HEADS, *UNIT))]
A_WEEK, FARTHEST, FED = timedelta(days=6), timedelta(days=366), timedelta(days=60)


class Subscribing(Form):
    """Whose limits the address shows."""

    scope: Scope = Scope.ME


def due_api(parts: Parts[DeadlinesSettings], law: Law) -> APIRouter:
    """The routes /due and /feeds."""
    router = APIRouter()

    @router.get("/due")
    async def due_(
        caller: Official,
        scope: Scope = Scope.ME,
        until: date | None = None,
        level: Literal["", "GREEN", "BLUE", "YELLOW", "RED", "BLACK"] = "",
        clock: Annotated[str, Query(pattern=r"^(C\d\d)?$")] = "",
    ) -> dict[str, Any]:
        now = parts.clock.now()
        today = local_day(now)
        last = min(max(until or today + A_WEEK, today), today + FARTHEST)
        who = await asker(parts.store, caller, now)
        return asdict(await due(parts.mongo, law, who, Asked(scope, last, level, clock), now))

    @router.post("/feeds", status_code=201, responses=answers(409))
    async def subscribe(wish: Subscribing, caller: Official, command: CommandId) -> JSONResponse:
        """The address is in this answer and never again: of the secret only a hash is kept."""
        secret, now, id_ = new_secret(), parts.clock.now(), feed_id(caller)
        answer = await parts.commands.run(
            FEEDS, id_, command, lambda _: opened(caller, wish.scope, secret, now)
        )
        if answer.repeated:
            because = "订阅地址只显示一次。请重新生成一个，旧的随即失效。"
            return JSONResponse({"code": "SHOWN_ONCE", "because": because}, 409)
        return JSONResponse({**answer.body, "path": f"/feeds/{address(id_, secret)}.ics"}, 201)

    @router.post("/feeds/end", responses=answers(409))
    async def end(caller: Official, command: CommandId) -> JSONResponse:
        now = parts.clock.now()
        return answered(
            await parts.commands.run(FEEDS, feed_id(caller), command, lambda held: ended(held, now))
        )

    @router.get("/feeds/{given}.ics", response_class=Response, responses=answers(404))
    async def subscribed(given: str) -> Response:
        id_, secret = read_address(given)
        document = (await parts.store.get(FEEDS, [id_])).get(id_) if id_ else None
        its, now = document.state if document else None, parts.clock.now()
        if its is None or not its.opens(secret, now):
            raise HTTPException(404, "这个订阅地址已失效。请登录后重新生成。")
        asked = Asked(its.scope, local_day(now) + FED)
        who = await asker(parts.store, its.reader, now)
        rows = (await due(parts.mongo, law, who, asked, now)).rows
        return Response(feed(words().feed(f"name_{its.scope}"), rows, now), media_type=KIND)

    return router
