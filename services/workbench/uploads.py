"""Photographs on their way from a page to their owner: read from the disk where the form put them, never whole in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import UploadFile

from services.workbench.web.window import window

if TYPE_CHECKING:
    from fastapi import Request

    from services.workbench.people import User

PATIENCE = 60.0  # seconds: the owner looks at the whole picture before it answers


async def uploaded(
    request: Request, county: str, field: str, key: str, user: User | None, most: int = 3
) -> tuple[list[str], str]:
    """The ids of what was sent in one field of this request's form, or why one of them is not taken. Somebody without an
    account uploads with a leave for the form's key."""
    files = [f for f in (await request.form()).getlist(field) if isinstance(f, UploadFile) and f.filename]
    try:
        return await _sent(request, county, field, key, user, files[:most])
    finally:
        for file in files:
            await file.close()


async def _sent(
    request: Request, county: str, field: str, key: str, user: User | None, files: list[UploadFile]
) -> tuple[list[str], str]:
    owners, headers = window(request).owners, dict[str, str]()
    if files and user is None:
        leave = await owners.intake(county, "POST", "/attachments/grants", None, {"form_key": key})
        if not leave.done:
            return [], leave.because
        headers["Upload-Grant"] = str(leave.body["grant"])
    taken: list[str] = []
    for n, file in enumerate(files):
        part = {"file": (file.filename or "photo", file.file, "application/octet-stream")}
        reply = await owners.intake(
            county, "POST", "/attachments", user, None, f"{key}-{field}-{n}", files=part, headers=headers, timeout=PATIENCE
        )  # fmt: skip
        if not reply.done:
            return [], reply.because
        taken.append(str(reply.body["attachment_id"]))
    return taken, ""
