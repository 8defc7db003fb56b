"""The figures page: asked of analytics at each opening, so that it is never older than the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.workbench.language import language
from services.workbench.owners import AwayError, Reply
from services.workbench.views.figures import figures
from services.workbench.web.session import Person
from services.workbench.web.window import page, window
from services.workbench.words import local

if TYPE_CHECKING:
    from datetime import datetime

router = APIRouter()
MONTHS_SHOWN = 6


@router.get("/figures")
async def figures_page(request: Request, user: Person) -> Response:
    its, words, away = window(request), language("zh"), ""
    months = latest_months(its.now())
    month = asked if (asked := request.query_params.get("month", "")) in months else months[0]
    try:
        reply = await its.owners.figures(user, month)
    except AwayError:
        reply, away = Reply(503), words.say("problem.heading_503", service=words.word("service", "analytics"))
    told = reply.body if reply.done else {}
    as_of = f"{local(its.now()):%H:%M:%S}" if reply.done else ""
    shown = figures(told, month, months, as_of, its.directory, words)
    return await page(
        request,
        "figures.html",
        user=user,
        here="figures",
        status=503 if away else 200,
        figures=shown,
        away=away,
    )


def latest_months(now: datetime) -> list[str]:
    """This month and those before it, latest first."""
    today = local(now)
    counted = [today.year * 12 + today.month - 1 - n for n in range(MONTHS_SHOWN)]
    return [f"{n // 12}-{n % 12 + 1:02}" for n in counted]
