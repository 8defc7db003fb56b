"""notifications over HTTP: where a matter's papers are, what waits at the window, the paper itself, and handing it over."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException
from fastapi.responses import HTMLResponse, JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from chassis.clock import Clock
from chassis.commands import Commands
from chassis.decisions import Changed, Decision
from chassis.identity import Principal
from chassis.logs import log
from chassis.personal import Safe
from chassis.store import Store
from chassis.typeface import typeface
from chassis.web import Caller, CommandId, answered, needs
from lianjie_contracts.directory import Directory
from lianjie_contracts.vocabulary import DeliveryMode, DeliveryState
from services.notifications.decide import hand_over
from services.notifications.domain.delivery import Delivery
from services.notifications.in_vain import tried_in_vain
from services.notifications.letters import SignedFor, window_proof
from services.notifications.opening import Opened, open_letter
from services.notifications.rendering import PAPER_NOTE, VOID_NOTE, on_paper, render
from services.notifications.shelf import Shelf
from services.notifications.store import DELIVERIES

WINDOW = ("registrar", "receptionist", "unit_liaison", "unit_handler")
READERS = (
    *WINDOW,
    "letter_clerk",
    "router",
    "unit_head",
    "supervisor",
    "office_deputy_head",
    "office_head",
    "archivist",
)
AtWindow = Annotated[Principal, Depends(needs(*WINDOW))]
Reader = Annotated[Principal, Depends(needs(*READERS))]


class HandOver(BaseModel):
    """What the person at the window records; `identity_checked` is asked where the addressee could not be reached.
    `mode`: handed over, left at the door before a witness, or come by post."""

    model_config = ConfigDict(str_strip_whitespace=True, frozen=True)

    received_by: str = Field(default="", max_length=100)
    relation: str = Field(default="本人", max_length=40)
    proof: str = Field(default="", max_length=300)
    identity_checked: bool = False
    mode: DeliveryMode = DeliveryMode.DIRECT


@dataclass(frozen=True, slots=True)
class Desk:
    """What the routes work with."""

    shelf: Shelf
    store: Store
    commands: Commands
    clock: Clock
    safe: Safe
    directory: Directory
    font: str = ""

    async def found(self, id_: str, caller: Principal) -> tuple[Delivery, Opened]:
        """Of another county, or of another unit for people of a unit, there is nothing to see."""
        documents = await self.store.get(DELIVERIES, [id_])
        delivery = documents[id_].state if id_ in documents else None
        opened = await open_letter(self.store, self.safe, id_)
        if delivery is None or opened is None or not _may_see(caller, delivery):
            raise HTTPException(404, "没有这份文书。")
        return delivery, opened

    def organ(self, caller: Principal) -> str:
        return (
            self.directory.unit(caller.unit).name
            if caller.unit
            else self.directory.county(caller.county).centre
        )


def routes(desk: Desk) -> APIRouter:
    router = APIRouter()

    @router.get("/deliveries")
    async def of_matter(matter_id: str, caller: Caller) -> list[dict[str, Any]]:
        return [_brief(id_, d) for id_, d in await desk.shelf.of_matter(matter_id) if _may_see(caller, d)]

    @router.get("/deliveries/waiting")
    async def waiting(county: str, caller: Reader) -> list[dict[str, Any]]:
        """What must be handed over at the window, oldest first."""
        if county != caller.county:
            raise HTTPException(403, "您只能查看本县中心的文书。")
        return [_brief(id_, d) for id_, d in await desk.shelf.waiting(county, caller.unit)]

    @router.get("/deliveries/{delivery_id}/letter")
    async def letter(delivery_id: str, caller: Reader) -> HTMLResponse:
        """The paper, to be printed; every opening is on record."""
        delivery, opened = await desk.found(delivery_id, caller)
        log.info("letter opened", delivery=delivery_id, opened_by=caller.id)
        page = render(opened.letter.document, opened.words(), _note(delivery)).html
        return HTMLResponse(page, headers={"Cache-Control": "no-store"})

    @router.get("/deliveries/{delivery_id}/letter.pdf")
    async def letter_on_paper(delivery_id: str, caller: Reader) -> Response:
        """The same paper as a PDF, to be sealed; every opening is on record."""
        delivery, opened = await desk.found(delivery_id, caller)
        log.info("letter opened", delivery=delivery_id, opened_by=caller.id)
        # Cutting the typeface takes a fifth of a second of the processor's time: beside the loop.
        pdf = await asyncio.to_thread(
            on_paper, opened.letter.document, opened.words(), _note(delivery), typeface(desk.font)
        )
        return Response(pdf, media_type="application/pdf", headers={"Cache-Control": "no-store"})

    @router.get("/deliveries/{delivery_id}/proof")
    async def proof(delivery_id: str, caller: Reader) -> dict[str, Any]:
        """Who signed for it; every opening is on record."""
        delivery, opened = await desk.found(delivery_id, caller)
        log.info("proof of service opened", delivery=delivery_id, opened_by=caller.id)
        signed = opened.unseal("signed_for", delivery.signed_for)
        return _brief(delivery_id, delivery) | (json.loads(signed) if signed else {})

    @router.post("/deliveries/{delivery_id}/hand-over")
    async def hand(delivery_id: str, form: HandOver, command: CommandId, caller: AtWindow) -> JSONResponse:
        _, opened = await desk.found(delivery_id, caller)
        now = desk.clock.now()
        signed = form.model_dump(include={"received_by", "relation", "proof"})
        sealed = opened.seal("signed_for", json.dumps(signed, ensure_ascii=False))
        proof_ = window_proof(
            opened.letter, now, SignedFor(**signed), sealed, form.mode, identity_checked=form.identity_checked
        )
        role = next(role for role in WINDOW if caller.may(role))
        by, roles = caller.actor(role, desk.organ(caller)), caller.roles | {"notifier"}

        def decision(delivery: Delivery | None) -> Decision[Delivery]:
            decided = hand_over(delivery_id, delivery, proof_, roles, now, by, form.mode)
            return (
                replace(decided, answer=_told(delivery_id, decided.state))
                if isinstance(decided, Changed)
                else decided
            )

        return answered(await desk.commands.run(DELIVERIES, delivery_id, command, decision))

    router.include_router(tried_in_vain(desk))
    return router


def _note(delivery: Delivery) -> str:
    """What was voided says so, and keeps its number (correction 12)."""
    voided = delivery.state == DeliveryState.VOIDED
    return VOID_NOTE.format(reason=delivery.reason) if voided else PAPER_NOTE


def _may_see(caller: Principal, delivery: Delivery) -> bool:
    """The office all of its county; a unit what it issued, and what is addressed to it."""
    paper = delivery.paper
    own = caller.unit in (None, paper.unit, paper.to_unit)
    return caller.county == paper.county and own


def _told(id_: str, delivery: Delivery) -> dict[str, Any]:
    served_at = delivery.served_at.isoformat() if delivery.served_at else None
    return {"delivery_id": id_, "state": delivery.state.value, "served_at": served_at}


def _brief(id_: str, delivery: Delivery) -> dict[str, Any]:
    """Where it is and what became of it, without a word on the person."""
    paper = delivery.paper
    return {
        "delivery_id": id_, "matter_id": paper.matter_id, "item_id": paper.item_id, "item_no": paper.item_no,
        "document": paper.document, "title": paper.title, "number": paper.number, "unit": paper.unit,
        "to": paper.to, "to_unit": paper.to_unit,
        "courtesy": paper.courtesy, "mode": delivery.mode, "state": delivery.state, "attempt": delivery.attempt,
        "opened_at": delivery.opened_at, "begun_at": delivery.begun_at, "next_at": delivery.next_at,
        "served_at": delivery.served_at, "proof": delivery.proof, "reason": delivery.reason,
    }  # fmt: skip
