"""Attachments over HTTP: leave to upload, uploading, adding to an item, and opening."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, HTTPException, Request
from fastapi.responses import JSONResponse
from pydantic import Field
from python_multipart.multipart import parse_options_header
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from chassis.decisions import Refused
from chassis.described import answers
from chassis.documents import Answer
from chassis.identity import Principal
from chassis.web import CommandId, Form, answered, needs, principal
from lianjie_contracts.base import Actor
from lianjie_contracts.vocabulary import AttachmentRole
from services.intake.attachments.attachment import Attachment
from services.intake.attachments.desk import Desk, desk
from services.intake.attachments.handing_out import file_name, hand_out
from services.intake.attachments.hostile import NotTakenError
from services.intake.attachments.linking import Wish
from services.intake.attachments.multipart import FilePart
from services.intake.capability import FrontDoor
from services.intake.domain.item import Item
from services.intake.rate import Rate, Tries
from services.intake.rights import may_see
from services.intake.store import ITEMS

_SHA256 = re.compile(r"^[0-9a-f]{64}$")
NOT_HERE = "没有这个附件，或不在您的范围内。"
CLERKS = ("registrar", "receptionist", "letter_clerk", "router")
UNIT = ("unit_liaison", "unit_handler", "unit_head")
READERS = (*CLERKS, "office_deputy_head", "office_head", "supervisor", "archivist", *UNIT)
OF_A_UNIT = (AttachmentRole.EVIDENCE, AttachmentRole.SEALED_PAPER)  # what a unit adds to a matter it holds
Giver = Annotated[Principal, Depends(needs(*CLERKS, *UNIT))]
Reader = Annotated[Principal, Depends(needs(*READERS))]
Key = Annotated[str, Header(alias="Idempotency-Key", min_length=8, max_length=128)]


class GrantWish(Form):
    """`form_key` is the key of the form that will name the uploads; a grant is of no use for another."""

    form_key: str = Field(pattern=r"^[A-Za-z0-9-]{8,64}$")


class OneWish(Form):
    attachment_id: str = Field(max_length=80)
    role: AttachmentRole = AttachmentRole.SUBMITTED


class Wishes(Form):
    """`form_key`: these were sent with a citizen's form; without it, by the clerk who asks."""

    attachments: tuple[OneWish, ...] = Field(min_length=1, max_length=100)
    form_key: str = Field(default="", max_length=64)


def api(door: FrontDoor) -> APIRouter:
    """The routes of a running front door."""
    return routes(door, desk(door))


def routes(door: FrontDoor, at: Desk) -> APIRouter:  # noqa: C901 - one short route after the other
    router, now = APIRouter(), door.parts.clock.now
    rate = Rate(Tries.at(door), "grants", at.settings.grants_a_minute)

    async def item_of(item_id: str, caller: Principal) -> Item:
        door.here(caller)
        document = (await at.store.get(ITEMS, [item_id])).get(item_id)
        if document is None or document.state is None or not await may_see(at.store, document.state, caller):
            raise HTTPException(404, "没有这个信访件，或不在您的范围内。")
        return document.state

    async def holder_of(request: Request, grant: str) -> str:
        """Who sends: somebody signed in, or a form that was granted it."""
        if not grant:
            caller = await principal(request)
            door.here(caller)
            return f"user:{caller.id}"
        form_key = at.grants.form_of(grant, now())
        if form_key is None:
            raise NotTakenError("GRANT_ENDED")
        sent = await at.shelf.of_holder(f"form:{form_key}")
        if len(sent) >= at.settings.files_of_form:
            raise NotTakenError("TOO_MANY_FILES", limit=at.settings.files_of_form)
        if sum(each.original.size for each in sent) >= at.settings.largest_item:
            raise NotTakenError("TOO_MUCH", limit=at.settings.largest_item // 2**20)
        return f"form:{form_key}"

    async def found(reference: str, caller: Principal) -> tuple[str, Attachment]:
        """By id or by fingerprint, if it belongs to an item the caller may see."""
        hits = (
            await at.shelf.by_hash(reference)
            if _SHA256.match(reference)
            else await at.shelf.get((reference,))
        )
        for id_, attachment in hits.items():
            kind, _, item_id = (attachment.owner or "").partition(":")
            documents = await at.store.get(ITEMS, [item_id]) if kind == "item" else {}
            item = next((d.state for d in documents.values()), None)
            if item is not None and await may_see(at.store, item, caller):
                return id_, attachment
        raise HTTPException(404, NOT_HERE)

    @router.post("/attachments/grants", status_code=201)
    async def grant(wish: GrantWish) -> dict[str, Any]:
        """For a citizen without an account: leave to upload for the form with this key."""
        if not await rate.takes(now()):
            raise HTTPException(
                429, "现在上传的人太多。请过一分钟再试，您填的内容还在。", {"Retry-After": "60"}
            )
        given, end = at.grants.give(wish.form_key, now())
        return {"grant": given, "ends_at": end}

    @router.post("/attachments", status_code=201, responses=answers(401, 403, 409, 413))
    async def upload(
        request: Request, key: Key, upload_grant: Annotated[str, Header(max_length=256)] = ""
    ) -> JSONResponse:
        """One file: the body itself, or the first file of a form (multipart/form-data)."""
        try:
            holder = await holder_of(request, upload_grant)
            answer = await _received(at, request, holder, key, now())
        except NotTakenError as wrong:
            return _refused(wrong)
        return answered(answer, 201)

    @router.post("/items/{item_id}/attachments", status_code=201)
    async def add(item_id: str, wishes: Wishes, command: CommandId, caller: Giver) -> JSONResponse:
        """By the office; and by a unit that holds its matter, what it has found out or sealed: an act may rest on that."""
        await item_of(item_id, caller)
        if caller.unit and (wishes.form_key or {wish.role for wish in wishes.attachments} - set(OF_A_UNIT)):
            return JSONResponse({"code": "ROLE_OF_FILE", "because": "单位只能添加调查材料或盖章文书。"}, 409)
        holder = f"form:{wishes.form_key}" if wishes.form_key else f"user:{caller.id}"
        by = _giver(door, caller)
        asked = [Wish(wish.attachment_id, wish.role) for wish in wishes.attachments]
        answer = await at.linking.to_item(item_id, asked, holder, by, command, now())
        if isinstance(answer, Refused):
            return JSONResponse({"code": answer.code, "because": answer.because}, 409)
        return answered(answer, 201)

    @router.get("/items/{item_id}/attachments")
    async def of_item(item_id: str, caller: Reader) -> list[dict[str, Any]]:
        """What the caller may open, in the order in which it was added."""
        item = await item_of(item_id, caller)
        held = await at.shelf.get(tuple(each.attachment_id for each in item.attachments))
        return [
            told(at, each.attachment_id, held[each.attachment_id], caller) | {"role": each.role.value}
            for each in item.attachments
            if each.attachment_id in held
        ]

    @router.get("/attachments/{reference}")
    async def open_(reference: str, caller: Reader, original: bool = False) -> Response:
        """The bytes, by id or fingerprint; every opening is on record. `original`: for the office alone."""
        door.here(caller)
        id_, attachment = await found(reference, caller)
        return await hand_out(at, id_, attachment, caller, original, now())

    return router


def _giver(door: FrontDoor, caller: Principal) -> Actor:
    """Who adds a file, by the post that lets them."""
    directory = door.parts.directory
    unit = caller.unit
    name = (
        directory.unit(unit).name
        if unit and directory.has_unit(unit)
        else directory.county(door.county).centre
    )
    return caller.actor(next(post for post in (*CLERKS, *UNIT) if caller.may(post)), name)


def told(at: Desk, id_: str, attachment: Attachment, caller: Principal) -> dict[str, Any]:
    """What a list says of an attachment; its name to the office alone, for it may name a person."""
    return {
        "attachment_id": id_, "name": file_name(at, attachment) if caller.unit is None else "",
        "media_type": attachment.media_type, "size": attachment.shared.size, "sha256": attachment.shared.sha256,
        "scan": attachment.scan.value, "taken_at": attachment.taken_at,
    }  # fmt: skip


async def _received(at: Desk, request: Request, holder: str, key: str, now: Any) -> Answer:  # noqa: ANN401
    length = request.headers.get("content-length", "")
    largest = at.settings.largest_file
    if length.isdecimal() and int(length) > largest + 2**16:  # what a form needs around its file
        raise NotTakenError("TOO_LARGE", limit=largest // 2**20)
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    if kind != b"multipart/form-data":
        return await at.receiving.receive(_body(request), lambda: "", holder, key, now)
    part = FilePart()
    pieces = part.pieces(_body(request), options.get(b"boundary", b""))
    return await at.receiving.receive(pieces, lambda: part.name, holder, key, now)


async def _body(request: Request) -> AsyncIterator[bytes]:
    try:
        async for piece in request.stream():
            yield piece
    except ClientDisconnect:
        raise NotTakenError("EMPTY") from None  # nobody is there to read it


def _refused(wrong: NotTakenError) -> JSONResponse:
    """The rest of a body that is refused is not waited for."""
    status = 413 if wrong.code == "TOO_LARGE" else 403 if wrong.code == "GRANT_ENDED" else 422
    return JSONResponse({"code": wrong.code, "because": wrong.because}, status, {"Connection": "close"})
