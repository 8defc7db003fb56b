"""Handing in by telephone screen: one form, no account, no identity; the place comes from the code that was scanned."""

from __future__ import annotations

import re
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import JSONResponse

from chassis.described import answers
from chassis.ids import derived
from lianjie_contracts.base import Actor
from lianjie_contracts.vocabulary import Channel, LitigationStatus, Source
from services.intake.citizen.forms import HandInForm
from services.intake.citizen.photos import give
from services.intake.citizen.reading import KEYED, Reader, address_of
from services.intake.citizen.store import SIGNS
from services.intake.domain.holders import Holder, code_of
from services.intake.errors import FieldError
from services.intake.registration import PetitionerForm, RegistrationForm

CITIZEN = Actor(id="petitioner", role="petitioner")
TITLE = 40  # signs of the first sentence; the whole stands in the content
IN_COURT = {
    "NO": LitigationStatus.NONE,
    "YES": LitigationStatus.PENDING,
    "UNSURE": LitigationStatus.NOT_ASKED,
}


def title_of(text: str) -> str:
    """The first sentence, as one line; a long one is cut and says so."""
    first = re.split(r"[\n。！？；!?;]", text.strip(), maxsplit=1)[0].strip() or text.strip()
    return first if len(first) <= TITLE else f"{first[: TITLE - 1]}…"


def registration(form: HandInForm, place_code: str) -> RegistrationForm:
    """What is handed in, as the registrar takes it: incomplete, and registered all the same (correction 16)."""
    return RegistrationForm(
        channel=Channel.QR if form.scanned else Channel.ONLINE,
        source=Source.QR_CODE if form.scanned else Source.SELF,
        petitioner=PetitionerForm(phone=form.phone),
        place_code=place_code,
        title=title_of(form.text),
        main_content=form.text,
        claims=(form.text[:500],),
        litigation_status=IN_COURT[form.in_court],
    )


def handing_in(reader: Reader) -> APIRouter:
    router, door = APIRouter(), reader.door

    async def where(code: str) -> dict[str, Any]:
        """A sign, a township or the county itself; 404 for anything else."""
        sign = (await door.parts.store.get(SIGNS, [f"{door.county}:{code}"])).get(f"{door.county}:{code}")
        if sign and sign.state:
            return {
                "code": code,
                "label": sign.state.label,
                "place_code": sign.state.place_code,
                "sign": True,
            }
        directory = door.parts.directory
        if code == door.county:
            return {"code": code, "label": directory.county(code).name, "place_code": code, "sign": False}
        if code.startswith(door.county) and (name := directory.place_name(code)):
            return {"code": code, "label": name, "place_code": code, "sign": False}
        raise HTTPException(404, "这个二维码已不用了。请改选地点，或打电话给接访中心。")

    @router.get("/citizen/places/{code}")
    async def place(code: str) -> dict[str, Any]:
        return await where(code)

    @router.post("/citizen/items", status_code=201, dependencies=KEYED, responses=answers(404))
    async def hand_in(form: HandInForm, request: Request) -> JSONResponse:
        """Registered at once. Pressed twice, the same item, number and code."""
        command = await reader.command(request, derived("hand-in", door.county))
        if not await reader.gate.may_hand_in(address_of(request), reader.now()):
            because = "这里刚交得太多，请过一会儿再交；急的话请打电话给接访中心。您写的还在。"
            return JSONResponse({"code": "TOO_OFTEN", "because": because}, 429, {"Retry-After": "600"})
        place_code = (await where(form.place))["place_code"]
        try:
            answer = await door.registrar.register(
                command, registration(form, place_code), CITIZEN, reader.now()
            )
        except FieldError as wrong:
            said = {"code": "FIELDS_INVALID", "because": "请检查标红的地方。", "fields": wrong.fields}
            return JSONResponse(said, 422)
        if answer.refusal:
            return JSONResponse({"code": answer.refusal, "because": answer.because}, 409)
        holder = Holder(str(answer.body["item_id"]))
        key = request.headers["idempotency-key"]
        photos = await give(door, holder.item_id, form.photos, key, CITIZEN, command, reader.now())
        told = {
            "item_no": answer.body["item_no"], "matter_id": answer.body["matter_id"],
            "query_code": code_of(reader.secret, holder, {}), "ticket": reader.ticket(holder, {}), "photos": photos,
        }  # fmt: skip
        return JSONResponse(told, 200 if answer.repeated else 201)

    return router
