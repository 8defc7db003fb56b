"""Dossiers: those of the county with the list of handing over, one with what it lacks, its copies, and all of it as one file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse

from services.workbench.bundle import AlteredError, GoneError, bundled
from services.workbench.destinations import HEADS, KEEPING
from services.workbench.language import language
from services.workbench.owners import AwayError, Reply
from services.workbench.views.dossier import looks, pieces, row
from services.workbench.web.forms import Form, empty, sent
from services.workbench.web.matters import NotForYouError, NotFoundError, allowed, caught_up
from services.workbench.web.safety import LETTER_POLICY
from services.workbench.web.session import Person
from services.workbench.web.window import page, window
from services.workbench.worklists import ARCHIVISTS, FOR_THE_ARCHIVE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from services.workbench.bundle import Line
    from services.workbench.owners import Owners
    from services.workbench.people import User

router = APIRouter()
ERASED = 410


@router.get("/dossiers")
async def dossiers(request: Request, user: Person) -> Response:
    return await _list(request, user, empty())


@router.post("/dossiers")
async def handed_over(request: Request, user: Person) -> Response:
    """The ticked ones go over to the archive, on one list."""
    form = await sent(request)
    ticked = [name.removeprefix("dossier_") for name in form.values if name.startswith("dossier_")]
    if not ticked:
        return await _list(request, user, form, language("zh").say("dossier.none_ticked"), 422)
    body = {"matter_ids": ticked, "list_no": form.value("list_no"), "to": form.value("to")}
    reply = await _ask(request, user, "POST", "/hand-over", body, form.key)
    if not reply.done:
        mended = form.after(reply.code).with_errors(reply.fields)
        return await _list(request, user, mended, reply.because, reply.status)
    if refused := reply.body["refused"]:
        return await _list(request, user, empty(), "；".join(each["because"] for each in refused), 409)
    return RedirectResponse(f"/dossiers?list={quote(form.value('list_no'))}", 303)


@router.post("/dossiers/{matter_id}/archive")
async def archived(request: Request, matter_id: str, user: Person) -> Response:
    """What is restricted goes to the archive sealed, from the list (row 37)."""
    form = await sent(request)
    try:
        reply = await window(request).owners.act(user, form.key, matter_id, "archive", {})
    except AwayError:
        return await _list(request, user, form, language("zh").say("dossier.away"), 503)
    if not reply.done:
        return await _list(request, user, form.after(reply.code), reply.because, reply.status)
    await caught_up(window(request), matter_id, reply.subject, reply.seq)
    return RedirectResponse("/dossiers?done=archived", 303)


@router.get("/matters/{matter_id}/dossier")
async def dossier(request: Request, matter_id: str, user: Person) -> Response:
    return await _one(request, matter_id, user, empty())


@router.post("/matters/{matter_id}/dossier")
async def bind(request: Request, matter_id: str, user: Person) -> Response:
    """Bound with the papers that were never scanned: for each group that lacks, a name and a number of pages."""
    form, words = await sent(request), language("zh")
    papers = [
        {"group": name.removeprefix("paper_"), "title": title, "pages": form.value(f"pages_{name.removeprefix('paper_')}")}
        for name, title in form.values.items() if name.startswith("paper_") and title
    ]  # fmt: skip
    errors = {
        f"pages_{each['group']}": words.say("dossier.error_pages")
        for each in papers
        if not each["pages"].isdecimal()
    }
    if errors:
        return await _one(request, matter_id, user, form.with_errors(errors), status=422)
    reply = await _ask(request, user, "POST", f"/{matter_id}/bind", {"papers": papers}, form.key)
    if not reply.done:
        return await _one(request, matter_id, user, form.after(reply.code), reply.because, reply.status)
    return RedirectResponse(f"/matters/{matter_id}/dossier?done=bound", 303)


@router.get("/matters/{matter_id}/dossier/pieces/{seq}")
async def piece(request: Request, matter_id: str, seq: int, user: Person) -> Response:
    _keeper(user)
    status, octets = await window(request).owners.dossier_copy(user, matter_id, seq)
    if status != 200:
        raise NotFoundError
    return HTMLResponse(octets, headers={"content-security-policy": LETTER_POLICY})


@router.get("/matters/{matter_id}/dossier/bundle")
async def bundle(request: Request, matter_id: str, user: Person) -> Response:
    """One file, streamed: what its owners give this person, counted against the list."""
    _keeper(user)
    allowed(await window(request).matters.get(matter_id), user)
    reply = await _ask(request, user, "GET", f"/{matter_id}", whole=True)
    if not reply.done or not reply.body["bound"]:
        raise NotFoundError
    name = quote(f"{reply.body['dossier_no']}.zip", safe="")
    fetch = partial(_octets, window(request).owners, user, matter_id)
    return StreamingResponse(
        bundled(reply.body, fetch), media_type="application/zip",
        headers={"content-disposition": f"attachment; filename*=UTF-8''{name}"},
    )  # fmt: skip


async def _octets(owners: Owners, user: User, matter_id: str, line: Line) -> AsyncIterator[bytes]:
    """A text from the dossier itself; a file from intake, as the original that was handed in."""
    if line["source"] == "text":
        status, octets = await owners.dossier_copy(user, matter_id, line["seq"])
        if status == ERASED:
            raise GoneError
        yield octets
        return
    got = await owners.attachment(user, line["ref"], original=True)
    try:
        if got.status_code != 200:
            raise AlteredError(f"piece {line['seq']}: {got.status_code}")
        async for octets in got.aiter_bytes():
            yield octets
    finally:
        await got.aclose()


async def _list(request: Request, user: User, form: Form, because: str = "", status: int = 200) -> Response:
    _keeper(user)
    words, number = language("zh"), request.query_params.get("list", "")
    reply = await _ask(request, user, "GET", "")
    told = [
        each for each in reply.body.get("rows", ())
        if not number or (each["handed_over"] or {}).get("list_no") == number
    ]  # fmt: skip
    return await page(
        request, "dossiers.html", user=user, here="dossiers", status=status, form=form, because=because, number=number, focus="",
        rows=[row(each, await _ended(request, each), words) for each in told], keeps=user.is_any(ARCHIVISTS),
        done=request.query_params.get("done") == "archived",
    )  # fmt: skip


async def _ended(request: Request, dossier: Mapping[str, Any]) -> bool:
    """Whether what is sealed waits for the archive: that much of it the window tells its keeper."""
    matter = await window(request).matters.get(dossier["matter_id"]) if dossier.get("sealed") else None
    return matter is not None and matter.state in FOR_THE_ARCHIVE


async def _one(
    request: Request, matter_id: str, user: User, form: Form, because: str = "", status: int = 200
) -> Response:
    _keeper(user)
    its, words = window(request), language("zh")
    matter = allowed(await its.matters.get(matter_id), user)
    reply = await _ask(request, user, "GET", f"/{matter_id}")
    if not reply.done:
        raise NotFoundError
    told = reply.body
    return await page(
        request, "dossier.html", user=user, here="dossiers", status=status, matter=matter, it=told, rows=pieces(told, words),
        looks=looks(told, its.now(), words), form=form, because=because, focus="",
        keeps=user.is_any(HEADS if matter.restricted else ARCHIVISTS),
        done=request.query_params.get("done") == "bound",
    )  # fmt: skip


def _keeper(user: User) -> None:
    if not user.is_any(KEEPING):
        raise NotForYouError


async def _ask(
    request: Request, user: User, method: str, path: str, form: dict[str, Any] | None = None, key: str = "", **params: Any  # noqa: ANN401
) -> Reply:  # fmt: skip
    """Away is an answer where something was sent: what was typed stays on the page."""
    try:
        return await window(request).owners.notifications(
            method, f"/dossiers{path}", user, form, key, params=params
        )
    except AwayError:
        if method == "GET":
            raise
        return Reply(503, {"because": language("zh").say("dossier.away")})
