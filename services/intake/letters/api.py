"""The routes of the letter room: the bundle, the sheet, the twelve steps, custody, shelf, groups and lists."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Query
from fastapi.responses import JSONResponse

from chassis.documents import Answer
from chassis.identity import Principal
from chassis.logs import log
from chassis.web import CommandId, answered, needs
from lianjie_contracts.vocabulary import LetterState
from services.intake.attachments.desk import Desk, desk
from services.intake.capability import FrontDoor
from services.intake.errors import FieldError
from services.intake.letters import destruction, sheet, shelf
from services.intake.letters.acts import Act
from services.intake.letters.books import Books
from services.intake.letters.forms import (
    BundleForm,
    EntryForm,
    GroupForm,
    ListActForm,
    ListForm,
    ReturnForm,
    ShelfForm,
    StepForm,
    ValuableForm,
)
from services.intake.letters.keeping import Keeping
from services.intake.letters.lists import Lists
from services.intake.letters.reading import Reading
from services.intake.letters.scans import Scans
from services.intake.letters.scans_api import routes as scan_routes, text_routes
from services.intake.letters.splitting import mark
from services.intake.letters.steps import Steps

Clerk = Annotated[Principal, Depends(needs("letter_clerk"))]
Room = Annotated[Principal, Depends(needs("letter_clerk", "office_deputy_head", "office_head", "archivist"))]


def api(door: FrontDoor, at: Desk | None = None) -> APIRouter:  # noqa: C901 - one short route after the other
    """The routes, for one county's own letter room; its files lie at the desk of attachments."""
    router = APIRouter(prefix="/letters")
    at = at or desk(door)
    steps, books = Steps(door, at), Books(door.parts.mongo)
    keeping, reading = Keeping(door, steps, books), Reading(door, books)
    lists = Lists(door, keeping)
    scans = Scans(door, at, steps, keeping, books)
    router.include_router(scan_routes(door, scans))
    router.include_router(text_routes(door, scans))

    @router.post("", status_code=201)
    async def sign_in(form: BundleForm, command: CommandId, caller: Clerk) -> JSONResponse:
        """Sign for a bundle (LT1); each letter gets its number at once."""
        door.here(caller)
        return await _many(steps.sign_in(command, form, caller))

    @router.get("")
    async def newest(caller: Room, state: LetterState | None = None) -> list[dict[str, Any]]:
        door.here(caller)
        return await reading.lines(await books.newest(state.value if state else ""), caller)

    @router.get("/codes")
    async def codes(
        caller: Room,
        no: Annotated[list[str] | None, Query(max_length=100)] = None,
        blank: Annotated[int, Query(ge=0, le=50)] = 0,
    ) -> list[dict[str, str]]:
        """What stands in the code of the separator sheets of these letters, and of blank ones."""
        door.here(caller)
        known = await books.by_nos([number for number in no or () if number])
        numbers = [number for number in no or () if number in known]
        return [{"letter_no": number, "code": mark(number)} for number in (*numbers, *[""] * blank)]

    @router.get("/shelf")
    async def on_shelf(
        caller: Room, place: str = "", skip: Annotated[int, Query(ge=0, le=1_000_000)] = 0
    ) -> dict[str, Any]:
        door.here(caller)
        return await reading.shelf(place, skip, keeping.on_shelf(shelf.Act.DESTROY, caller))

    @router.get("/custody")
    async def custody_book(caller: Room) -> list[dict[str, Any]]:
        door.here(caller)
        return [
            {"letter_id": id_, "letter_no": letter.letter_no, **sheet.kept(each)}
            for id_, letter in await books.custody()
            for each in letter.custody
        ]

    @router.post("/groups")
    async def group(form: GroupForm, command: CommandId, caller: Clerk) -> JSONResponse:
        """Letters of the same content under one, or each alone again."""
        door.here(caller)
        return await _many(keeping.group(command, form, caller))

    @router.get("/destructions")
    async def destruction_lists(caller: Room) -> list[dict[str, Any]]:
        door.here(caller)
        return [sheet.listed(id_, list_) for id_, list_ in await books.lists()]

    @router.post("/destructions", status_code=201)
    async def propose(form: ListForm, command: CommandId, caller: Room) -> JSONResponse:
        door.here(caller)
        return await _one(lists.propose(command, form, caller), 201)

    @router.post("/destructions/{list_id}/{act}")
    async def decide(
        list_id: str, act: destruction.Act, form: ListActForm, command: CommandId, caller: Room
    ) -> JSONResponse:
        door.here(caller)
        return await _one(lists.act(command, list_id, act, form, caller))

    @router.get("/{letter_id}")
    async def letter(letter_id: str, caller: Room) -> dict[str, Any]:
        """The whole sheet with the sender in clear; every opening is on record."""
        door.here(caller)
        told = await reading.whole(letter_id, caller)
        if told is None:
            raise HTTPException(404, "没有这封信。请核对来信编号。")
        log.info("letter opened", letter_id=letter_id, opened_by=caller.id)
        return told

    @router.post("/{letter_id}/steps")
    async def step(letter_id: str, form: StepForm, command: CommandId, caller: Room) -> JSONResponse:
        """One of the twelve but the first, which is the bundle's, and the fourth, which registers the item."""
        door.here(caller)
        if form.act in (Act.SIGN_IN, Act.ENTER):
            raise HTTPException(400, "签收在“签收来信”办，登记审阅在来信办理单上办。")
        return await _one(steps.take(command, letter_id, form, caller))

    @router.post("/{letter_id}/entry", status_code=201)
    async def enter(letter_id: str, form: EntryForm, command: CommandId, caller: Clerk) -> JSONResponse:
        door.here(caller)
        return await _one(steps.enter(command, letter_id, form, caller), 201)

    @router.post("/{letter_id}/valuables", status_code=201)
    async def take(letter_id: str, form: ValuableForm, command: CommandId, caller: Clerk) -> JSONResponse:
        door.here(caller)
        return await _one(keeping.take(command, letter_id, form, caller), 201)

    @router.post("/{letter_id}/valuables/{valuable_id}/return")
    async def give_back(
        letter_id: str, valuable_id: str, form: ReturnForm, command: CommandId, caller: Clerk
    ) -> JSONResponse:
        door.here(caller)
        return await _one(keeping.give_back(command, letter_id, valuable_id, form, caller))

    @router.post("/{letter_id}/shelf")
    async def shelve(letter_id: str, form: ShelfForm, command: CommandId, caller: Clerk) -> JSONResponse:
        door.here(caller)
        return await _one(keeping.move(command, letter_id, shelf.Act.SHELVE, form, caller))

    @router.post("/{letter_id}/shelf/leave")
    async def take_down(letter_id: str, form: ShelfForm, command: CommandId, caller: Clerk) -> JSONResponse:
        door.here(caller)
        return await _one(keeping.move(command, letter_id, shelf.Act.TAKE_DOWN, form, caller))

    return router


async def _one(asked: Awaitable[Answer], status: int = 200) -> JSONResponse:
    try:
        return answered(await asked, status)
    except FieldError as wrong:
        return _invalid(wrong)


async def _many(asked: Awaitable[Sequence[Answer]]) -> JSONResponse:
    """What became of each; the first refusal is the answer, for then the clerk must see to it."""
    try:
        answers = await asked
    except FieldError as wrong:
        return _invalid(wrong)
    if refused := next((answer for answer in answers if answer.refusal), None):
        return answered(refused)
    rows = [{"letter_id": answer.subject.partition(":")[2], **answer.body} for answer in answers]
    return JSONResponse({"letters": rows}, 201)


def _invalid(wrong: FieldError) -> JSONResponse:
    body = {
        "code": "FIELDS_INVALID",
        "because": "有几项要改。请照红字改正，填好的内容都还在。",
        "fields": wrong.fields,
    }
    return JSONResponse(body, 422)
