"""A stack is split at its separator sheets; what cannot be told is said by page and never guessed."""

from __future__ import annotations

from services.intake.letters.splitting import MARK, NEW, PageRead, split

FIRST, SECOND = "45019920261123X00001", "45019920261123X00002"
KNOWN = {FIRST, SECOND}


def stack(*what: str) -> list[PageRead]:
    """Pages by what they are: a code of ours begins a letter, "" is written, "-" is blank, anything else is a foreign code."""
    return [
        PageRead(n, (each,) if each not in {"", "-"} else (), f"hash-{n}", blank=each == "-")
        for n, each in enumerate(what, 1)
    ]


def test_each_letter_has_the_pages_behind_its_sheet_and_their_hashes() -> None:
    done = split(stack(MARK + FIRST, "", "", MARK + SECOND, ""), KNOWN)
    assert [(part.letter_no, part.sheet, part.pages) for part in done.parts] == [
        (FIRST, 1, (2, 3)),
        (SECOND, 4, (5,)),
    ]
    assert done.parts[0].hashes == ("hash-2", "hash-3")
    assert (done.lost, [part.because for part in done.parts]) == ((), ["", ""])


def test_a_sheet_without_a_number_stands_for_a_letter_not_signed_in_and_may_come_often() -> None:
    done = split(stack(MARK + NEW, "", MARK + NEW, ""), KNOWN)
    assert [(part.letter_no, part.because) for part in done.parts] == [("", ""), ("", "")]


def test_pages_before_the_first_sheet_belong_to_nobody() -> None:
    done = split(stack("", "", MARK + FIRST, ""), KNOWN)
    assert [page for page, _ in done.lost] == [1, 2]
    assert "前面没有分隔页" in done.lost[0][1]


def test_the_back_of_a_sheet_is_no_page_but_a_blank_page_within_a_letter_is() -> None:
    done = split(stack(MARK + FIRST, "-", "", "-", ""), KNOWN)
    assert (done.parts[0].pages, done.backs) == ((3, 4, 5), (2,))


def test_the_sender_s_own_codes_split_nothing() -> None:
    done = split(stack(MARK + FIRST, "XA12345678944", ""), KNOWN)
    assert [part.pages for part in done.parts] == [(2, 3)]


def test_a_sheet_with_nothing_behind_it_an_unknown_number_and_the_same_number_twice_are_named() -> None:
    done = split(
        stack(MARK + FIRST, MARK + "45019920261123X09999", "", MARK + SECOND, "", MARK + SECOND, ""), KNOWN
    )
    said = [part.because for part in done.parts]
    assert "第 1 页是分隔页，后面没有信" in said[0]
    assert "没有编号 45019920261123X09999 的来信" in said[1]
    assert said[2] == ""
    assert "第 4 页已有同号的分隔页" in said[3]


def test_two_sheets_on_one_page_begin_no_letter() -> None:
    page = PageRead(1, (MARK + FIRST, MARK + SECOND), "h")
    done = split([page, PageRead(2, (), "i")], KNOWN)
    assert done.parts == ()
    assert [n for n, _ in done.lost] == [1, 2]


def test_every_page_is_somewhere_once() -> None:
    what = ("", MARK + FIRST, "-", "", "", MARK + SECOND, "-", MARK + NEW, "", "XA1", "")
    done = split(stack(*what), KNOWN)
    placed = [page for part in done.parts for page in (part.sheet, *part.pages)] + [
        page for page, _ in done.lost
    ]
    assert done.backs == (3, 7)
    assert sorted([*placed, *done.backs]) == list(range(1, len(what) + 1))
