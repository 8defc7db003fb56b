"""One act for several matters of a list: chosen by ticks, asked once, done one by one, each answered by its owner alone.

What is refused stays chosen with its reason, and what was typed stays typed. Sending twice is sending once: each command's
key follows from the form's and the matter's.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from chassis.ids import derived
from services.workbench.acts import Act, asked_of, offers_of
from services.workbench.language import language
from services.workbench.owners import AwayError, Reply
from services.workbench.people import may_see, seen_by
from services.workbench.together import Common, common, named
from services.workbench.views.together import AT_ONCE, alike, choices, ones
from services.workbench.web.act_sheets import Sheet, asked_sheet, own_sheet
from services.workbench.web.forms import Form, empty, sent
from services.workbench.web.matters import NotForYouError, NotFoundError
from services.workbench.web.session import Person
from services.workbench.web.window import page, render, window

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from services.workbench.people import User
    from services.workbench.readmodel import MatterView

router = APIRouter()
MOST = 50  # a page of a list
SIDE_BY_SIDE = 4  # commands under way at once
HIDDEN = ("chosen", "acts", "asks", "list")


@dataclass(frozen=True, slots=True)
class Nothing:
    """Where the page of an act shows its matter, several have nothing to show."""

    claims: tuple[()] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of each: done, refused with why, or not answered because its owner is away."""

    done: tuple[str, ...]
    refused: Mapping[str, str]
    away: tuple[str, ...]
    replies: tuple[Reply, ...]


@router.get("/matters/together")
async def chosen_bar(request: Request, user: Person) -> Response:
    """What may be done with the ticked ones: the bar under the list, or a page of its own without script."""
    found = await _chosen(request, request.query_params.getlist("m"), user)
    words = language("zh")
    try:
        shared, away = await _shared(request, found, user) if found else (), False
    except AwayError:
        shared, away = (), True
    offered = choices(shared, len(found), words)
    live = "hx-request" in request.headers
    shown: dict[str, Any] = {
        "count": len(found), "alike": alike(found, words), "away": away, "choices": offered[:AT_ONCE] if live else offered,
        "more": len(offered) > AT_ONCE if live else False, "list_key": request.query_params.get("list", ""),
    }  # fmt: skip
    if live:
        return render(request, "together_bar.html", words, **shown)
    return await page(
        request, "together.html", user=user, here=shown["list_key"], ones=ones(found, {}, words)[0], **shown
    )


@router.get("/matters/together/{act:path}")
async def form_for_all(request: Request, act: str, user: Person) -> Response:
    found = await _chosen(request, request.query_params.getlist("m"), user)
    offered = named(await _shared(request, found, user), act) if found else None
    if offered is None:
        raise NotForYouError
    sheet = _sheet(request, offered.offer.page, offered, found, user)
    asks = json.dumps({"name": offered.offer.name, "asks": offered.offer.asks}, ensure_ascii=False)
    known = dict(
        zip(HIDDEN, ("", " ".join(offered.acts), asks, request.query_params.get("list", "")), strict=True)
    )
    form = empty(**sheet.knows, **known | {"chosen": ",".join(offered.allowed)})
    return await _shown(request, sheet, form, found, offered.refused, user)


@router.post("/matters/together/{act:path}")
async def do_all(request: Request, act: str, user: Person) -> Response:
    form = await sent(request)
    found = await _chosen(request, form.value("chosen").split(","), user)
    try:
        told = json.loads(form.value("asks"))
        offered = Common(
            _offer_of(act, told), tuple(form.value("acts").split()), tuple(m.id for m in found), {}
        )
        sheet = _sheet(request, act, offered, found, user)
    except (ValueError, TypeError, AttributeError, KeyError, IndexError):
        raise NotFoundError from None
    body, errors = sheet.read(form)
    if errors:
        return await _shown(request, sheet, form.with_errors(errors), found, {}, user, status=422)
    outcome = await _done(request, sheet, form.key, found, body, user)
    return await _answered(request, sheet, form, found, outcome, user)


async def _answered(
    request: Request, sheet: Sheet, form: Form, found: Sequence[MatterView], outcome: Outcome, user: User
) -> Response:
    """What is left stays in the form: refused ones are asked anew, unanswered ones under the same key."""
    left = [m for m in found if m.id in {*outcome.refused, *outcome.away}]
    again = replace(form, values={**form.values, "chosen": ",".join(m.id for m in left)})
    if outcome.refused:
        codes = {reply.code for reply in outcome.replies}
        again = again.after(next(iter(codes), ""))
        told = [sheet.beside(reply.fields, reply.code, reply.because) for reply in outcome.replies]
        if told and all(each == told[0] for each in told):
            again = again.with_errors(told[0])
    return await _shown(request, sheet, again, left, outcome.refused, user, outcome=outcome)


async def _done(
    request: Request, sheet: Sheet, key: str, found: Sequence[MatterView], body: Mapping[str, Any], user: User
) -> Outcome:
    owners, side_by_side = window(request).owners, asyncio.Semaphore(SIDE_BY_SIDE)

    async def one(matter_id: str) -> Reply | None:
        async with side_by_side:
            try:
                return await owners.act(user, derived(key, matter_id), matter_id, sheet.address, body)
            except AwayError:
                return None

    replies = dict(zip((m.id for m in found), await asyncio.gather(*(one(m.id) for m in found)), strict=True))
    said = language("zh").say("problem.text_409")
    refused = {id_: r.because or said for id_, r in replies.items() if r is not None and not r.done}
    return Outcome(
        tuple(id_ for id_, r in replies.items() if r is not None and r.done), refused,
        tuple(id_ for id_, r in replies.items() if r is None),
        tuple(r for r in replies.values() if r is not None and not r.done),
    )  # fmt: skip


async def _chosen(request: Request, ids: Sequence[str], user: User) -> list[MatterView]:
    """Those of the ticked ones that are there for this person, in the order of ticking."""
    its = window(request)
    held = await asyncio.gather(*(its.matters.get(id_) for id_ in dict.fromkeys(ids[:MOST]) if id_))
    return [seen_by(user, m) for m in held if m and m.county == user.county and may_see(user, m)]


async def _shared(request: Request, found: Sequence[MatterView], user: User) -> Sequence[Common]:
    told = await window(request).owners.acts_of(user, [m.id for m in found])
    return common({m.id: offers_of(told.get(m.id, ())) for m in found})


def _offer_of(act: str, told: Mapping[str, Any]) -> Any:  # noqa: ANN401 - an offer as it was when the form was opened
    row = {"act": act.removeprefix("acts/"), "name": told["name"], "allowed": True, "asks": told["asks"]}
    return offers_of([row])[0] if act.startswith("acts/") else None


def _sheet(request: Request, act: str, offered: Common, found: Sequence[MatterView], user: User) -> Sheet:
    """The act's own form, as if of one matter that has only what all of them have."""
    its, first = window(request), found[0]
    proposals = {(m.suggestion.unit if m.suggestion and m.suggestion.sure else None) for m in found}
    as_one = replace(
        first,
        claims=(),
        repeats_no="",
        accused_unit=None,
        suggestion=first.suggestion if len(proposals) == 1 else None,
    )
    if act in set(Act):
        return own_sheet(Act(act), " ".join(offered.acts), as_one, user, its)
    offer = offered.offer
    return asked_sheet(offer.act, offer.name, asked_of(offer.asks or {}), as_one, user, its)


async def _shown(
    request: Request, sheet: Sheet, form: Form, found: Sequence[MatterView], because: Mapping[str, str], user: User, *,
    status: int = 200, outcome: Outcome | None = None,
) -> Response:  # fmt: skip
    words = language("zh")
    ready, refused = ones(found, because, words)
    return await page(
        request, sheet.template, user=user, status=status, here=form.value("list"), around="together_form.html", page=Nothing(),
        sheet=sheet, form=form, focus=form.focus(*sheet.order), hidden={n: form.value(n) for n in HIDDEN}, ready=ready,
        refused_ones=refused, done=len(outcome.done) if outcome else 0, away=len(outcome.away) if outcome else 0,
        asked=outcome is not None, **sheet.shows,
    )  # fmt: skip
