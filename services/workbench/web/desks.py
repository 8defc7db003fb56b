"""How the pages of supervision and of recommendations ask deadlines, and what their matter is called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from services.workbench.language import language
from services.workbench.owners import AwayError, Reply
from services.workbench.people import may_see
from services.workbench.web.window import window

if TYPE_CHECKING:
    from fastapi import Request

    from services.workbench.people import User


async def title_of(request: Request, matter_id: str, user: User) -> str:
    """What the matter is about, for whoever may see it; empty otherwise."""
    found = await window(request).matters.get(matter_id) if matter_id else None
    return found.title if found and may_see(user, found) else ""


async def told(request: Request, user: User, path: str, body: dict[str, Any], key: str) -> Reply:
    """Away is an answer here: what was typed stays on the page."""
    try:
        return await ask(request, user, "POST", path, body, key)
    except AwayError:
        return Reply(503, {"because": language("zh").say("supervision.away")})


async def ask(
    request: Request, user: User, method: str, path: str, form: dict[str, Any] | None = None, key: str = "", **rest: Any  # noqa: ANN401
) -> Reply:  # fmt: skip
    return await window(request).owners.deadlines(method, path, user, form, key, **rest)
