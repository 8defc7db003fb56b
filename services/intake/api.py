"""A contact, opened on record; and the identity number, checked."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException
from pydantic import Field

from chassis.identity import Principal
from chassis.logs import log
from chassis.web import Form, needs
from lianjie_contracts.vocabulary import IdType
from services.intake.capability import FrontDoor
from services.intake.domain.numbers import LOCAL
from services.intake.identity_numbers import check
from services.intake.persons import CONTACT
from services.intake.registration_api import Clerk
from services.intake.rights import may_see
from services.intake.store import ITEMS

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


def api(door: FrontDoor) -> APIRouter:
    """The routes of registering and of finding again what was registered."""
    router = APIRouter()
    parts, registrar, in_county = door.parts, door.registrar, door.here

    @router.post("/identity/check")
    async def identity(question: IdentityQuestion, _: Clerk) -> dict[str, Any]:
        checked = check(question.id_type, question.id_no, parts.clock.now().astimezone(LOCAL).date())
        return {
            "ok": checked.ok, "because": checked.because, "gender": checked.gender, "age": checked.age,
            "birth_on": checked.birth_on, "warnings": checked.warnings,
        }  # fmt: skip

    @router.get("/items/{item_id}/contact")
    async def contact(item_id: str, caller: Official) -> dict[str, str | None]:
        """Open the contact fields, for the office and for a unit that holds the matter; every opening is on record."""
        in_county(caller)
        document = (await parts.store.get(ITEMS, [item_id])).get(item_id)
        item = document.state if document else None
        if item is None or not await may_see(parts.store, item, caller):
            raise HTTPException(404, "没有这个信访件，或不在您的范围内。")
        petitioner = item.now.petitioner
        keys = await registrar.persons.keys([petitioner])
        log.info("contact opened", item_id=item_id, opened_by=caller.id)
        opened = registrar.persons.opened(petitioner, keys.get(petitioner.petitioner_id), CONTACT)
        return {field: opened.get(field) for field in CONTACT}

    return router
