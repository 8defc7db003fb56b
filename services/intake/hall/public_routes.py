"""What is open to whoever stands in the hall: the screen, and the card that no signed-in person may touch.

A request that brings anybody's sign-in is turned away from cards and tablets, whoever it is.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, HTTPException
from fastapi.responses import JSONResponse
from pydantic import Field

from chassis.described import answers
from chassis.web import CommandId, Form, answered
from lianjie_contracts.vocabulary import CardObject, Satisfaction
from services.intake.capability import FrontDoor
from services.intake.domain.numbers import same_code
from services.intake.hall.addresses import AddressBook
from services.intake.hall.card import is_open
from services.intake.hall.cards import CardBox
from services.intake.hall.codes import card_code
from services.intake.hall.line import Held
from services.intake.hall.reception import Reception, local_day
from services.intake.hall.roster import here_now
from services.intake.hall.screen import screen
from services.intake.hall.who import Head

NOT_YOURS = "评价只由来访人本人填写，工作人员不能看、不能填。请先退出登录，把平板交给来访人。"
NO_SUCH_ADDRESS = "这个地址已经换了。请向中心负责人要新地址。"


class CardForm(Form):
    """One level per object; `words` are kept with the first of them. `number` says whose card the tablet showed."""

    answers: dict[CardObject, Satisfaction] = Field(min_length=1)
    words: str = Field(default="", max_length=500)
    number: str = Field(default="", max_length=10)


async def nobody_signed_in(authorization: Annotated[str | None, Header()] = None) -> None:
    """Raises 403 for a request that brings a sign-in: staff may not rate for a visitor (spec/domain 20)."""
    if authorization is not None:
        raise HTTPException(403, NOT_YOURS)


Key = Annotated[str, Header(alias="Idempotency-Key", min_length=8, max_length=128)]


def public_routes(door: FrontDoor, reception: Reception) -> APIRouter:  # noqa: C901 - one short route after the other
    router = APIRouter()
    visitors = APIRouter(dependencies=[Depends(nobody_signed_in)], responses=answers(403, 409))
    clock, secret = door.parts.clock, door.registrar.secret
    box, addresses = CardBox(reception, secret), AddressBook(reception, secret)

    @router.get("/screen/{token}")
    async def hall_screen(token: str) -> dict[str, Any]:
        if not await addresses.is_screen(token):
            raise HTTPException(404, NO_SUCH_ADDRESS)
        now = clock.now()
        stays = [stay for _, stay in await reception.stays(local_day(now))]
        units = {unit.code: unit.name for unit in door.parts.directory.units_of(door.county)}
        here = here_now(stays, now, reception.hall.halves)
        tickets = await reception.day(local_day(now))
        return screen(tickets, await reception.desks(), reception.hall.queues, here, units)

    @router.get("/addresses")
    async def show(caller: Head) -> dict[str, Any]:
        """The addresses of screen and tablets, for whoever sets them up."""
        door.here(caller)
        return await addresses.all()

    @router.post("/addresses/renew")
    async def renew(command: CommandId, caller: Head) -> JSONResponse:
        """All old addresses die at once."""
        door.here(caller)
        return answered(await addresses.renew(command))

    @router.get("/cards/sums")
    async def sums(
        caller: Head, month: Annotated[str, Field(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$")]
    ) -> dict[str, Any]:
        """Of a month: sums of at least so many cards, of days that are over. Nobody is told an answer."""
        door.here(caller)
        first, today = date.fromisoformat(f"{month}-01"), local_day(clock.now())
        following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        return {"month": month, "sums": await box.sums(first, min(today, following))}

    async def by_code(day: date, number: str, code: str) -> Held:
        held = await box.by_number(day, number.upper())
        true = card_code(secret, held.id if held else "nobody")
        if not same_code(code, true) or held is None:
            raise HTTPException(404, "没有这张号，或评价码不对。请照号票扫码。")
        if not is_open(held.ticket, clock.now(), reception.hall.card.open_minutes):
            raise HTTPException(409, "接谈结束后两小时内可以评价。还没接谈的，请等叫号。")
        return held

    async def at_tablet(no: int, token: str) -> Held | None:
        if not await addresses.is_tablet(no, token):
            raise HTTPException(404, NO_SUCH_ADDRESS)
        return await box.at_tablet(no, clock.now())

    async def put(held: Held, form: CardForm, key: str) -> JSONResponse:
        words = form.words
        for object_, level in form.answers.items():
            answer = await box.put(held, object_, level, words, key)
            if answer.refusal:
                return answered(answer)
            words = ""
        return JSONResponse({"number": held.ticket.number, "left": await box.to_ask(held)}, 201)

    @visitors.get("/cards/{day}/{number}/{code}")
    async def ask_by_code(day: date, number: str, code: str) -> dict[str, Any]:
        held = await by_code(day, number, code)
        return {"number": held.ticket.number, "ask": await box.to_ask(held)}

    @visitors.post("/cards/{day}/{number}/{code}", status_code=201)
    async def give_by_code(
        day: date, number: str, code: str, form: CardForm, idempotency_key: Key
    ) -> JSONResponse:
        return await put(await by_code(day, number, code), form, idempotency_key)

    @visitors.get("/tablets/{no}/{token}")
    async def ask_at_tablet(no: int, token: str) -> dict[str, Any]:
        """The card of whoever has just got up from this desk; nothing else is ever shown here."""
        held = await at_tablet(no, token)
        return {
            "desk": no,
            "number": held.ticket.number if held else "",
            "ask": await box.to_ask(held) if held else [],
        }

    @visitors.post("/tablets/{no}/{token}", status_code=201)
    async def give_at_tablet(no: int, token: str, form: CardForm, idempotency_key: Key) -> JSONResponse:
        held = await at_tablet(no, token)
        if held is None or held.ticket.number != form.number:
            raise HTTPException(409, "这张评价卡已经收起了。可以扫号票上的码再评。")
        return await put(held, form, idempotency_key)

    router.include_router(visitors)
    return router
