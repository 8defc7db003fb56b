"""An attachment on its way out: on record before the first byte, and as something to keep, never to be shown or run."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import quote

from fastapi import HTTPException
from starlette.responses import StreamingResponse

from chassis.identity import Principal
from services.intake.attachments.attachment import Attachment, Opening, Scan
from services.intake.attachments.desk import Desk
from services.intake.attachments.kinds import kinds
from services.intake.attachments.receiving import NAME

# A browser that is given the bytes by mistake may neither run, frame nor load anything of them.
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
}
# The office alone has the original: a picture's own place and time may be evidence, and may betray its author.
ORIGINALS = (
    "registrar",
    "receptionist",
    "letter_clerk",
    "router",
    "office_deputy_head",
    "office_head",
    "archivist",
)


async def hand_out(
    desk: Desk, id_: str, attachment: Attachment, caller: Principal, original: bool, now: datetime
) -> StreamingResponse:
    """The bytes. 403 for an original that is not the caller's to see; 409 for what may be infected."""
    if original and (caller.unit is not None or not caller.may(*ORIGINALS)):
        raise HTTPException(
            403, "原件只由本中心登记、办信、分办人员和负责人调阅；您可以看去掉拍摄信息的副本。"
        )
    if attachment.scan is Scan.INFECTED:
        raise HTTPException(409, "这个附件查出病毒，已隔离，不能打开。")
    if desk.scanner.scans and attachment.scan is Scan.UNSCANNED:
        raise HTTPException(409, "这个附件还没有查毒，请过一两分钟再打开。")
    role = next(iter(sorted(caller.roles)), "")
    await desk.shelf.note(Opening(id_, caller.id, role, original, now))
    return served(desk, attachment, original)


def served(desk: Desk, attachment: Attachment, original: bool = False) -> StreamingResponse:
    """Without a record: for who has a right of his own and no account (the sender of a quick report)."""
    copy = attachment.original if original else attachment.shared
    disposition = f"attachment; filename*=UTF-8''{quote(file_name(desk, attachment), safe='')}"
    length = {"Content-Length": str(copy.size), "Content-Disposition": disposition}
    return StreamingResponse(
        desk.shelf.files.read(copy.id), headers=HEADERS | length, media_type=attachment.media_type
    )


def file_name(desk: Desk, attachment: Attachment) -> str:
    """As it was called, ending as its content is."""
    plain = ""
    if attachment.name:
        plain = desk.safe.open(attachment.name, attachment.wrapped, NAME) or ""
    ending = kinds().by_media_type(attachment.media_type).ending
    stem, dot, last = plain.rpartition(".")
    return f"{(stem if dot and len(last) <= 5 else plain) or 'attachment'}.{ending}"
