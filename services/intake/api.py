"""intake over HTTP: register, check an identity number, find a person's items, look up a status by number and code."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException
from fastapi.responses import JSONResponse
from pydantic import Field

from chassis.identity import Principal
from chassis.logs import log
from chassis.web import CommandId, Form, answered, needs
from lianjie_contracts.vocabulary import Channel, IdType, MatterClass
from services.intake.capability import FrontDoor
from services.intake.domain.item import Item
from services.intake.domain.numbers import LOCAL, query_code, same_code
from services.intake.identity_numbers import check
from services.intake.registrar import SEALED, FieldError
from services.intake.registration import RegistrationForm
from services.intake.store import HOLDERS, ITEMS, PERSON_KEYS

Clerk = Annotated[Principal, Depends(needs("registrar", "receptionist", "letter_clerk"))]
Official = Annotated[
    Principal,
    Depends(
        needs(
            "registrar", "receptionist", "letter_clerk", "router", "unit_liaison", "unit_handler", "unit_head"
        )
    ),
]


class IdentityQuestion(Form):
    id_no: str = Field(max_length=40)
    id_type: IdType = IdType.RESIDENT


class StatusQuestion(Form):
    item_no: str = Field(max_length=40)
    query_code: str = Field(max_length=40)


def api(door: FrontDoor) -> APIRouter:  # noqa: C901 - one short route after the other
    """The routes of registering and of finding again what was registered."""
    router = APIRouter()
    parts, registrar, in_county = door.parts, door.registrar, door.here
    safe, person_key = registrar.safe, registrar.secret

    async def may_ask(item: Item, caller: Principal) -> bool:
        """A unit sees whom it answers; the author of an accusation stays with the office [R22 30]."""
        accusation = item.registered.matter_class == MatterClass.ACCUSATION
        if caller.unit is None:
            return not accusation or caller.may("router", "office_deputy_head", "office_head")
        holders = (await parts.store.get(HOLDERS, [item.matter_id])).get(item.matter_id)
        held = holders is not None and holders.state is not None and caller.unit in holders.state.units
        return held and not accusation and not item.registered.secrecy_requested

    async def item_by_no(number: str) -> tuple[str, Item] | None:
        rows = await parts.mongo.find(ITEMS.name, {"state.item_no": "".join(number.split()).upper()}, limit=1)
        return (rows[0]["_id"], ITEMS.load(rows[0]["state"])) if rows else None

    @router.post("/items", status_code=201)
    async def register(form: RegistrationForm, command: CommandId, caller: Clerk) -> JSONResponse:
        in_county(caller)
        centre = parts.directory.county(door.county).centre
        by = caller.actor(_acts_as(caller, form.channel), centre)
        try:
            answer = await registrar.register(command, form, by, parts.clock.now())
        except FieldError as wrong:
            return _invalid(wrong)
        if answer.refusal:
            return answered(answer)
        code = query_code(person_key, str(answer.body["item_id"]))
        return answered(replace(answer, body={**answer.body, "query_code": code}), 201)

    @router.post("/identity/check")
    async def identity(question: IdentityQuestion, _: Clerk) -> dict[str, Any]:
        checked = check(question.id_type, question.id_no, parts.clock.now().astimezone(LOCAL).date())
        return {
            "ok": checked.ok, "because": checked.because, "gender": checked.gender, "age": checked.age,
            "birth_on": checked.birth_on, "warnings": checked.warnings,
        }  # fmt: skip

    @router.post("/status")
    async def status(question: StatusQuestion) -> dict[str, Any]:
        """For the citizen: number and code together, or the same answer whichever is wrong."""
        found = await item_by_no(question.item_no)
        true = (
            query_code(person_key, found[0], found[1].code_issue)
            if found
            else query_code(person_key, "nobody")
        )
        if not same_code(question.query_code, true) or found is None:
            raise HTTPException(404, "编号和查询码对不上。请照回执核对；码丢了可带证件到窗口补。")
        return _brief(*found)

    @router.get("/items/{item_id}/contact")
    async def contact(item_id: str, caller: Official) -> dict[str, str | None]:
        """Open the contact fields, for the office and for a unit that holds the matter; every opening is on record."""
        in_county(caller)
        document = (await parts.store.get(ITEMS, [item_id])).get(item_id)
        item = document.state if document else None
        if item is None or not await may_ask(item, caller):
            raise HTTPException(404, "没有这个信访件，或不在您的范围内。")
        petitioner = item.registered.petitioner
        keys = await parts.store.get(PERSON_KEYS, [petitioner.petitioner_id])
        wrapped = next((key.state.wrapped for key in keys.values() if key.state), None)
        log.info("contact opened", item_id=item_id, opened_by=caller.id)
        return {
            field: safe.open(sealed, wrapped, field) if (sealed := getattr(petitioner, field)) else None
            for field in SEALED if field != "id_no"
        }  # fmt: skip

    return router


def _acts_as(caller: Principal, channel: Channel) -> str:
    """The post in which somebody with several posts registers: letters are the letter clerk's."""
    posts = (
        ("letter_clerk", "registrar", "receptionist")
        if channel == Channel.LETTER
        else ("registrar", "receptionist", "letter_clerk")
    )
    return next(post for post in posts if caller.may(post))


def _invalid(wrong: FieldError) -> JSONResponse:
    body = {"code": "FIELDS_INVALID", "because": "登记必填项有误,请检查标红项目。", "fields": wrong.fields}
    return JSONResponse(body, 422)


def _brief(item_id: str, item: Item) -> dict[str, Any]:
    event = item.registered
    return {
        "item_id": item_id, "item_no": item.item_no, "matter_id": item.matter_id, "title": event.title,
        "received_at": event.received_at, "channel": event.channel.value, "is_repeat": event.is_repeat,
    }  # fmt: skip
