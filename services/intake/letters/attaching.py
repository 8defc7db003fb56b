"""The scans of a letter become attachments of its item: kept for it from the import on, added to it once it is registered."""

from __future__ import annotations

from chassis.decisions import Refused
from chassis.documents import Command
from chassis.ids import derived
from chassis.logs import log
from lianjie_contracts.base import Actor
from lianjie_contracts.vocabulary import AttachmentRole
from services.intake.attachments.desk import Desk
from services.intake.attachments.linking import Wish
from services.intake.letters.letter import Letter
from services.intake.registrar import item_id_of


def registers(letter_id: str) -> Command:
    """The one command that ever registers this letter: its item is known before it is there."""
    return Command(derived("registered", letter_id))


def holder_of(letter_id: str) -> str:
    """Who holds its scans until the item has them."""
    return f"letter:{letter_id}"


def item_of(county: str, letter_id: str) -> str:
    return item_id_of(county, registers(letter_id).id)


async def attach(desk: Desk, letter_id: str, letter: Letter, by: Actor, at: Command) -> None:
    """Every scan of an entered letter, to its item; what is there already is not added again. A file too many stays with
    the letter alone, and the log says so."""
    if letter.entry is None or not letter.scans:
        return
    wishes = [Wish(scan.attachment_id, AttachmentRole.MAIN) for scan in letter.scans]
    now = letter.scans[-1].scanned_at
    answer = await desk.linking.to_item(letter.entry.item_id, wishes, holder_of(letter_id), by, at, now)
    code = answer.code if isinstance(answer, Refused) else answer.refusal
    if code:
        log.warning("a scan was not added to its item", letter_id=letter_id, code=code)
