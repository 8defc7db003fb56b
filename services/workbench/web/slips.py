"""What is printed at the counter: the slip from intake's own answer, at once, and plain sheets by kind of matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request

from services.workbench.language import language
from services.workbench.sheets import GENERAL, sheet, sheets
from services.workbench.views.slip import slips
from services.workbench.web.counter import registering
from services.workbench.web.session import Person
from services.workbench.web.window import page, window

if TYPE_CHECKING:
    from starlette.responses import Response

    from services.workbench.owners import Reply
    from services.workbench.people import User
    from services.workbench.web.forms import Form

router = APIRouter()


async def slip(request: Request, user: User, form: Form, reply: Reply) -> Response:
    """The page that is printed: a slip for each person, then the sheet that was chosen."""
    its, words = window(request), language("zh")
    county, told = its.directory.county(user.county), reply.body
    public = its.public_url or str(request.base_url)
    return await page(
        request, "receipt.html", user=user, here="register", slips=slips(told, form, public, its.now(), words),
        matter_id=told["matter_id"], item_id=told["item_id"], repeated=bool(told.get("repeated")), centre=county.centre,
        telephone=county.telephone, sheet=sheet(form.value("sheet") or GENERAL), channel=form.value("channel"),
    )  # fmt: skip


@router.get("/sheets/{code}")
async def plain_sheet(request: Request, user: Person, code: str) -> Response:
    """明白纸 of one kind of matter, to be printed by itself."""
    county = window(request).directory.county(registering(user).county)
    return await page(
        request,
        "sheet.html",
        user=user,
        here="sheets",
        sheet=sheet(code),
        sheets=sheets(),
        centre=county.centre,
        telephone=county.telephone,
        address=county.address,
    )
