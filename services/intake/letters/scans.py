"""A batch scan: split at its separator sheets, shown to the clerk, and then given to the letters, each its own pages."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import datetime

from chassis.decisions import Changed, Decision, Refused
from chassis.documents import Answer, Command, Kind
from chassis.identity import Principal
from chassis.ids import derived
from lianjie_contracts.events.letter_scanned import ScannedPages
from services.intake.attachments.desk import Desk
from services.intake.attachments.hostile import NotTakenError
from services.intake.capability import FrontDoor
from services.intake.letters.attaching import attach, holder_of, item_of
from services.intake.letters.books import Books
from services.intake.letters.forms import BundleForm, CoverForm
from services.intake.letters.keeping import Keeping
from services.intake.letters.pages import ScanError, cut, picture, read_pages
from services.intake.letters.reading_by_machine import TEXTS, MachineTexts, read_all, reader
from services.intake.letters.splitting import Part, Split, split
from services.intake.letters.steps import CLERK, NO_LETTER, Steps, acting

PREVIEW = 420  # pixels of a page's longer side


@dataclass(frozen=True, slots=True)
class Scan:
    """One file as it was split. `given`: the attachment of each part that was imported, by the part's place from 0."""

    county: str
    attachment_id: str
    pages: int
    split: Split
    at: datetime
    by: str
    given: tuple[tuple[int, str, str], ...] = ()  # (place, letter id, attachment id)


SCANS: Kind[Scan] = Kind("letter_scans", Scan, kept=True, indexes=(("-at",),))


@dataclass(frozen=True, slots=True)
class Scans:
    """`desk` holds the files; nothing here is announced but by the letters that get their pages."""

    door: FrontDoor
    desk: Desk
    steps: Steps
    keeping: Keeping
    books: Books

    async def read(self, command: Command, attachment_id: str, caller: Principal) -> Answer:
        """Split an uploaded file; the same file is the same scan. Raises ScanError."""
        scan_id = f"{self.door.county}:{derived('letter_scan', attachment_id)}"
        held = (await self.door.parts.store.get(SCANS, [scan_id])).get(scan_id)
        if held and (first := held.answer_to(command)):
            return first
        owner = f"letter_scan:{scan_id}"
        claimed = await self.desk.linking.claim([attachment_id], f"user:{caller.id}", owner)
        if isinstance(claimed, Refused):
            raise ScanError(claimed.code, claimed.because)
        pdf = await self._bytes(attachment_id)
        pages = await asyncio.to_thread(read_pages, pdf, self.door.parts.settings.scan_pages)
        numbers = [code.partition(":")[2] for page in pages for code in page.codes]
        done = split(pages, set(await self.books.by_nos(numbers)))
        scan = Scan(self.door.county, attachment_id, len(pages), done, self.door.parts.clock.now(), caller.id)

        def decide(there: Scan | None) -> Decision[Scan]:
            return Changed(there or scan, (), {"scan_id": scan_id})

        return await self.door.parts.commands.run(SCANS, scan_id, command, decide)

    async def held(self, scan_id: str) -> Scan | None:
        held = (await self.door.parts.store.get(SCANS, [scan_id])).get(scan_id)
        return held.state if held else None

    async def page(self, scan: Scan, number: int) -> bytes:
        """A small picture of one page, as PNG; raises ScanError."""
        pdf = await self._bytes(scan.attachment_id)
        return await asyncio.to_thread(picture, pdf, number, PREVIEW)

    async def give(self, command: Command, scan_id: str, caller: Principal) -> Answer:
        """Every part that can be told to its letter; a sheet without a number signs a new letter in. A repeat goes on where
        the first came to."""
        scan = await self.held(scan_id)
        if scan is None:
            return Answer(command.id, "", 0, "NO_SCAN", "没有这次扫描。请重新上传。")
        pdf = await self._bytes(scan.attachment_id)
        given = []
        for place, part in enumerate(scan.split.parts):
            if not part.because:
                given.append((place, *await self._give(scan_id, scan, place, part, pdf, caller)))
        result = tuple(given)

        def decide(there: Scan | None) -> Decision[Scan]:
            if there is None:
                return Refused("NO_SCAN", "没有这次扫描。请重新上传。")
            return Changed(replace(there, given=result), (), {"given": len(result)})

        return await self.door.parts.commands.run(SCANS, scan_id, command, decide)

    async def _give(
        self, scan_id: str, scan: Scan, place: int, part: Part, pdf: bytes, caller: Principal
    ) -> tuple[str, str]:
        letter_id = await self._letter(scan_id, place, part, caller)
        attachment_id = await self._kept(scan_id, place, part, letter_id, pdf)
        kept = (await self.desk.shelf.get((attachment_id,)))[attachment_id]
        pages = ScannedPages(
            attachment_id=attachment_id,
            sha256=kept.original.sha256,
            pages=part.hashes,
            scanned_at=scan.at,
            scanned_by=caller.name,
        )
        # Refused only if these very pages were imported before: then there is nothing left to do.
        await self.keeping.scanned(Command(derived("pages", scan_id, str(place))), letter_id, pages, caller)
        held = await self.steps.held(letter_id)
        if held and held.state:  # one that was entered before it was scanned
            to_item = Command(derived("attached", scan_id, str(place)))
            await attach(self.desk, letter_id, held.state, acting(caller, CLERK, self.steps.centre), to_item)
        return letter_id, attachment_id

    async def _letter(self, scan_id: str, place: int, part: Part, caller: Principal) -> str:
        """The letter of a part; one that was not signed in yet is signed in with the stamp of the scan."""
        if part.letter_no:
            return (await self.books.by_nos([part.letter_no]))[part.letter_no]
        bundle = BundleForm(letters=(CoverForm(),))
        (answer,) = await self.steps.sign_in(
            Command(derived("from_scan", scan_id, str(place))), bundle, caller
        )
        return answer.subject.partition(":")[2]

    async def _kept(self, scan_id: str, place: int, part: Part, letter_id: str, pdf: bytes) -> str:
        """The part as a file of its own, for the item it will be registered as; kept once."""
        holder, key = holder_of(letter_id), f"{scan_id}/{place}"
        attachment_id = f"{self.door.county}:{derived('attachment', holder, key)}"
        if not await self.desk.shelf.get((attachment_id,)):
            alone = await asyncio.to_thread(cut, pdf, part.pages)
            now = self.door.parts.clock.now()
            try:
                await self.desk.receiving.receive(
                    _pieces(alone), lambda: f"{part.letter_no or '来信'}.pdf", holder, key, now
                )
            except NotTakenError as wrong:
                raise ScanError(wrong.code, wrong.because) from None
        item = f"item:{item_of(self.door.county, letter_id)}"
        claimed = await self.desk.linking.claim([attachment_id], holder, item)
        if isinstance(claimed, Refused):
            raise ScanError(claimed.code, claimed.because)
        return attachment_id

    async def machine_read(self, command: Command, letter_id: str) -> Answer:
        """Let the centre's own program read the pages of a letter; what was read before is not read again."""
        by, held = reader(self.door.parts.settings.letter_ocr), await self.steps.held(letter_id)
        if by is None:
            return Answer(command.id, "", 0, "NO_READER", "本中心没有配置文字识别。请看扫描原图。")
        if held is None or held.state is None:
            return Answer(command.id, "", 0, NO_LETTER.code, NO_LETTER.because)
        letter, persons, now = held.state, self.door.registrar.persons, self.door.parts.clock.now()
        kept = (await self.texts(letter_id)).pages
        known = [page.sha256 for page in kept]
        for scan in letter.scans:
            pdf = await self._bytes(scan.attachment_id)
            kept += await read_all(by, pdf, known, persons, letter.cover.sender, now)

        def decide(_: MachineTexts | None) -> Decision[MachineTexts]:
            return Changed(MachineTexts(kept), (), {"pages": len(kept)})

        return await self.door.parts.commands.run(TEXTS, letter_id, command, decide)

    async def texts(self, letter_id: str) -> MachineTexts:
        held = (await self.door.parts.store.get(TEXTS, [letter_id])).get(letter_id)
        return held.state if held and held.state else MachineTexts()

    async def _bytes(self, attachment_id: str) -> bytes:
        """The whole file; raises ScanError for one that is larger than a scan may be, or not there."""
        held = (await self.desk.shelf.get((attachment_id,))).get(attachment_id)
        if held is None:
            raise ScanError("NO_FILE", "没有这个文件。请重新上传。")
        most = self.door.parts.settings.scan_bytes
        if held.original.size > most:
            raise ScanError(
                "SCAN_TOO_LARGE", f"扫描文件超过 {most // 2**20} MB。请降低分辨率，或分成几次扫描。"
            )
        return b"".join([piece async for piece in self.desk.shelf.files.read(held.original.id)])


async def _pieces(whole: bytes) -> AsyncIterator[bytes]:
    yield whole
