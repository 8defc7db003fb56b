"""The rules page: what a county has decided, what waits, and what a local rule changes of the national one and on which day."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from lianjie_contracts.profiles import profiles
from services.workbench.destinations import HEADS
from services.workbench.language import language
from services.workbench.owners import AwayError
from services.workbench.views.county_rules import decided, declared, versions, waiting
from services.workbench.views.rules import rules_view
from services.workbench.web.county_rules import PROPOSERS, asked, entry_of
from services.workbench.web.forms import empty
from services.workbench.web.session import Person
from services.workbench.web.window import page, window
from services.workbench.words import local

if TYPE_CHECKING:
    from services.workbench.people import User

router = APIRouter()
DONE = frozenset({"proposed", "approve", "decline", "late"})


@router.get("/rules")
async def rules_page(request: Request, user: Person) -> Response:
    """`profile` in the address chooses one; without it, the one the county follows today."""
    its, words, away = window(request), language("zh"), ""
    county, today = its.directory.county(user.county), local(its.now()).date()
    rules: Mapping[str, Any] = {}
    own: Mapping[str, Any] = {}
    put_up: tuple[Mapping[str, Any], Mapping[str, Any]] = ({}, {})
    chosen = request.query_params.get("profile", "")
    try:
        if user.is_any(PROPOSERS):
            own = (await asked(request, user, "GET", "/county-rules")).body
            county = entry_of(own, county)
        chosen = chosen if chosen in profiles() else county.profile_on(today)
        rules = await its.owners.rules(user, chosen)
        put_up = await _put_up(request, user, own)
    except AwayError as error:
        chosen = chosen if chosen in profiles() else county.profile_on(today)
        away = words.say("problem.heading_503", service=words.word("service", error.service))
    done = request.query_params.get("done", "")
    return await page(
        request, "rules.html", user=user, here="rules", status=503 if away else 200, away=away, form=empty(),
        rules=rules_view(chosen, county, today, rules, words), declared=declared(county.rules, its.directory, words),
        waiting=waiting(own, put_up, user, its.directory, its.now(), words), versions=versions(own, its.now(), words),
        proposes=user.is_any(PROPOSERS), approves=user.is_any(HEADS), done=words.say(f"county_rules.done_{done}") if done in DONE else "",
    )  # fmt: skip


async def _put_up(
    request: Request, user: User, own: Mapping[str, Any]
) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """The rules of the profile that would be followed that day, and of the one that is put up; nothing if none is."""
    decision, its = decided(own), window(request)
    if decision is None:
        return {}, {}
    so_far = entry_of(own, its.directory.county(user.county)).profile_on(decision.since)
    before, after = await asyncio.gather(
        its.owners.rules(user, so_far), its.owners.rules(user, decision.profile)
    )
    return before, after
