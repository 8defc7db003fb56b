"""随手拍 for those who work on it: the grid worker's list by telephone, the unit, and the office's desk; intake decides all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from services.workbench.destinations import QUICK
from services.workbench.language import language
from services.workbench.uploads import uploaded
from services.workbench.views.quick import told
from services.workbench.web.forms import Form, empty, sent
from services.workbench.web.matters import NotForYouError, NotFoundError
from services.workbench.web.session import Person
from services.workbench.web.window import page, window

if TYPE_CHECKING:
    from services.workbench.owners import Reply
    from services.workbench.people import User

router = APIRouter(prefix="/quick")
LISTS = ("mine", "desk", "check", "all")
REASONS = ("DUPLICATE", "NO_PLACE", "OTHER_COUNTY", "SPAM")
SAFE_TYPES = frozenset({"image/jpeg", "image/png"})


@router.get("")
async def reports(request: Request, user: Person) -> Response:
    """Oldest first: what waits longest stands on top."""
    if not user.is_any(QUICK):
        raise NotForYouError
    asked = request.query_params.get("list", "")
    which = asked if asked in LISTS else "mine"
    reply = await _ask(request, user, "GET", "", params={"list": which})
    words, now = language("zh"), window(request).now()
    rows = [(row["report_id"], told(row, now, words)) for row in reply.body.get("rows", ())]
    lists = [each for each in LISTS if not user.in_unit or each in ("mine", "check", "all")]
    return await page(
        request, "quick_list.html", user=user, here="quick", rows=rows, which=which, lists=lists
    )


@router.get("/{report_id}")
async def report(request: Request, user: Person, report_id: str) -> Response:
    return await _page(request, user, report_id, empty())


@router.get("/{report_id}/photos/{attachment_id}")
async def photo(request: Request, user: Person, report_id: str, attachment_id: str) -> Response:
    """A picture as intake hands it out; intake writes down who asked."""
    got = await window(request).owners.photo(user, report_id, attachment_id)
    if got is None or got[0] not in SAFE_TYPES:
        raise NotFoundError
    return Response(got[1], media_type=got[0])


@router.post("/{report_id}/{act}")
async def act(request: Request, user: Person, report_id: str, act: str) -> Response:
    """One act under the form's key; refused, the page comes back with the reason and everything that was typed."""
    form = await sent(request)
    body = {name: value for name, value in form.values.items() if value}
    if act == "finish":
        for field in ("before", "after"):
            ids, why = await uploaded(request, user.county, field, form.key, user)
            if why:
                return await _page(request, user, report_id, form, act, why, 422)
            body[field] = ids  # type: ignore[assignment]
    reply = await _ask(request, user, "POST", f"/{report_id}/{act}", body, form.key)
    if not reply.done:
        because = next(iter(reply.fields.values()), reply.because)
        return await _page(request, user, report_id, form.after(reply.code), act, because, reply.status)
    return RedirectResponse("/quick" if user.on_street and act != "sign" else f"/quick/{report_id}", 303)


async def _page(
    request: Request,
    user: User,
    report_id: str,
    form: Form,
    tried: str = "",
    refused: str = "",
    status: int = 200,
) -> Response:
    reply = await _ask(request, user, "GET", f"/{report_id}")
    if not reply.done:
        raise NotFoundError
    directory, shown = window(request).directory, told(reply.body, window(request).now(), language("zh"))
    acts = [str(each["act"]) for each in reply.body["acts"]]
    units = [(unit.code, unit.name) for unit in directory.units_of(user.county)]
    return await page(
        request, "quick_report.html", user=user, here="quick", status=status, report=shown, id=report_id, acts=acts, form=form,
        refused=refused, tried=tried, units=units, reasons=REASONS,
    )  # fmt: skip


async def _ask(
    request: Request, user: User, method: str, path: str, form: dict[str, Any] | None = None, key: str = "", **rest: Any  # noqa: ANN401
) -> Reply:  # fmt: skip
    return await window(request).owners.intake(
        user.county,
        method,
        f"/quick-reports{path}",
        user,
        form if method == "GET" else form or {},
        key,
        **rest,
    )
