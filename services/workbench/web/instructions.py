"""领导批示: what leaders have instructed and is still owed an answer; the acts stand on the matter's page."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.workbench.conditions import Filters, conditions
from services.workbench.destinations import OPENING
from services.workbench.language import language
from services.workbench.views.instructions import instructions
from services.workbench.web.matters import NotForYouError
from services.workbench.web.session import Person
from services.workbench.web.window import page, window
from services.workbench.worklists import list_named

router = APIRouter()
KEY = "instructed"


@router.get("/instructions")
async def open_instructions(request: Request, user: Person) -> Response:
    its, listed = window(request), list_named(KEY, user)
    if listed is None:
        raise NotForYouError
    now = its.now()
    wanted = conditions(listed, Filters(), user, now)
    rows = instructions(await its.matters.find(wanted, 1, listed.order), now, language("zh"))
    return await page(
        request, "instructions.html", user=user, here=KEY, rows=rows, total=await its.matters.count(wanted),
        may_supervise=user.is_any(OPENING),
    )  # fmt: skip
