"""The pages of one item after its registration: the talk with its record, the screening, corrections (correction 16)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from services.workbench import stages
from services.workbench.drafts import opened
from services.workbench.language import language
from services.workbench.owners import AwayError
from services.workbench.stages import MAY, Stage
from services.workbench.web.counter import end, follow
from services.workbench.web.forms import Form, empty, sent
from services.workbench.web.item_pages import item_of, seen, shown
from services.workbench.web.matters import NotForYouError
from services.workbench.web.records import show_codes, show_record
from services.workbench.web.session import Person
from services.workbench.web.window import kept_since, page, window

if TYPE_CHECKING:
    from collections.abc import Mapping

    from services.workbench.people import User

router = APIRouter()


@router.get("/items/{item_id}")
async def item_page(request: Request, item_id: str, user: Person) -> Response:
    told = await item_of(request, user, item_id)
    done = request.query_params.get("done", "")
    return await page(request, "item.html", user=user, item=seen(request, told), done=done if done in set(Stage) else "")  # fmt: skip


@router.get("/items/{item_id}/{stage}")
async def stage_page(request: Request, item_id: str, stage: Stage, user: Person) -> Response:
    told = await item_of(request, user, item_id)
    if not user.is_any(MAY[stage]):
        raise NotForYouError
    its, draft_id = window(request), request.query_params.get("draft", "")
    draft = await its.drafts.get(draft_id, user.username, kept_since(request)) if draft_id else None
    form = Form(draft_id, opened(draft, its.safe)) if draft else empty(**_begun(stage, told))
    return await shown(request, user, stage, told, form)


@router.post("/items/{item_id}/{stage}")
async def send_stage(request: Request, item_id: str, stage: Stage, user: Person) -> Response:
    form, told = await sent(request), await item_of(request, user, item_id)
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
        mended = form.after(reply.code).with_errors(_beside(reply.fields, form))
        if stage is Stage.INTERVIEW:
            await follow(request, user, form, mended)
        refused = "" if mended.errors else reply.because
        return await _again(request, user, stage, told, mended, refused=refused, status=reply.status)
    await end(request, user, form.key)
    if reply.body.get("query_codes"):
        return await show_codes(request, user, told, reply, stage)
    return RedirectResponse(f"/items/{quote(item_id, safe=':')}?done={stage}", 303)


def _beside(fields: Mapping[str, str], form: Form) -> dict[str, str]:
    """The owner's sentence at each field; of a field left empty, the owner could only say that it knows no such value."""
    words, told = language("zh"), stages.errors(fields, form)
    keys = {name: f"error_stage.{'path' if name.startswith(stages.PATH) else name}" for name in told}
    return {
        name: words.say(keys[name]) if not form.value(name) and words.has(keys[name]) else sentence
        for name, sentence in told.items()
    }


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


async def _again(request: Request, user: User, stage: Stage, told: Mapping[str, Any], form: Form, **said: Any) -> Response:  # noqa: ANN401  # fmt: skip
    """What was sent and not taken: a record goes back to its signatures, unless a field before them must be mended."""
    if stage is Stage.INTERVIEW and form.value("facts_reasons") and set(form.errors) <= {"refused_because"}:
        return await show_record(request, user, told, form, **said)
    return await shown(request, user, stage, told, form, **said)
