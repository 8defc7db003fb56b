"""What every page of the letter room does: ask intake for the person in front, and lose nothing when it is away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from services.workbench.language import language
from services.workbench.owners import AwayError
from services.workbench.people import LETTER_ROOM
from services.workbench.web.matters import NotForYouError, NotFoundError
from services.workbench.web.window import page, window

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fastapi import Request
    from starlette.responses import Response

    from services.workbench.owners import Reply
    from services.workbench.people import User
    from services.workbench.web.forms import Form

LONG = 60.0  # seconds for what is done to a whole stack of pages


def of_the_room(user: User) -> User:
    """Raises NotForYouError for everybody else."""
    if not user.is_any(LETTER_ROOM):
        raise NotForYouError
    return user


async def told(request: Request, user: User, path: str) -> Any:  # noqa: ANN401 - intake's own JSON
    """What intake tells; raises NotFoundError, NotForYouError or AwayError."""
    reply = await window(request).owners.intake(of_the_room(user).county, "GET", f"/letters{path}", user)
    if reply.status == 404:
        raise NotFoundError
    if not reply.done:
        raise NotForYouError
    return reply.body.get("rows", reply.body) if set(reply.body) == {"rows"} else reply.body


async def ask(
    request: Request, user: User, path: str, body: Mapping[str, Any], key: str, **rest: Any  # noqa: ANN401 - httpx's own arguments
) -> Reply:  # fmt: skip
    """One command; raises AwayError."""
    return await window(request).owners.intake(
        of_the_room(user).county, "POST", f"/letters{path}", user, body, key, **rest
    )


async def kept(request: Request, user: User, form: Form, away: AwayError) -> Response:
    """Intake is away: everything that was typed, and one button that sends the very same again."""
    words = language("zh")
    heading = words.say("problem.heading_503", service=words.word("service", away.service))
    return await page(
        request,
        "letters_kept.html",
        user=user,
        here="letters",
        status=503,
        form=form,
        heading=heading,
        action=request.url.path,
    )
