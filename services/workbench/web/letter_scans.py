"""A batch scan of letters: uploaded, looked at as it would be split, and imported."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from starlette.datastructures import UploadFile
from starlette.responses import RedirectResponse, Response

from services.workbench.language import language
from services.workbench.owners import AwayError
from services.workbench.uploads import named
from services.workbench.web.forms import Form, empty, sent
from services.workbench.web.letter_room import LONG, ask, kept, of_the_room, told
from services.workbench.web.session import Person
from services.workbench.web.window import page, window
from services.workbench.words import grouped

if TYPE_CHECKING:
    from services.workbench.people import User

router = APIRouter()
LARGEST = 64 * 2**20  # bytes; intake has a bound of its own
LARGER = {
    "/letters/scans": LARGEST + 2**20
}  # bytes; the only page of theirs whose form is larger than a form


@router.get("/letters/scans")
async def scan_page(request: Request, user: Person) -> Response:
    return await _upload(request, of_the_room(user), empty())


@router.post("/letters/scans")
async def upload(request: Request, user: Person) -> Response:
    """The file goes on to intake as it is; there it is looked at and split."""
    its, county, words = window(request), of_the_room(user).county, language("zh")
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or int(length) > LARGEST:  # nothing of it is read
        too_large = empty().with_errors({"file": words.say("letters.scan_too_large", n=LARGEST // 2**20)})
        return await _upload(request, user, too_large, 413)
    form = await sent(request)
    file = (await request.form()).get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        return await _upload(
            request, user, form.with_errors({"file": words.say("letters.scan_missing")}), 422
        )
    try:
        reply = await its.owners.intake(
            county, "POST", "/attachments", user, None, form.key, files={"file": ("scan.pdf", file.file, "application/pdf")}, timeout=LONG
        )  # fmt: skip
        if reply.done:
            asked = {"attachment_id": reply.body["attachment_id"]}
            reply = await ask(request, user, "/scans", asked, form.key, timeout=LONG)
    except AwayError as away:
        heading = words.say("problem.heading_503", service=words.word("service", away.service))
        return await _upload(request, user, form, 503, away=heading)
    finally:
        await file.close()
    if not reply.done:
        wrong = form.after(reply.code).with_errors({"file": named(request, file, reply)})
        return await _upload(request, user, wrong, reply.status)
    return RedirectResponse(f"/letters/scans/{reply.body['scan_id']}", 303)


@router.get("/letters/scans/{scan_id}")
async def preview(request: Request, scan_id: str, user: Person) -> Response:
    """Which pages will be whose, and which cannot be told, by page."""
    scan = await told(request, user, f"/scans/{scan_id}")
    parts = [
        {**part, "number": grouped(part["letter_no"]) if part["letter_no"] else ()} for part in scan["parts"]
    ]
    ready = sum(1 for part in parts if not part["because"])
    return await page(
        request, "letters_scan.html", user=user, here="letters_scan", scan=scan, parts=parts, ready=ready, form=empty(),
        wrong=[part for part in parts if part["because"]],
    )  # fmt: skip


@router.get("/letters/scans/{scan_id}/pages/{number}.png")
async def picture(request: Request, scan_id: str, number: int, user: Person) -> Response:
    shown = await told(request, user, f"/scans/{scan_id}/pages/{number}")
    return Response(base64.b64decode(shown["png"]), media_type="image/png")


@router.post("/letters/scans/{scan_id}/import")
async def take(request: Request, scan_id: str, user: Person) -> Response:
    form: Form = await sent(request)
    try:
        reply = await ask(request, user, f"/scans/{scan_id}/import", {}, form.key, timeout=LONG)
    except AwayError as away:
        return await kept(request, user, form, away)
    if not reply.done:
        return await _upload(request, user, form.with_errors({"file": reply.because}), reply.status)
    return RedirectResponse(f"/letters/scans/{scan_id}", 303)


async def _upload(request: Request, user: User, form: Form, status: int = 200, *, away: str = "") -> Response:
    return await page(
        request, "letters_upload.html", user=user, here="letters_scan", status=status, form=form, away=away
    )
