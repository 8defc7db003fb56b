"""A stack of scanned letters finds its way to each letter and on to its item; what cannot be told waits with its reason."""

from __future__ import annotations

import base64
import io
import sys

import pypdfium2
import pytest
from PIL import Image

from services.intake.letters.attaching import item_of
from services.intake.letters.reading_by_machine import TEXTS
from services.intake.letters.store import LETTERS
from services.intake.store import ITEMS
from tests.intake.letters.builders import COUNTY
from tests.intake.letters.room import LetterRoom, settings
from tests.intake.letters.scanner import blank, pdf, separator, written

pytestmark = pytest.mark.asyncio
FIRST, SECOND = f"{COUNTY}20261123X00001", f"{COUNTY}20261123X00002"


@pytest.fixture
def room() -> LetterRoom:
    return LetterRoom()


async def scanned(room: LetterRoom, *pages: Image.Image) -> str:
    """A scan that was split; its id."""
    answer = await room.post("/letters/scans", {"attachment_id": await room.upload(pdf(pages))})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["scan_id"])


async def test_the_preview_says_what_will_be_whose_and_what_cannot_be(room: LetterRoom) -> None:
    await room.bundle({}, {})
    id_ = await scanned(
        room,
        written("lost"),
        separator(FIRST),
        blank(),
        written("one"),
        separator(f"{COUNTY}20261123X09999"),
        written("x"),
    )
    told = (await room.get(f"/letters/scans/{id_}")).json()
    assert [(part["letter_no"], part["pages"], bool(part["because"])) for part in told["parts"]] == [
        (FIRST, [4], False), (f"{COUNTY}20261123X09999", [6], True),
    ]  # fmt: skip
    assert ([lost["page"] for lost in told["lost"]], told["backs"], told["pages"]) == ([1], [3], 6)
    png = base64.b64decode((await room.get(f"/letters/scans/{id_}/pages/4")).json()["png"])
    assert Image.open(io.BytesIO(png)).format == "PNG"
    assert (await room.get(f"/letters/scans/{id_}/pages/77")).status_code == 404


async def test_each_letter_gets_its_pages_and_its_item_the_file(room: LetterRoom) -> None:
    first, second = await room.bundle({}, {})
    await room.up_to_entry(second["letter_id"])  # entered before it was scanned
    id_ = await scanned(
        room, separator(FIRST), written("one"), written("two"), separator(SECOND), written("three")
    )
    assert (await room.post(f"/letters/scans/{id_}/import", {}, key="import-them-all")).json()["given"] == 2
    assert (await room.post(f"/letters/scans/{id_}/import", {}, key="import-them-all")).json()["repeated"]
    one, two = room.store.all(LETTERS)[first["letter_id"]], room.store.all(LETTERS)[second["letter_id"]]
    assert [len(letter.scans[0].pages) for letter in (one, two)] == [2, 1]
    await room.up_to_entry(first["letter_id"])  # scanned before it was entered
    for letter_id, letter, pages in ((first["letter_id"], one, 2), (second["letter_id"], two, 1)):
        item = room.store.all(ITEMS)[item_of(COUNTY, letter_id)]
        assert [(each.attachment_id, each.role) for each in item.attachments] == [
            (letter.scans[0].attachment_id, "MAIN")
        ]
        kept = room.shelf.all()[letter.scans[0].attachment_id]
        assert kept.owner == f"item:{item_of(COUNTY, letter_id)}"
        assert len(pypdfium2.PdfDocument(room.shelf.files.kept[kept.original.id])) == pages


async def test_a_sheet_without_a_number_signs_a_letter_in(room: LetterRoom) -> None:
    id_ = await scanned(room, separator(""), written("one"), separator(""), written("two"))
    for key in ("import-them-all", "import-them-again"):
        await room.post(f"/letters/scans/{id_}/import", {}, key=key)
    assert [letter.letter_no for letter in room.store.all(LETTERS).values()] == [FIRST, SECOND]
    assert [len(letter.scans) for letter in room.store.all(LETTERS).values()] == [1, 1]


async def test_what_cannot_be_told_is_left_where_it_is(room: LetterRoom) -> None:
    await room.bundle({})
    id_ = await scanned(room, separator(FIRST), separator(SECOND), written("unknown"))
    assert (await room.post(f"/letters/scans/{id_}/import", {})).json()["given"] == 0
    assert [letter.scans for letter in room.store.all(LETTERS).values()] == [()]


async def test_the_same_pages_are_kept_once_whatever_file_they_come_in(room: LetterRoom) -> None:
    await room.bundle({})
    for n, extra in enumerate(([], [written("nobody's")])):
        file = pdf([*extra, separator(FIRST), written("one")])
        answer = await room.post("/letters/scans", {"attachment_id": await room.upload(file, f"scan-000{n}")})
        await room.post(f"/letters/scans/{answer.json()['scan_id']}/import", {})
    assert [len(letter.scans) for letter in room.store.all(LETTERS).values()] == [1]


async def test_somebody_else_s_upload_is_no_scan_and_neither_is_a_letter_too_long(room: LetterRoom) -> None:
    foreign = await room.post("/letters/scans", {"attachment_id": f"{COUNTY}:nobody"})
    assert (foreign.status_code, foreign.json()["code"]) == (422, "NOT_YOUR_ATTACHMENT")
    narrow = LetterRoom(settings=settings(scan_pages=1))
    file = await narrow.upload(pdf([written("one"), written("two")]))
    long = await narrow.post("/letters/scans", {"attachment_id": file})
    assert (long.status_code, long.json()["because"]) == (422, "有 2 页，一次最多 1 页。请分成几次扫描。")
    assert (await room.get("/letters/scans/nothing")).status_code == 404
    assert (await room.post("/letters/scans/nothing/import", {})).json()["code"] == "NO_SCAN"


READS = f"{sys.executable} -c \"import sys; print('覃桂兰', len(sys.stdin.buffer.read()) > 100)\""


async def test_a_machine_s_text_stands_beside_the_image_marked_sealed_and_read_once() -> None:
    room = LetterRoom(settings=settings(letter_ocr=READS))
    first, _ = await room.bundle({}, {})
    id_ = await scanned(room, separator(FIRST), written("one"), written("two"))
    await room.post(f"/letters/scans/{id_}/import", {})
    path = f"/letters/scans/of/{first['letter_id']}/text"
    assert (await room.post(path, {})).json()["pages"] == 2
    told = (await room.get(path)).json()
    assert [(page["text"], page["machine_read"]) for page in told] == [("覃桂兰 True", True)] * 2
    letter = room.store.all(LETTERS)[first["letter_id"]]
    assert tuple(page["sha256"] for page in told) == letter.scans[0].pages, (
        "each text says which image it was read from"
    )
    assert "覃桂兰" not in repr(room.store.all(TEXTS))
    assert (await room.post(path, {})).json()["pages"] == 2
    assert (await room.get(path, "deputy")).status_code == 403


@pytest.mark.parametrize("program", ["/nowhere/ocr", "false"])
async def test_a_reader_that_fails_leaves_the_letter_as_it_is(program: str) -> None:
    room = LetterRoom(settings=settings(letter_ocr=program))
    first, _ = await room.bundle({}, {})
    await room.post(f"/letters/scans/{await scanned(room, separator(FIRST), written('one'))}/import", {})
    path = f"/letters/scans/of/{first['letter_id']}/text"
    assert (await room.post(path, {})).json()["pages"] == 0
    assert len(room.store.all(LETTERS)[first["letter_id"]].scans) == 1


async def test_no_reader_is_set_by_default(room: LetterRoom) -> None:
    (first,) = await room.bundle({})
    refused = await room.post(f"/letters/scans/of/{first['letter_id']}/text", {})
    assert (refused.status_code, refused.json()["code"]) == (409, "NO_READER")
