"""The routes of a batch scan: split what was uploaded, look at it page by page, give it to the letters."""

from __future__ import annotations

import base64
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException
from fastapi.responses import JSONResponse

from chassis.identity import Principal
from chassis.logs import log
from chassis.web import CommandId, answered, needs
from services.intake.capability import FrontDoor
from services.intake.letters.forms import ScanForm
from services.intake.letters.pages import ScanError
from services.intake.letters.reading_by_machine import FIELD
from services.intake.letters.scans import Scan, Scans
from services.intake.letters.sender import may_read

Clerk = Annotated[Principal, Depends(needs("letter_clerk"))]


def routes(door: FrontDoor, scans: Scans) -> APIRouter:
    """The routes, below /letters."""
    router = APIRouter(prefix="/scans")

    async def known(scan_id: str, caller: Principal) -> Scan:
        door.here(caller)
        scan = await scans.held(scan_id)
        if scan is None:
            raise HTTPException(404, "没有这次扫描。请重新上传。")
        return scan

    @router.post("", status_code=201)
    async def read(form: ScanForm, command: CommandId, caller: Clerk) -> JSONResponse:
        door.here(caller)
        try:
            return answered(await scans.read(command, form.attachment_id, caller), 201)
        except ScanError as wrong:
            return _refused(wrong)

    @router.get("/{scan_id}")
    async def shown(scan_id: str, caller: Clerk) -> dict[str, Any]:
        """The split as it will be imported, and what cannot be, page by page."""
        scan = await known(scan_id, caller)
        given = {place: letter_id for place, letter_id, _ in scan.given}
        parts = [
            {
                "place": place, "letter_no": part.letter_no, "sheet": part.sheet, "pages": part.pages, "because": part.because,
                "letter_id": given.get(place, ""),
            }
            for place, part in enumerate(scan.split.parts)
        ]  # fmt: skip
        lost = [{"page": page, "because": because} for page, because in scan.split.lost]
        return {
            "scan_id": scan_id, "at": scan.at, "pages": scan.pages, "parts": parts, "lost": lost, "backs": scan.split.backs,
            "imported": bool(scan.given),
        }  # fmt: skip

    @router.get("/{scan_id}/pages/{number}")
    async def page(scan_id: str, number: int, caller: Clerk) -> dict[str, str]:
        """A small picture of one page (PNG in base64)."""
        scan = await known(scan_id, caller)
        try:
            return {"png": base64.b64encode(await scans.page(scan, number)).decode()}
        except ScanError as wrong:
            raise HTTPException(404, wrong.because) from None

    @router.post("/{scan_id}/import")
    async def give(scan_id: str, command: CommandId, caller: Clerk) -> JSONResponse:
        door.here(caller)
        try:
            return answered(await scans.give(command, scan_id, caller))
        except ScanError as wrong:
            return _refused(wrong)

    return router


def text_routes(door: FrontDoor, scans: Scans) -> APIRouter:
    """What a machine has read of a letter: beside the image, never for it."""
    router = APIRouter(prefix="/scans")

    @router.post("/of/{letter_id}/text")
    async def machine_read(letter_id: str, command: CommandId, caller: Clerk) -> JSONResponse:
        """Let a machine read the pages; the image stays the record."""
        door.here(caller)
        try:
            return answered(await scans.machine_read(command, letter_id))
        except ScanError as wrong:
            return _refused(wrong)

    @router.get("/of/{letter_id}/text")
    async def text(letter_id: str, caller: Clerk) -> list[dict[str, Any]]:
        """What a machine has read, page by page, and marked as such; nothing of a letter that is not the caller's to read."""
        door.here(caller)
        held = await scans.steps.held(letter_id)
        if held is None or held.state is None or not may_read(caller, held.state):
            raise HTTPException(404, "没有这封信，或不在您的范围内。")
        sender, persons = held.state.cover.sender, door.registrar.persons
        wrapped = (await persons.keys([sender])).get(sender.petitioner_id)
        log.info("machine text opened", letter_id=letter_id, opened_by=caller.id)
        return [
            {
                "sha256": page.sha256, "text": persons.safe.open(page.text, wrapped, FIELD) or "", "machine_read": True,
                "reader": page.reader, "read_at": page.read_at,
            }
            for page in (await scans.texts(letter_id)).pages
        ]  # fmt: skip

    return router


def _refused(wrong: ScanError) -> JSONResponse:
    return JSONResponse({"code": wrong.code, "because": wrong.because}, 422)
