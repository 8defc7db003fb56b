"""What is taken is what it says; what deceives is refused by its own name, with real bytes of each."""

from __future__ import annotations

import io
import zipfile

import pytest
from PIL import Image

from services.intake.attachments.hostile import NotTakenError
from services.intake.attachments.inspecting import Bounds, inspect
from services.intake.attachments.kinds import kinds
from services.intake.attachments.pictures import ORIENTATION, without_traces
from tests.intake.attachments import builders as made

BOUNDS = Bounds(unpacked=2**22, pixels=1_000_000)
FRAME = b"\xff\xfb\x90\x44" + b"\0" * 413
TAKEN = {
    "jpg": made.jpeg(),
    "png": made.png(),
    "pdf": made.pdf(),
    "docx": made.office(),
    "xlsx": made.office("xl/workbook.xml"),
    "mp3": b"ID3\x04\0\0\0\0\0\0" + FRAME,
    "m4a": b"\0\0\0\x20ftypM4A \0\0\0\0" + b"\0" * 200,
    "amr": b"#!AMR\n" + b"\x3c" * 320,
    "mp4": b"\0\0\0\x20ftypisom\0\0\0\0" + b"\0" * 200,
    "txt": "屋面漏水，请尽快维修。\n".encode(),
}
REFUSED = {
    "EMPTY": b"",
    "EXECUTABLE": b"MZ\x90\0\x03" + b"\0" * 200,
    "HEIC": b"\0\0\0\x18ftypheic\0\0\0\0",
    "ARCHIVE": b"Rar!\x1a\x07\x01\0" + b"\0" * 50,
    "OLD_OR_LOCKED_OFFICE": bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 504,
    "SVG": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "HTML": b"\xef\xbb\xbf<!DOCTYPE html><body onload=alert(1)>",
    "UNKNOWN_TYPE": b"\x01\x02\x03\x04 nobody knows",
    "PICTURE_BROKEN": b"\xff\xd8\xff\xe0\0\x10JFIF\0",
    "PICTURE_TOO_WIDE": made.wide_png(60_000, 60_000),
    "PDF_BROKEN": b"%PDF-1.7 and then nothing",
    "PDF_LOCKED": made.locked_pdf(),
    "PDF_SCRIPT": made.pdf("app.alert\\(1\\)"),
    "MACROS": made.docx("word/vbaProject.bin", b"Sub AutoOpen"),
    "PATH_INSIDE": made.docx("../../etc/cron.d/x", b"* * * * *"),
    "ZIP_BOMB": made.docx("word/media/a.bin", b"\0" * 2**23),
    "OFFICE_BROKEN": made.office()[:-30],
}


def _inspected(whole: bytes) -> str:
    return inspect(io.BytesIO(whole), kinds(), BOUNDS).ending


def _why(whole: bytes) -> NotTakenError:
    with pytest.raises(NotTakenError) as refused:
        _inspected(whole)
    return refused.value


@pytest.mark.parametrize("ending", TAKEN)
def test_what_people_bring_is_taken_by_its_content(ending: str) -> None:
    assert _inspected(TAKEN[ending]) == ending


def test_an_mp3_without_a_title_is_known_by_its_frame() -> None:
    assert _inspected(FRAME * 3) == "mp3"


def test_every_kind_of_the_list_was_tried() -> None:
    assert {kind.ending for kind in kinds().taken} == {*TAKEN, "mov"}


@pytest.mark.parametrize("code", REFUSED)
def test_what_must_not_come_in_is_refused_by_name(code: str) -> None:
    why = _why(REFUSED[code])
    assert why.code == code
    assert why.because.endswith("。")
    assert "{" not in why.because


@pytest.mark.parametrize(
    ("whole", "says"),
    [
        (made.jpeg() + made.office(), "JPEG 照片和压缩包"),
        (b"\xff\xd8\xff\xfe\x00\x40%PDF-1.4 " + made.jpeg()[2:], "JPEG 照片和 PDF"),
        (made.png() + b"<script>alert(document.cookie)</script>", "PNG 图片和网页"),
        (b"%PDF-1.4 <html><script>alert(1)</script>" + made.pdf(), "PDF 文件和网页"),
        (TAKEN["mp3"] + made.office(), "MP3 录音和压缩包"),
    ],
)
def test_a_file_with_two_meanings_is_told_both(whole: bytes, says: str) -> None:
    why = _why(whole)
    assert (why.code, says in why.because) == ("POLYGLOT", True)


def test_a_word_cut_in_two_by_a_piece_is_still_seen() -> None:
    before = made.png()
    padding = b"\0" * (64 * 2**10 - len(before) - 4)
    assert _why(before + padding + b"<script>").code == "POLYGLOT"


def test_a_bomb_that_lies_about_its_size_is_not_believed() -> None:
    assert _why(made.lying_bomb()).code in ("ZIP_BOMB", "OFFICE_BROKEN")


def test_members_that_overlap_are_a_bomb() -> None:
    whole = made.docx("word/media/a.bin", bytes(range(256)) * 64)
    with zipfile.ZipFile(io.BytesIO(whole)) as packed:
        last = packed.infolist()[-1]
    entry = whole.rindex(b"PK\x01\x02") + 20  # where the list says how long the member is, packed
    more = (last.compress_size + len(whole)).to_bytes(4, "little")
    assert _why(whole[:entry] + more + whole[entry + 4 :]).code == "ZIP_BOMB"


def test_entities_that_grow_are_a_bomb() -> None:
    laughs = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><l>&b;</l>'
    assert _why(made.docx("word/settings.xml", laughs)).code == "ZIP_BOMB"


def test_text_in_the_old_encoding_is_text_and_what_is_further_down_is_looked_at() -> None:
    assert _inspected("道路积水，行人难走。".encode("gb18030")) == "txt"
    assert _why("一行字\n".encode() * 40_000 + b"<script>x</script>").code == "HTML"
    assert _why("一行字\n".encode() * 40_000 + b"\0\0").code == "UNKNOWN_TYPE"
    assert _why(b"\xe5\x81" * 10 + b"\xff\xff").code == "UNKNOWN_TYPE"


def test_a_library_names_what_the_list_does_not_know() -> None:
    assert ".flac" in _why(b"fLaC\0\0\0\x22" + b"\0" * 40).because


def _copy_of(whole: bytes) -> tuple[bytes, Image.Image]:
    into = io.BytesIO()
    without_traces(io.BytesIO(whole), into, BOUNDS.pixels)
    return into.getvalue(), Image.open(io.BytesIO(into.getvalue()))


def test_the_copy_has_no_place_and_no_telephone_and_is_turned_the_same_way() -> None:
    original = made.jpeg(orientation=6)
    assert b"TelephoneOfSomebody" in original
    assert Image.open(io.BytesIO(original)).getexif().get_ifd(0x8825)
    copy, picture = _copy_of(original)
    assert b"TelephoneOfSomebody" not in copy
    assert not picture.getexif().get_ifd(0x8825)
    assert dict(picture.getexif()) == {ORIENTATION: 6}
    assert picture.size == (320, 200)


def test_the_copy_brings_nothing_that_stood_beside_the_pixels() -> None:
    copy, picture = _copy_of(made.png() + b"hidden behind the end")
    assert b"hidden" not in copy
    assert picture.size == (64, 48)


def test_a_picture_cut_off_half_way_is_broken() -> None:
    noisy = Image.effect_noise((200, 200), 80).convert("RGB")
    into = io.BytesIO()
    noisy.save(into, "JPEG")
    with pytest.raises(NotTakenError) as refused:
        _copy_of(into.getvalue()[:2000])
    assert refused.value.code == "PICTURE_BROKEN"
