"""Photographs on their way from a page to their owner: read from the disk where the form put them, never whole in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.datastructures import UploadFile

from services.workbench.web.visiting import words_of
from services.workbench.web.window import window

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fastapi import Request

    from services.workbench.owners import Reply
    from services.workbench.people import User

LONGEST_NAME = 80  # characters shown
PATIENCE = 60.0  # seconds: the owner looks at the whole picture before it answers


async def uploaded(
    request: Request, county: str, field: str, key: str, user: User | None, most: int = 3, first: int = 0
) -> tuple[list[str], str]:
    """The ids of what was sent in one field of this request's form, or which of them is not taken, and why. Somebody without
    an account uploads with a leave for the form's key. `first`: so many were sent before, under the same key."""
    taken, because = await received(request, county, field, key, user, most, first)
    return [] if because else [str(each["attachment_id"]) for each in taken], because


async def received(
    request: Request, county: str, field: str, key: str, user: User | None, most: int = 3, first: int = 0
) -> tuple[list[Mapping[str, Any]], str]:
    """What intake says of each file that it has taken, and why the next one is not; see uploaded."""
    files = [f for f in (await request.form()).getlist(field) if isinstance(f, UploadFile) and f.filename]
    try:
        return await _sent(request, county, field, key, user, files[: most - first], first)
    finally:
        for file in files:
            await file.close()


def named(request: Request, file: UploadFile, reply: Reply) -> str:
    """Which file is not taken, by the name its sender knows it by, and why: one of several would have to be guessed."""
    words, key = words_of(request), f"citizen_refused.{reply.code}"
    because = words.say(key) if words.code != "zh" and words.has(key) else reply.because
    return words.say("file.refused", name=(file.filename or "")[:LONGEST_NAME], because=because)


async def _sent(
    request: Request,
    county: str,
    field: str,
    key: str,
    user: User | None,
    files: list[UploadFile],
    first: int,
) -> tuple[list[Mapping[str, Any]], str]:
    owners, headers = window(request).owners, dict[str, str]()
    if files and user is None:
        leave = await owners.intake(county, "POST", "/attachments/grants", None, {"form_key": key})
        if not leave.done:
            return [], leave.because
        headers["Upload-Grant"] = str(leave.body["grant"])
    taken: list[Mapping[str, Any]] = []
    for n, file in enumerate(files, first):
        part = {"file": (file.filename or "photo", file.file, "application/octet-stream")}
        reply = await owners.intake(
            county, "POST", "/attachments", user, None, f"{key}-{field}-{n}", files=part, headers=headers, timeout=PATIENCE
        )  # fmt: skip
        if not reply.done:
            return taken, named(request, file, reply)
        taken.append(reply.body)
    return taken, ""
