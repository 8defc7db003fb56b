"""The forms by which a person acts on a matter: the owner is asked, and its answer is shown, never an older projection."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from lianjie_contracts.vocabulary import ClaimResult, Path
from services.workbench.acts import BY_ACT, Act, is_co, offer
from services.workbench.commands import ADDRESSES, asked, claims_of
from services.workbench.defaults import defaults
from services.workbench.language import language
from services.workbench.owners import AwayError
from services.workbench.people import Role
from services.workbench.views.matter import page as matter_page
from services.workbench.views.parts import unit_name
from services.workbench.views.timeline import Show
from services.workbench.web.errors import problem
from services.workbench.web.forms import Form, empty, sent
from services.workbench.web.matters import NotForYouError, allowed
from services.workbench.web.session import Person
from services.workbench.web.window import page, window
from services.workbench.words import local

if TYPE_CHECKING:
    from services.workbench.people import User
    from services.workbench.readmodel import MatterView
    from services.workbench.web.window import Window

router = APIRouter()
FIRST = {
    Act.DISPATCH: "unit",
    Act.GUIDE: "path",
    Act.ACCEPT: "path_1",
    Act.NAME_HANDLERS: "handlers",
    Act.OPINION: "number",
}


@router.get("/matters/{matter_id}/{act}")
async def form_of(request: Request, matter_id: str, act: Act, user: Person) -> Response:
    found = allowed(await window(request).matters.get(matter_id), user)
    made = offer(act, found, user)
    if made is None:
        raise NotForYouError
    if not made.allowed:
        post = user.is_any(BY_ACT[act].roles)
        return await problem(request, 409 if post else 403, because=language("zh").say(made.because))
    return await _shown(request, found, act, user, _fresh(request, found, act, user))


@router.post("/matters/{matter_id}/{act}")
async def sent_form(request: Request, matter_id: str, act: Act, user: Person) -> Response:
    its, form = window(request), await sent(request)
    found = allowed(await its.matters.get(matter_id), user)
    if offer(act, found, user) is None or not user.is_any(BY_ACT[act].roles):
        raise NotForYouError
    body, errors = asked(act, form, found, user, language("zh"), local(its.now()).date())
    if errors:
        return await _shown(request, found, act, user, form.with_errors(errors), status=422)
    try:
        reply = await its.owners.act(user, form.key, matter_id, ADDRESSES[act], body)
    except AwayError as away:
        return await _shown(request, found, act, user, form, away=away.service, status=503)
    if not reply.done:
        because = reply.because or language("zh").say("problem.text_409")
        return await _shown(
            request,
            found,
            act,
            user,
            form.after(reply.code).with_errors(reply.fields),
            refused=because,
            status=reply.status,
        )
    after = quote(f"{reply.subject}~{reply.seq}")
    return RedirectResponse(f"/matters/{matter_id}?after={after}&done={act}", 303)


def _fresh(request: Request, found: MatterView, act: Act, user: User) -> Form:
    directory = window(request).directory
    contact = directory.unit(user.unit).telephone if user.unit and directory.has_unit(user.unit) else ""
    return empty(**defaults(act, found, user, contact, language("zh")))


async def _shown(
    request: Request,
    found: MatterView,
    act: Act,
    user: User,
    form: Form,
    *,
    refused: str = "",
    away: str = "",
    status: int = 200,
) -> Response:
    its, words = window(request), language("zh")
    shown = matter_page(found, await its.opened(found), user, its.now(), Show.COURSE, its.directory, words)
    return await page(
        request, f"act_{act}.html", user=user, status=status, page=shown, act=act, form=form, focus=form.focus(FIRST.get(act, "")), refused=refused,
        away=words.say("problem.heading_503", service=words.word("service", away)) if away else "", mine={n for n, _ in claims_of(found, user)},
        **_choices(act, found, user, its),
    )  # fmt: skip


def _choices(act: Act, found: MatterView, user: User, its: Window) -> dict[str, Any]:
    words = language("zh")
    match act:
        case Act.DISPATCH:
            return {
                "units": [(unit.code, unit.name) for unit in its.directory.units_of(found.county)],
                "suggestion": _suggestion(found, its),
                "accused": unit_name(found.accused_unit, its.directory, words) if found.accused_unit else "",
                "approvers": _approvers(found, its),
            }
        case Act.TO_DISCIPLINE:
            return {"approvers": _approvers(found, its)}
        case Act.ACCEPT | Act.GUIDE:
            paths = [(path.value, words.word("path", path)) for path in Path if path is not Path.UNKNOWN]
            return {
                "paths": paths,
                "names_handlers": user.is_any(frozenset({Role.UNIT_HEAD})) and not is_co(found, user),
            }
        case Act.OPINION:
            lead = found.lead if not is_co(found, user) else None
            return {
                "results": [
                    (r.value, words.word("claim_result", r))
                    for r in ClaimResult
                    if r is not ClaimResult.UNKNOWN
                ],
                "signer": user.name,
                "drafters": [(name, name) for name in lead.handlers] if lead else [],
            }
        case _:
            return {}


def _suggestion(found: MatterView, its: Window) -> dict[str, Any] | None:
    given, words = found.suggestion, language("zh")
    if given is None:
        return None
    others = words.say("punctuation.list").join(
        unit_name(code, its.directory, words) for code in given.alternatives
    )
    head = words.say("dispatch.sure", unit=given.unit_name) if given.sure else words.say("dispatch.unsure")
    return {"head": head, "reasons": given.reasons, "alternatives": others}


def _approvers(found: MatterView, its: Window) -> list[tuple[str, str]]:
    """Who may approve, where the directory knows the accounts."""
    deputies = (
        a for a in its.directory.accounts if a.county == found.county and Role.OFFICE_DEPUTY_HEAD in a.roles
    )
    return [(a.username, language("zh").say("dispatch.approver", name=a.name, post=a.post)) for a in deputies]
