"""名录: the county's units as a tree, one unit, and the table by which one person changes them and another approves."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from starlette.datastructures import UploadFile
from starlette.responses import RedirectResponse, Response

from services.workbench.conditions import Filters, conditions
from services.workbench.destinations import HEADS
from services.workbench.language import language
from services.workbench.owners import AwayError, Reply
from services.workbench.people import Role
from services.workbench.views.directory import Ended, ended, tree, unit_view, waiting_view
from services.workbench.views.listing import address
from services.workbench.web.forms import Form, empty, sent
from services.workbench.web.matters import NotForYouError, NotFoundError
from services.workbench.web.session import Person
from services.workbench.web.window import page, window
from services.workbench.worklists import ALL_OPEN

if TYPE_CHECKING:
    from services.workbench.people import User

router = APIRouter()
LARGEST = 2**20  # bytes of a table; routing has the same bound
PROPOSERS = HEADS | {Role.ROUTER}
DECISIONS = frozenset({"approve", "decline"})


@router.get("/directory")
async def units(request: Request, user: Person) -> Response:
    return await _shown(request, user, empty(), done=request.query_params.get("done", ""))


@router.get("/directory/template.csv")
async def template(request: Request, user: Person) -> Response:
    told = await _asked(request, user, "GET", "/template")
    named = {"Content-Disposition": 'attachment; filename="directory.csv"'}
    return Response(base64.b64decode(told.body["content"]), media_type="text/csv", headers=named)


@router.get("/directory/{code}")
async def unit(request: Request, code: str, user: Person) -> Response:
    directory = window(request).directory
    if not directory.has_unit(code) or directory.unit(code).county != user.county:
        raise NotFoundError
    shown = unit_view(directory.unit(code), directory, window(request).now(), language("zh"))
    return await page(request, "directory_unit.html", user=user, here="directory", unit=shown)


@router.post("/directory")
async def propose(request: Request, user: Person) -> Response:
    """The table goes on to routing, where it is read whole; refused rows come back with their lines."""
    form, words = await sent(request), language("zh")
    file = (await request.form()).get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        return await _shown(
            request, user, form.with_errors({"file": words.say("directory.missing")}), status=422
        )
    try:
        content = await file.read(LARGEST + 1)
    finally:
        await file.close()
    if len(content) > LARGEST:
        return await _shown(
            request, user, form.with_errors({"file": words.say("directory.too_large")}), status=413
        )
    table = {"name": file.filename, "content": base64.b64encode(content).decode()}
    reply = await _asked(request, user, "POST", "/proposals", table, form.key)
    if not reply.done:
        wrong = form.after(reply.code).with_errors({"file": reply.because})
        return await _shown(request, user, wrong, status=reply.status, refused=reply.body.get("rows", ()))
    return RedirectResponse("/directory?done=proposed", 303)


@router.post("/directory/{decision}")
async def decide(request: Request, decision: str, user: Person) -> Response:
    form = await sent(request)
    if decision not in DECISIONS or not form.value("no").isdecimal():
        raise NotFoundError
    reply = await _asked(request, user, "POST", f"/{decision}", {"no": int(form.value("no"))}, form.key)
    if not reply.done:
        return await _shown(request, user, form.after(reply.code), status=reply.status, because=reply.because)
    return RedirectResponse(f"/directory?done={decision}", 303)


async def _asked(
    request: Request, user: User, method: str, path: str, body: dict[str, Any] | None = None, key: str = ""
) -> Reply:
    """What routing answers; raises NotForYouError for a post that changes nothing here."""
    if not user.is_any(PROPOSERS):
        raise NotForYouError
    reply = await window(request).owners.routing(method, f"/directory{path}", user, body, key)
    if reply.status == 403:
        raise NotForYouError
    return reply


async def _left(request: Request, user: User, told: dict[str, Any]) -> list[tuple[Ended, int, str]]:
    """Units that are no more and still have open matters: how many, and the list from which these are handed on (row SU1)."""
    its = window(request)
    if not user.is_any(PROPOSERS):
        return []
    units = ended(user.county, told, its.directory, language("zh"))
    chips = [Filters(unit=unit.code) for unit in units]
    open_ = [await its.matters.count(conditions(ALL_OPEN, each, user, its.now())) for each in chips]
    return [(u, n, address(ALL_OPEN, chip)) for u, n, chip in zip(units, open_, chips, strict=True) if n]


async def _shown(
    request: Request, user: User, form: Form, *, status: int = 200, done: str = "", refused: Any = (), because: str = ""  # noqa: ANN401 - routing's rows
) -> Response:  # fmt: skip
    its, words, told, away = window(request), language("zh"), {}, ""
    if user.is_any(PROPOSERS):
        try:
            told = dict((await _asked(request, user, "GET", "")).body)
        except AwayError as gone:
            away = words.say("problem.heading_503", service=words.word("service", gone.service))
    return await page(
        request, "directory.html", user=user, here="directory", status=status, form=form, away=away, refused=refused, because=because,
        tree=tree(user.county, its.directory, words), left=await _left(request, user, told), waiting=waiting_view(told, user, its.directory, its.now(), words),
        version=told.get("version", ""), proposes=user.is_any(PROPOSERS), approves=user.is_any(HEADS),
        done=words.say(f"directory.done_{done}") if done in {"proposed", *DECISIONS} else "",
    )  # fmt: skip
