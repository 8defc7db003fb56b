"""建议书: the list, a new text from a matter, and one record with every act; deadlines decides all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.workbench.destinations import OPENING
from services.workbench.language import language
from services.workbench.views.recommendation import TEXTS, label, record
from services.workbench.web.desks import Desk, Tried, title_of
from services.workbench.web.forms import empty
from services.workbench.web.matters import NotForYouError, NotFoundError
from services.workbench.web.session import Person
from services.workbench.web.window import page, window

if TYPE_CHECKING:
    from services.workbench.people import User

DESK = Desk(
    "/recommendations", "recommendations", "recommendations.html", record, "recommendation_act", "unit",
    {
        "NO_RECOMMENDATION_GROUND": "facts", "NO_SUGGESTION": "suggestion", "NO_POLICY": "policy", "NO_UNIT_AT_FAULT": "about",
        "NO_FINDING": "finding", "UNIT_NOT_HEARD": "unit_statement", "ADOPTION_NOT_STATED": "reasons",
    },
)  # fmt: skip
router = APIRouter(prefix=DESK.path)


@router.get("")
async def recommendations(request: Request, user: Person) -> Response:
    return await DESK.listed(request, user)


@router.get("/new")
async def new(request: Request, user: Person) -> Response:
    """The form for `?matter=`, of the kind in `?kind=`."""
    asked = request.query_params
    kind = asked.get("kind", "")
    begins = empty(
        matter_id=asked.get("matter", ""),
        kind=kind if kind in TEXTS else "IMPROVE",
        about=asked.get("about", ""),
    )
    return await _new(request, user, Tried(form=begins))


@router.post("/new")
async def written(request: Request, user: Person) -> Response:
    told = await DESK.begin(request, user)
    return told if isinstance(told, Response) else await _new(request, user, told)


@router.get("/{id_}")
async def one(request: Request, id_: str, user: Person) -> Response:
    return await _page(request, user, id_, Tried())


@router.post("/{id_}/{act}")
async def acted(request: Request, id_: str, act: str, user: Person) -> Response:
    told = await DESK.act(request, user, id_, act)
    return told if isinstance(told, Response) else await _page(request, user, id_, told)


async def _new(request: Request, user: User, tried: Tried) -> Response:
    if not user.is_any(OPENING):
        raise NotForYouError
    words, directory, form = language("zh"), window(request).directory, tried.form
    kind = form.value("kind")
    title = await title_of(request, form.value("matter_id"), user)
    if not title or kind not in TEXTS:
        raise NotFoundError
    return await page(
        request, "recommendation_new.html", user=user, here=DESK.here, status=tried.status, form=form, title=title,
        kinds=words.list_of("recommendation_kind"), focus=form.focus("unit", *TEXTS[kind]),
        fields=[(name, label(name, kind, words)) for name in TEXTS[kind]], to=label("unit", kind, words),
        units=[(unit.code, unit.name) for unit in directory.units_of(user.county)],
    )  # fmt: skip


async def _page(request: Request, user: User, id_: str, tried: Tried) -> Response:
    shown = await DESK.record(request, user, id_)
    return await page(
        request, "recommendation.html", user=user, here=DESK.here, status=tried.status, it=shown, because=tried.because,
        offers=[(act, fields, tried.form if act == tried.act else empty()) for act, fields in shown.offers],
        title=await title_of(request, shown.matter_id, user), focus=tried.form.focus(),
        results=language("zh").list_of("suggestion_result"), done=DESK.done(request),
    )  # fmt: skip
