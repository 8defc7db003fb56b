"""What is done to attachments from time to time: sweeping what nobody used, and scanning what the scanner missed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from chassis.clock import Clock
from chassis.commands import Commands
from chassis.decisions import Changed, Decision, Refused
from chassis.logs import log
from services.intake.attachments.attachment import Attachment, Scan
from services.intake.attachments.scanning import Scanner
from services.intake.attachments.shelf import ATTACHMENTS, Shelf

UNUSED = timedelta(hours=24)


async def sweep(shelf: Shelf, clock: Clock) -> None:
    """Files that no command has named within a day, and bytes whose document was never written."""
    before = clock.now() - UNUSED
    for id_, attachment in (await shelf.unowned(before)).items():
        if await shelf.forget(id_):
            for bytes_id in attachment.ids:
                await shelf.files.drop(bytes_id)
    for bytes_id, attachment_id in await shelf.stray_bytes(before):
        kept = (await shelf.get((attachment_id,))).get(attachment_id)
        if kept is None or bytes_id not in kept.ids:
            await shelf.files.drop(bytes_id)
        elif kept.owner:
            await shelf.files.mark(bytes_id, {"claimed": True})  # claimed, and stopped before it was marked


async def scan_again(shelf: Shelf, commands: Commands, scanner: Scanner) -> None:
    """What was taken while the scanner was away."""
    if not scanner.scans:
        return
    for id_, attachment in (await shelf.unscanned()).items():
        scan = await scanner.look_at(shelf.files.read(attachment.original.id))
        if scan is Scan.UNSCANNED:
            return  # it is still away
        if scan is Scan.INFECTED:
            log.warning("an attachment is infected and no longer served", attachment_id=id_)
        await commands.run(ATTACHMENTS, id_, f"scan:{id_}", lambda held, scan=scan: _scanned(held, scan))  # type: ignore[misc]


def _scanned(held: Attachment | None, scan: Scan) -> Decision[Attachment]:
    if held is None:
        return Refused("GONE", "没有这个附件。")
    return Changed(replace(held, scan=scan))
