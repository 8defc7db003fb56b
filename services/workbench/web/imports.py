"""Imports: a table uploaded, looked at as it would be taken, taken, and watched until it is done."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from starlette.datastructures import UploadFile
from starlette.responses import RedirectResponse, Response

from services.workbench.destinations import HEADS
from services.workbench.language import language
from services.workbench.owners import AwayError, Reply
from services.workbench.uploads import named
from services.workbench.views.imports import batch_view, line_view
from services.workbench.web.forms import Form, empty, sent
from services.workbench.web.matters import NotForYouError, NotFoundError
from services.workbench.web.session import Person
from services.workbench.web.window import page, window

if TYPE_CHECKING:
    from services.workbench.people import User

router = APIRouter()
LARGEST = 16 * 2**20  # bytes; intake has a bound of its own
LARGER = {"/imports": LARGEST + 2**20}  # bytes of the one form with a table in it
LONG = 60.0  # seconds: every row is looked at before the answer
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AGAIN = 5  # seconds after which the page of a batch that is being taken shows itself anew
KINDS = ("OPEN", "IN_HAND", "CLOSED")


@router.get("/imports")
async def imports_page(request: Request, user: Person) -> Response:
    return await _upload(request, _head(user), empty())


@router.get("/imports/templates/{kind}.xlsx")
async def template(request: Request, kind: str, user: Person) -> Response:
    return _file(await _told(request, user, f"/templates/{kind}"), f"import-{kind.lower()}.xlsx")


@router.post("/imports")
async def upload(request: Request, user: Person) -> Response:
    """The table goes on to intake as it is; there every row is looked at, and nothing written."""
    words, length = language("zh"), request.headers.get("content-length", "")
    _head(user)
    if not length.isdecimal() or int(length) > LARGEST:  # nothing of it is read
        large = words.say("imports.too_large", n=LARGEST // 2**20)
        return await _upload(request, user, empty().with_errors({"file": large}), 413)
    form = await sent(request)
    file = (await request.form()).get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        await (await request.form()).close()
        missing = form.with_errors({"file": words.say("imports.missing")})
        return await _upload(request, user, missing, 422)
    try:
        reply = await _look(request, user, form, file)
    except AwayError as away:
        heading = words.say("problem.heading_503", service=words.word("service", away.service))
        return await _upload(request, user, form, 503, away=heading)
    finally:
        await file.close()
    if not reply.done:
        wrong = form.after(reply.code).with_errors({"file": named(request, file, reply)})
        return await _upload(request, user, wrong, reply.status)
    return RedirectResponse(f"/imports/{reply.body['batch_id']}", 303)


@router.get("/imports/{batch_id}")
async def batch(request: Request, batch_id: str, user: Person) -> Response:
    return await _shown(request, batch_id, user, empty())


@router.get("/imports/{batch_id}/given-back.xlsx")
async def given_back(request: Request, batch_id: str, user: Person) -> Response:
    """The table with a column of reasons; once it is taken there is none, and the page says so."""
    ask = window(request).owners.intake
    reply = await ask(_head(user).county, "GET", f"/imports/{batch_id}/given-back", user, timeout=LONG)
    if reply.status == 422:
        return await _shown(request, batch_id, user, empty(), language("zh").say("imports.gone"))
    return _file(_body(reply), "given-back.xlsx")


@router.post("/imports/{batch_id}/take")
async def take(request: Request, batch_id: str, user: Person) -> Response:
    return await _asked(request, batch_id, user, "take")


@router.post("/imports/{batch_id}/undo")
async def undo(request: Request, batch_id: str, user: Person) -> Response:
    return await _asked(request, batch_id, user, "undo")


async def _asked(request: Request, batch_id: str, user: User, act: str) -> Response:
    """What intake then does in the background; a refusal stands on the page of the batch."""
    form, county = await sent(request), _head(user).county
    reply = await window(request).owners.intake(
        county, "POST", f"/imports/{batch_id}/{act}", user, {}, form.key
    )
    if not reply.done:
        return await _shown(request, batch_id, user, form.after(reply.code), reply.because)
    return RedirectResponse(f"/imports/{batch_id}", 303)


async def _look(request: Request, user: User, form: Form, file: UploadFile) -> Reply:
    ask = window(request).owners.intake
    part = {"file": ("table", file.file, "application/octet-stream")}
    reply = await ask(user.county, "POST", "/attachments", user, None, form.key, files=part, timeout=LONG)
    if not reply.done:
        return reply
    asked = {"attachment_id": reply.body["attachment_id"]}
    return await ask(user.county, "POST", "/imports", user, asked, form.key, timeout=LONG)


async def _shown(request: Request, batch_id: str, user: User, form: Form, refused: str = "") -> Response:
    view = batch_view(await _told(request, user, f"/{batch_id}"), window(request).now(), language("zh"))
    status = 409 if refused else 200
    shown = await page(
        request,
        "import.html",
        user=user,
        here="imports",
        status=status,
        batch=view,
        form=form,
        refused=refused,
    )
    if view.running and not refused:
        shown.headers["Refresh"] = str(AGAIN)
    return shown


async def _upload(request: Request, user: User, form: Form, status: int = 200, *, away: str = "") -> Response:
    try:
        told = await _told(request, user, "")
    except AwayError:
        told = []
    now, words = window(request).now(), language("zh")
    rows = [line_view(each, now, words) for each in told]
    return await page(
        request,
        "imports.html",
        user=user,
        here="imports",
        status=status,
        form=form,
        away=away,
        rows=rows,
        kinds=KINDS,
    )


async def _told(request: Request, user: User, path: str) -> Any:  # noqa: ANN401 - intake's own JSON
    """What intake tells; raises NotFoundError, NotForYouError or AwayError."""
    return _body(await window(request).owners.intake(_head(user).county, "GET", f"/imports{path}", user))


def _file(told: Any, name: str) -> Response:  # noqa: ANN401 - intake's own JSON
    named = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(base64.b64decode(told["xlsx"]), media_type=XLSX, headers=named)


def _body(reply: Reply) -> Any:  # noqa: ANN401 - intake's own JSON
    if reply.status == 404:
        raise NotFoundError
    if not reply.done:
        raise NotForYouError
    return reply.body["rows"] if set(reply.body) == {"rows"} else reply.body


def _head(user: User) -> User:
    """Raises NotForYouError for everybody else."""
    if not user.is_any(HEADS):
        raise NotForYouError
    return user
