"""The record of the talk: printed, read back and signed before it is sent, and the codes of representatives chosen in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request

from services.workbench import stages
from services.workbench.language import language
from services.workbench.owners import AwayError, Reply
from services.workbench.stages import TALKING, Stage
from services.workbench.views.slip import spaced
from services.workbench.web.forms import sent
from services.workbench.web.item_pages import away_words, item_of, seen, shown
from services.workbench.web.matters import NotForYouError
from services.workbench.web.session import Person
from services.workbench.web.window import page, window
from services.workbench.words import on_paper

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.responses import Response

    from services.workbench.people import User
    from services.workbench.web.forms import Form

router = APIRouter()


@router.post("/items/{item_id}/interview/record")
async def record(request: Request, item_id: str, user: Person) -> Response:
    """The record as it will be read back and signed; who signed is said under it, and only then it is sent."""
    form, told = await sent(request), await item_of(request, user, item_id)
    if not user.is_any(TALKING):
        raise NotForYouError
    gaps = {name: language("zh").say(f"error_stage.{name}") for name in ("claims", "facts_reasons") if not form.value(name)}  # fmt: skip
    if gaps:
        return await shown(request, user, Stage.INTERVIEW, told, form.with_errors(gaps), status=422)
    return await show_record(request, user, told, form)


@router.post("/items/{item_id}/interview/again")
async def write_on(request: Request, item_id: str, user: Person) -> Response:
    """Back from the record to the form, with every word."""
    form, told = await sent(request), await item_of(request, user, item_id)
    return await shown(request, user, Stage.INTERVIEW, told, form)


async def show_record(
    request: Request, user: User, told: Mapping[str, Any], form: Form, *, refused: str = "", away: str = "", status: int = 200
) -> Response:  # fmt: skip
    """Whose record it is, is opened for the paper by a request that intake writes down."""
    its, words = window(request), language("zh")
    county = its.directory.county(user.county)
    try:
        contact = await its.owners.contact(user, told["item_id"])
    except AwayError:
        contact = Reply(503)
    return await page(
        request, "interview_record.html", user=user, status=status, item=seen(request, told), form=form, refused=refused,
        away=away_words(away), focus="refused_because" if form.errors else "", person=contact.body if contact.done else {},
        centre=county.centre, clerk=user.name, date=on_paper(its.now(), words, time=True), carried=_carried(form),
    )  # fmt: skip


def _carried(form: Form) -> list[tuple[str, str]]:
    """What the record carries along to be sent with the signatures."""
    return [
        (name, value)
        for name, value in form.values.items()
        if not name.startswith(stages.SIGNED) and name != "refused_because"
    ]


async def show_codes(
    request: Request, user: User, told: Mapping[str, Any], reply: Reply, stage: Stage
) -> Response:
    """Representatives who were chosen in the talk, or added by a correction, get their codes at once, each their own."""
    item = seen(request, await item_of(request, user, told["item_id"]))
    named = dict(item.holders)
    codes = [
        (named.get(each["holder"], each["holder"]), spaced(each["code"]))
        for each in reply.body["query_codes"]
    ]
    return await page(request, "item.html", user=user, item=item, done=stage, codes=codes)
