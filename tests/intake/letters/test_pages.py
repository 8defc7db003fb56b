"""Real pages: drawn, put into a PDF, read for their codes, hashed, cut and shown."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from PIL import Image

from services.intake.letters.pages import ScanError, cut, picture, read_pages
from services.intake.letters.splitting import split
from tests.intake.letters.scanner import blank, pdf, separator, written

FIRST, SECOND = "45019920261123X00001", "45019920261123X00002"
STACK = pdf(
    [
        separator(FIRST),
        blank(),
        written("one"),
        written("two"),
        separator(SECOND, slant=-4),
        written("three"),
        separator(""),
        blank(),
        written("four"),
    ]
)


def test_a_morning_s_stack_is_split_by_its_sheets() -> None:
    done = split(read_pages(STACK, 100), {FIRST, SECOND})
    assert [(part.letter_no, part.pages, part.because) for part in done.parts] == [
        (FIRST, (3, 4), ""), (SECOND, (6,), ""), ("", (9,), ""),
    ]  # fmt: skip
    assert done.lost == ()


def test_a_page_is_known_again_whatever_file_it_comes_in() -> None:
    read = read_pages(STACK, 100)
    again = read_pages(cut(STACK, [3, 6]), 100)
    assert [page.sha256 for page in again] == [read[2].sha256, read[5].sha256]
    assert len({page.sha256 for page in read if not page.blank}) == 7


def test_what_is_cut_out_is_a_pdf_of_these_pages() -> None:
    assert len(pypdfium2.PdfDocument(cut(STACK, [3, 4]))) == 2


def test_a_page_is_shown_small() -> None:
    image = Image.open(io.BytesIO(picture(STACK, 3, 300)))
    assert (image.format, max(image.size)) == ("PNG", 300)
    with pytest.raises(ScanError, match="NO_PAGE"):
        picture(STACK, 99, 300)


@pytest.mark.parametrize(
    ("file", "most", "code"),
    [(b"", 9, "NO_PDF"), (b"hello", 9, "NO_PDF"), (STACK[:400], 9, "NO_PDF"), (STACK, 3, "TOO_MANY_PAGES")],
    ids=["empty", "text", "cut off", "too many"],
)
def test_what_is_no_scan_is_refused_by_name(file: bytes, most: int, code: str) -> None:
    with pytest.raises(ScanError) as refused:
        read_pages(file, most)
    assert refused.value.code == code
    assert refused.value.because.endswith("。")


def test_a_page_as_large_as_a_house_is_read_like_any_other() -> None:
    huge = io.BytesIO()
    document = pypdfium2.PdfDocument.new()
    document.new_page(14_400, 14_400)
    document.save(huge)
    (page,) = read_pages(huge.getvalue(), 9)
    assert page.blank
