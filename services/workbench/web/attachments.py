"""A file of a matter, asked of intake on behalf of who opens it, and passed on as it comes, never whole in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from starlette.responses import Response, StreamingResponse

from services.workbench.attachments import may_open
from services.workbench.web.errors import problem
from services.workbench.web.matters import NotForYouError, NotFoundError, allowed
from services.workbench.web.session import Person
from services.workbench.web.window import window

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import httpx

router = APIRouter()
# What intake says of the bytes is said again: above all that no browser may show or run them.
PASSED_ON = (
    "content-type",
    "content-length",
    "content-disposition",
    "content-security-policy",
    "referrer-policy",
)
REFUSED = 409


@router.get("/matters/{matter_id}/attachments/{attachment_id}")
async def attachment(request: Request, matter_id: str, attachment_id: str, user: Person) -> Response:
    its = window(request)
    matter = allowed(await its.matters.get(matter_id), user)
    if not may_open(attachment_id, matter, user):
        raise NotForYouError
    got = await its.owners.attachment(user, attachment_id)
    if got.status_code == 200:
        told = {name: got.headers[name] for name in PASSED_ON if name in got.headers}
        return StreamingResponse(_pieces(got), headers=told)
    return await _not_given(request, got)


async def _pieces(got: httpx.Response) -> AsyncIterator[bytes]:
    try:
        async for piece in got.aiter_bytes():
            yield piece
    finally:  # also when who asked has gone
        await got.aclose()


async def _not_given(request: Request, got: httpx.Response) -> Response:
    """A file that may carry a virus is refused with the owner's own reason."""
    await got.aread()
    if got.status_code == REFUSED:
        return await problem(request, REFUSED, because=str(got.json().get("because") or ""))
    raise NotForYouError if got.status_code == 403 else NotFoundError
