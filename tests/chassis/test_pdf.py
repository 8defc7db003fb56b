"""Papers as PDF: the signs are carried along, can be searched, break as Chinese does, and are the same to the byte each time."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from chassis.errors import SettingsError
from chassis.pdf import Page, document, wrapped
from chassis.typeface import Typeface, typeface

WORDS = "云岭县住建局〔2026〕57号，龘𠮷"


def printed(words: str = WORDS) -> bytes:
    page = Page(typeface())
    page.centred(100, words, 16, bold=True)
    page.text(60, 140, words)
    return document([page], "试样")


def test_the_same_page_is_the_same_file_and_another_is_another() -> None:
    assert printed() == printed()
    assert printed("甲") != printed("乙")


def test_the_signs_it_uses_are_in_the_file_and_no_more_of_the_typeface() -> None:
    octets = printed()
    assert b"/FontFile2" in octets
    assert len(octets) < 30_000


def test_words_can_be_found_in_it_and_what_the_typeface_lacks_is_a_box_and_no_error() -> None:
    text = pypdfium2.PdfDocument(printed())[0].get_textpage().get_text_range()
    assert text.count("云岭县住建局〔2026〕57号，龘") == 2
    assert typeface().width("𠮷", 10) > 0


def test_ink_is_where_the_words_are() -> None:
    """Drawn by another's reader: a file that only says which font it wants would leave the page white."""
    picture = pypdfium2.PdfDocument(printed())[0].render(scale=1).to_pil().convert("L")
    assert picture.crop((60, 130, 200, 145)).getextrema()[0] < 100
    assert picture.crop((60, 400, 500, 700)).getextrema() == (255, 255)


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("甲乙丙丁戊", ["甲乙丙丁", "戊"]),
        ("甲乙丙丁。戊", ["甲乙丙丁。", "戊"]),
        ("甲乙丙（丁", ["甲乙丙", "（丁"]),
        ("甲乙丙2026年", ["甲乙丙", "2026年"]),
        ("", [""]),
    ],
)
def test_lines_break_in_no_number_before_no_closing_and_after_no_opening_mark(
    words: str, lines: list[str]
) -> None:
    assert wrapped(words, 10, 40, typeface()) == lines


def test_a_number_wider_than_the_page_is_parted_and_loses_nothing() -> None:
    got = wrapped("1" * 30, 10, 40, typeface())
    assert len(got) > 1
    assert "".join(got) == "1" * 30


def test_a_first_line_that_is_set_in_holds_less() -> None:
    assert wrapped("甲乙丙丁戊己", 10, 40, typeface(), first=20) == ["甲乙", "丙丁戊己"]


def test_an_office_s_own_font_that_is_none_stops_in_words(tmp_path: Path) -> None:
    wrong = tmp_path / "仿宋.ttf"
    wrong.write_bytes(b"no font")
    with pytest.raises(SettingsError, match="LIANJIE_PDF_FONT"):
        Typeface(wrong)
