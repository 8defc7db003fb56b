"""The pages of one item after its registration: the talk with its record, the screening, corrections (correction 16)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from services.workbench import stages
from services.workbench.language import language
from services.workbench.owners import AwayError, Reply
from services.workbench.stages import MAY, READING, TALKING, Stage
from services.workbench.views.item import Item, correctables, item as item_view
from services.workbench.web.counter import ASKED, places_of
from services.workbench.web.forms import Form, empty, sent
from services.workbench.web.matters import NotForYouError, NotFoundError
from services.workbench.web.session import Person
from services.workbench.web.window import page, window
from services.workbench.words import on_paper

if TYPE_CHECKING:
    from collections.abc import Mapping

    from services.workbench.people import User

router = APIRouter()
ORDER = {
    Stage.INTERVIEW: ("claims", "facts_reasons", "prior_history", "skip_or_repeat_reason", "rep_1_name"),
    Stage.SCREEN: ("matter_class", "purpose", "category_l2", "path_1"),
    Stage.CORRECTIONS: ("kind", "reason"),
}


@router.get("/items/{item_id}")
async def item_page(request: Request, item_id: str, user: Person) -> Response:
    told = await _item(request, user, item_id)
    done = request.query_params.get("done", "")
    return await page(request, "item.html", user=user, item=_seen(request, told), done=done if done in set(Stage) else "")  # fmt: skip


@router.get("/items/{item_id}/{stage}")
async def stage_page(request: Request, item_id: str, stage: Stage, user: Person) -> Response:
    told = await _item(request, user, item_id)
    if not user.is_any(MAY[stage]):
        raise NotForYouError
    return await _shown(request, user, stage, told, empty(**_begun(stage, told)))


@router.post("/items/{item_id}/interview/record")
async def record(request: Request, item_id: str, user: Person) -> Response:
    """The record as it will be read back and signed; who signed is said under it, and only then it is sent."""
    form, told = await sent(request), await _item(request, user, item_id)
    if not user.is_any(TALKING):
        raise NotForYouError
    gaps = {name: language("zh").say(f"error_stage.{name}") for name in ("claims", "facts_reasons") if not form.value(name)}  # fmt: skip
    if gaps:
        return await _shown(request, user, Stage.INTERVIEW, told, form.with_errors(gaps), status=422)
    return await _record(request, user, told, form)


@router.post("/items/{item_id}/interview/again")
async def write_on(request: Request, item_id: str, user: Person) -> Response:
    """Back from the record to the form, with every word."""
    form, told = await sent(request), await _item(request, user, item_id)
    return await _shown(request, user, Stage.INTERVIEW, told, form)


@router.post("/items/{item_id}/{stage}")
async def send_stage(request: Request, item_id: str, stage: Stage, user: Person) -> Response:
    form, told = await sent(request), await _item(request, user, item_id)
    if not user.is_any(MAY[stage]):
        raise NotForYouError
    address = f"/items/{quote(item_id, safe=':')}/{stage}"
    try:
        reply = await window(request).owners.intake(
            user.county, "POST", address, user, _asked(stage, form, told, user), form.key
        )
    except AwayError as away:
        return await _again(request, user, stage, told, form, away=away.service, status=503)
    if not reply.done:
        mended = form.after(reply.code).with_errors(stages.errors(reply.fields, form))
        return await _again(request, user, stage, told, mended, refused=reply.because, status=reply.status)
    if stage is Stage.INTERVIEW and reply.body.get("query_codes"):
        return await _codes(request, user, told, reply)
    return RedirectResponse(f"/items/{quote(item_id, safe=':')}?done={stage}", 303)


def _asked(stage: Stage, form: Form, told: Mapping[str, Any], user: User) -> Mapping[str, Any]:
    match stage:
        case Stage.INTERVIEW:
            return stages.interview(form)
        case Stage.SCREEN:
            return stages.screen(form, told["reads"].get("claims") or ())
        case Stage.CORRECTIONS:
            return stages.correction(form, user.username)


def _begun(stage: Stage, told: Mapping[str, Any]) -> dict[str, str]:
    """What is known already stands in the fields: nothing is typed twice."""
    reads = told["reads"]
    texts = [claim["text"] for claim in reads.get("claims") or ()]
    if stage is Stage.INTERVIEW:
        own = [text for text in texts if text != reads["title"]]  # the line on the matter only stood for them
        history = reads.get("prior_history") or ()
        return {"claims": "\n".join(own), "facts_reasons": reads.get("facts_reasons") or "", "prior_history": "\n".join(history)}  # fmt: skip
    if stage is Stage.SCREEN:
        claims = {f"{stages.CLAIM}{n}": text for n, text in enumerate(texts, 1)}
        paths = {f"{stages.PATH}{n}": claim.get("path") or "" for n, claim in enumerate(reads.get("claims") or (), 1)}  # fmt: skip
        known = ("matter_class", "purpose", "accused_unit")
        return claims | paths | {name: reads.get(name) or "" for name in known} | {
            "litigation": reads.get("litigation_status") or "", "category_l2": reads.get("category_l2") or reads.get("category") or "",
        }  # fmt: skip
    return {}


async def _item(request: Request, user: User, item_id: str) -> Mapping[str, Any]:
    """The item as its owner tells it now; 404 for whoever may not see it, as the owner says."""
    if not user.is_any(READING):
        raise NotForYouError
    reply = await window(request).owners.intake(
        user.county, "GET", f"/items/{quote(item_id, safe=':')}", user
    )
    if not reply.done:
        raise NotFoundError
    return reply.body


def _seen(request: Request, told: Mapping[str, Any]) -> Item:
    return item_view(told, window(request).now(), language("zh"))


async def _again(request: Request, user: User, stage: Stage, told: Mapping[str, Any], form: Form, **said: Any) -> Response:  # noqa: ANN401  # fmt: skip
    """What was sent and not taken: a record goes back to its signatures, unless a field before them must be mended."""
    if stage is Stage.INTERVIEW and form.value("facts_reasons") and set(form.errors) <= {"refused_because"}:
        return await _record(request, user, told, form, **said)
    return await _shown(request, user, stage, told, form, **said)


async def _record(
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
        request, "interview_record.html", user=user, status=status, item=_seen(request, told), form=form, refused=refused,
        away=_away(away), focus="refused_because" if form.errors else "", person=contact.body if contact.done else {}, centre=county.centre, clerk=user.name,
        date=on_paper(its.now(), words, time=True), carried=_carried(form),
    )  # fmt: skip


def _carried(form: Form) -> list[tuple[str, str]]:
    """What the record carries along to be sent with the signatures."""
    return [
        (name, value)
        for name, value in form.values.items()
        if not name.startswith(stages.SIGNED) and name != "refused_because"
    ]


async def _codes(request: Request, user: User, told: Mapping[str, Any], reply: Reply) -> Response:
    """Representatives who were chosen in the talk get their codes at once, each their own."""
    codes = [
        (each["holder"], " ".join(each["code"][n : n + 3] for n in range(0, len(each["code"]), 3)))
        for each in reply.body["query_codes"]
    ]
    again = await _item(request, user, told["item_id"])
    item = _seen(request, again)
    named = dict(item.holders)
    return await page(
        request,
        "item.html",
        user=user,
        item=item,
        done="interview",
        codes=[(named.get(h, h), c) for h, c in codes],
    )


async def _shown(
    request: Request, user: User, stage: Stage, told: Mapping[str, Any], form: Form, *, refused: str = "", away: str = "",
    status: int = 200,
) -> Response:  # fmt: skip
    words = language("zh")
    sheet = await _sheet(request, user, told)
    return await page(
        request, f"item_{stage}.html", user=user, status=status, item=_seen(request, told), stage=stage, form=form,
        focus=form.focus(*ORDER[stage]), refused=refused, away=_away(away), **_choices(sheet.get("words") or {}),
        litigations=[(each.value, words.say(f"register.litigation_{each}")) for each in ASKED],
        units=[(unit.code, unit.name) for unit in window(request).directory.units_of(user.county)],
        rows=correctables(sheet, told, places_of(request, user), words) if stage is Stage.CORRECTIONS else [],
        kinds=words.list_of("correction_kind"), reps=range(1, 6), classes=words.list_of("matter_class"),
    )  # fmt: skip


async def _sheet(request: Request, user: User, told: Mapping[str, Any]) -> Mapping[str, Any]:
    asked = urlencode({"channel": told["reads"]["channel"], "profile": told["profile"]})
    reply = await window(request).owners.intake(user.county, "GET", f"/fields?{asked}", user)
    return reply.body if reply.done else {}


def _choices(words: Mapping[str, Any]) -> dict[str, Any]:
    """What intake's tables let be chosen; of the categories the first level may stand alone."""
    labelled = {name: [(code, row["label"]) for code, row in (words.get(name) or {}).items()] for name in ("purpose", "path")}  # fmt: skip
    second = words.get("category_l2") or {}
    return {
        "purposes": labelled["purpose"],
        "paths": labelled["path"],
        "categories": [
            (
                code,
                name,
                [(code, name), *((own, word) for own, word in second.items() if own.startswith(code))],
            )
            for code, name in (words.get("category") or {}).items()
        ],
    }


def _away(service: str) -> str:
    words = language("zh")
    return words.say("problem.heading_503", service=words.word("service", service)) if service else ""
