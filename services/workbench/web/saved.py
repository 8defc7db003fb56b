"""我存的条件: a person keeps the list that is open under a name, and drops one that is no longer used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from services.workbench.conditions import NAMES, filters_of
from services.workbench.language import language
from services.workbench.saved import MOST, SavedList, refused
from services.workbench.views.listing import address, chosen
from services.workbench.web.forms import Form, empty, sent
from services.workbench.web.matters import NotForYouError
from services.workbench.web.session import Person
from services.workbench.web.window import page, window
from services.workbench.worklists import list_named

if TYPE_CHECKING:
    from services.workbench.people import User

router = APIRouter()


@router.get("/worklists")
async def saved(request: Request, user: Person) -> Response:
    """Everything kept; and where a list is named, the form that keeps it."""
    asked = request.query_params
    given = {name: asked[name].strip() for name in ("list", *NAMES) if asked.get(name, "").strip()}
    return await _shown(request, user, empty(**given))


@router.post("/worklists")
async def save(request: Request, user: Person) -> Response:
    form, words, its = await sent(request), language("zh"), window(request)
    name, held = form.value("name"), await its.saved.of(user.username)
    if because := refused(name, held, words):
        return await _shown(request, user, form.with_errors({"name": because}), status=422)
    if list_named(form.value("list"), user) is None:
        raise NotForYouError
    before = next((each.saved_at for each in held if each.name == name), its.now())
    filters = {each: form.value(each) for each in NAMES if form.value(each)}
    kept = SavedList(user.username, name, form.value("list"), before, filters)
    await its.saved.save(kept)
    return RedirectResponse(_place(kept, user), 303)


@router.post("/worklists/{id_}/drop")
async def drop(request: Request, id_: str, user: Person) -> Response:
    await sent(request)
    await window(request).saved.drop(user.username, id_)
    return RedirectResponse("/worklists", 303)


async def _shown(request: Request, user: User, form: Form, *, status: int = 200) -> Response:
    if user.on_street:
        raise NotForYouError
    its, words = window(request), language("zh")
    held = [each for each in await its.saved.of(user.username) if each.opened_by(user)]
    worklist = list_named(form.value("list"), user)
    filters = filters_of(form.values)
    rows = [
        {
            "id": each.id, "name": each.name, "href": _place(each, user),
            "says": words.say("punctuation.space").join((words.say(f"worklist.{each.list}"), *chosen(each.asks(), its.directory, words))),
        }
        for each in held
    ]  # fmt: skip
    says = (words.say(f"worklist.{worklist.key}"), *chosen(filters, its.directory, words)) if worklist else ()
    return await page(
        request, "saved.html", user=user, here="saved", status=status, form=form, focus="name", rows=rows, says=says, most=MOST,
        hidden={name: form.value(name) for name in ("list", *NAMES) if form.value(name)},
        back=address(worklist, filters) if worklist else "",
    )  # fmt: skip


def _place(kept: SavedList, user: User) -> str:
    worklist = kept.opened_by(user)
    return address(worklist, kept.asks()) if worklist else "/worklists"
