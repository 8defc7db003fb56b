"""The rules page: what a local rule changes of the national one, and on which day a county's rules change; read only."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from lianjie_contracts.profiles import profile_on, profiles
from services.workbench.language import language
from services.workbench.owners import AwayError
from services.workbench.views.rules import rules_view
from services.workbench.web.session import Person
from services.workbench.web.window import page, window
from services.workbench.words import local

router = APIRouter()


@router.get("/rules")
async def rules_page(request: Request, user: Person) -> Response:
    """`profile` in the address chooses one; without it, the one the county follows today."""
    its, words, away = window(request), language("zh"), ""
    followed = its.directory.county(user.county).profiles
    today = local(its.now()).date()
    chosen = request.query_params.get("profile", "")
    if chosen not in profiles():
        chosen = profile_on(followed, today)
    try:
        told = await its.owners.rules(user, chosen)
    except AwayError as error:
        told, away = {}, words.say("problem.heading_503", service=words.word("service", error.service))
    shown = rules_view(chosen, followed, today, told, words)
    return await page(
        request, "rules.html", user=user, here="rules", status=503 if away else 200, rules=shown, away=away
    )
