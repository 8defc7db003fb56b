"""Finding again what was registered: a person's items, a status by number and code, a contact; and the identity number."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException
from pydantic import Field

from chassis.identity import Principal
from chassis.logs import log
from chassis.web import Form, needs
from lianjie_contracts.vocabulary import IdType
from services.intake.capability import FrontDoor
from services.intake.domain.item import Item
from services.intake.domain.numbers import LOCAL, holder, query_code, same_code
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


class StatusQuestion(Form):
    item_no: str = Field(max_length=40)
    query_code: str = Field(max_length=40)


def api(door: FrontDoor) -> APIRouter:
    """The routes of registering and of finding again what was registered."""
    router = APIRouter()
    parts, registrar, in_county = door.parts, door.registrar, door.here
    person_key = registrar.secret

    async def item_by_no(number: str) -> tuple[str, Item] | None:
        rows = await parts.mongo.find(ITEMS.name, {"state.item_no": "".join(number.split()).upper()}, limit=1)
        return (rows[0]["_id"], ITEMS.load(rows[0]["state"])) if rows else None

    def may_read(found: tuple[str, Item] | None, given: str) -> bool:
        """The petitioner's code or a representative's own; every one is compared, found or not (correction 4)."""
        id_, item = found or ("nobody", None)
        holders = range(1 + (len(item.now.representatives) if item else 0))
        issue = item.code_issue if item else 1
        matches = [same_code(given, query_code(person_key, holder(id_, n), issue)) for n in holders]
        return any(matches)

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
        if not may_read(found, question.query_code) or found is None:
            raise HTTPException(404, "编号和查询码对不上。请照回执核对；码丢了可带证件到窗口补。")
        return _brief(*found)

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


def _brief(item_id: str, item: Item) -> dict[str, Any]:
    event = item.now
    return {
        "item_id": item_id, "item_no": item.item_no, "matter_id": item.matter_id, "title": event.title,
        "received_at": event.received_at, "channel": event.channel.value, "is_repeat": event.is_repeat,
    }  # fmt: skip
