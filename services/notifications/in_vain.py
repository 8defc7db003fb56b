"""What people do about a document that does not reach its addressee: tried in vain, given up, announced, voided; over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse
from pydantic import Field

from chassis.decisions import Changed, Decision
from chassis.documents import Command
from chassis.identity import Principal
from chassis.web import CommandId, Form, answered, needs
from lianjie_contracts.base import Actor
from lianjie_contracts.vocabulary import DeliveryMode
from services.notifications.announcing import with_announcement
from services.notifications.decide import decide, in_vain
from services.notifications.domain.acts import Act, Announcement, GivingUp, Intent, Voiding
from services.notifications.domain.delivery import Delivery
from services.notifications.store import DELIVERIES

if TYPE_CHECKING:
    from services.notifications.api import Desk

SERVING = ("registrar", "receptionist", "unit_liaison", "unit_handler")
HEADS = ("unit_head", "office_deputy_head")
AtAddress = Annotated[Principal, Depends(needs(*SERVING))]
Head = Annotated[Principal, Depends(needs(*HEADS))]
Decide = Callable[[Delivery | None, frozenset[str], datetime, Actor], Decision[Delivery]]


class InVain(Form):
    """送达未成: in which mode it was tried, and what came of it; without a word on the person."""

    mode: DeliveryMode
    reason: str = Field(default="", max_length=300)


class Announce(Form):
    place: str = Field(default="", max_length=100)


class Void(Form):
    reason: str = Field(default="", max_length=300)


def tried_in_vain(desk: Desk) -> APIRouter:
    """Rows DL3 with DL5, DL6, DL7 and DL10. Who gives up is who agrees to it: a head, who did not try (row DL6)."""
    router = APIRouter()

    async def run(
        id_: str, caller: Principal, posts: tuple[str, ...], command: Command, wish: Decide
    ) -> JSONResponse:
        await desk.found(id_, caller)
        role = next(role for role in posts if caller.may(role))
        by, now = caller.actor(role, desk.organ(caller)), desk.clock.now()
        roles = caller.roles | ({"notifier"} if posts is SERVING else set())

        def decision(delivery: Delivery | None) -> Decision[Delivery]:
            decided = wish(delivery, roles, now, by)
            if not isinstance(decided, Changed):
                return decided
            return replace(decided, answer={"delivery_id": id_, "state": decided.state.state.value})

        carries = with_announcement(id_, by, desk.directory)
        return answered(await desk.commands.run(DELIVERIES, id_, command, decision, carries=carries))

    @router.post("/deliveries/{delivery_id}/in-vain")
    async def tried(delivery_id: str, form: InVain, command: CommandId, caller: AtAddress) -> JSONResponse:
        return await run(delivery_id, caller, SERVING, command, lambda held, roles, at, by: in_vain(
            delivery_id, held, form.mode, form.reason, roles, at, by))  # fmt: skip

    @router.post("/deliveries/{delivery_id}/undeliverable")
    async def give_up(delivery_id: str, command: CommandId, caller: Head) -> JSONResponse:
        return await run(delivery_id, caller, HEADS, command, lambda held, roles, at, by: decide(
            delivery_id, held, [Intent(Act.DECLARE_UNDELIVERABLE, at, GivingUp(by.name or by.id), roles)], by))  # fmt: skip

    @router.post("/deliveries/{delivery_id}/announcement")
    async def announce(delivery_id: str, form: Announce, command: CommandId, caller: Head) -> JSONResponse:
        return await run(delivery_id, caller, HEADS, command, lambda held, roles, at, by: decide(
            delivery_id, held, [Intent(Act.PUBLISH_NOTICE, at, Announcement(form.place), roles)], by))  # fmt: skip

    @router.post("/deliveries/{delivery_id}/void")
    async def void(delivery_id: str, form: Void, command: CommandId, caller: Head) -> JSONResponse:
        return await run(delivery_id, caller, HEADS, command, lambda held, roles, at, by: decide(
            delivery_id, held, [Intent(Act.VOID_DOCUMENT, at, Voiding(form.reason), roles)], by))  # fmt: skip

    return router
