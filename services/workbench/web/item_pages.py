"""What the pages of one item share: the item as its owner tells it, and the form of a stage with what may be chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from services.workbench.language import language
from services.workbench.stages import READING, Stage
from services.workbench.views.item import Item, correctables, item as item_view
from services.workbench.web.counter import ASKED, places_of
from services.workbench.web.matters import NotForYouError, NotFoundError
from services.workbench.web.window import page, window

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fastapi import Request
    from starlette.responses import Response

    from services.workbench.people import User
    from services.workbench.web.forms import Form

ORDER = {
    Stage.INTERVIEW: ("claims", "facts_reasons", "prior_history", "skip_or_repeat_reason", "rep_1_name"),
    Stage.SCREEN: ("matter_class", "purpose", "category_l2", "path_1"),
    Stage.CORRECTIONS: ("kind", "reason"),
}


async def item_of(request: Request, user: User, item_id: str) -> Mapping[str, Any]:
    """The item as its owner tells it now; 404 for whoever may not see it, as the owner says."""
    if not user.is_any(READING):
        raise NotForYouError
    reply = await window(request).owners.intake(
        user.county, "GET", f"/items/{quote(item_id, safe=':')}", user
    )
    if not reply.done:
        raise NotFoundError
    return reply.body


def seen(request: Request, told: Mapping[str, Any]) -> Item:
    return item_view(told, window(request).now(), language("zh"))


async def shown(
    request: Request, user: User, stage: Stage, told: Mapping[str, Any], form: Form, *, refused: str = "", away: str = "",
    status: int = 200,
) -> Response:  # fmt: skip
    words = language("zh")
    sheet = await _sheet(request, user, told)
    return await page(
        request, f"item_{stage}.html", user=user, status=status, item=seen(request, told), stage=stage, form=form,
        focus=form.focus(*ORDER[stage]), refused=refused, away=away_words(away), **_choices(sheet.get("words") or {}),
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


def away_words(service: str) -> str:
    words = language("zh")
    return words.say("problem.heading_503", service=words.word("service", service)) if service else ""
