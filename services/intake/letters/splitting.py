"""One stack of scanned pages, split into letters at the separator sheets; whatever cannot be told is said by page."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

MARK = "LJX:"  # how the code on a separator sheet begins; other codes (registered mail) are the sender's and are left alone
NEW = "NEW"  # a sheet that stands for a letter not signed in yet


@dataclass(frozen=True, slots=True)
class PageRead:
    """One page as it was read: its place from 1, the codes on it, whether it is blank, and the SHA-256 of its image."""

    number: int
    codes: tuple[str, ...]
    sha256: str
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """The pages of one letter; `because` says why they cannot be imported as they are. No number: a letter still to be
    signed in."""

    letter_no: str
    sheet: int
    pages: tuple[int, ...] = ()
    hashes: tuple[str, ...] = ()
    because: str = ""


@dataclass(frozen=True, slots=True)
class Split:
    """The letters of a stack; the pages that belong to none, each with the reason; and the blank backs of the sheets."""

    parts: tuple[Part, ...]
    lost: tuple[tuple[int, str], ...] = ()
    backs: tuple[int, ...] = ()


def mark(letter_no: str) -> str:
    """What stands in the code of a separator sheet."""
    return f"{MARK}{letter_no or NEW}"


def split(pages: Iterable[PageRead], known: Collection[str]) -> Split:
    """`known`: the numbers of letters that were signed in here."""
    parts: list[Part] = []
    lost: list[tuple[int, str]] = []
    backs: list[int] = []
    for page in pages:
        marks = sorted({code.removeprefix(MARK) for code in page.codes if code.startswith(MARK)})
        if len(marks) > 1:
            lost.append((page.number, "这一页有两张分隔页的码。请只放一张，重新扫描。"))
        elif marks:
            parts.append(Part("" if marks[0] == NEW else marks[0], page.number))
        elif not parts:
            lost.append((page.number, "前面没有分隔页，不知道是哪封信的。请补一张分隔页，重新扫描。"))
        elif page.blank and page.number == parts[-1].sheet + 1:
            backs.append(page.number)
        else:
            last = parts[-1]
            parts[-1] = replace(last, pages=(*last.pages, page.number), hashes=(*last.hashes, page.sha256))
    return Split(tuple(_checked(parts, known)), tuple(lost), tuple(backs))


def _checked(parts: Sequence[Part], known: Collection[str]) -> Iterable[Part]:
    seen: dict[str, int] = {}
    for part in parts:
        because = ""
        if not part.pages:
            because = f"第 {part.sheet} 页是分隔页，后面没有信。请检查是否漏扫。"
        elif part.letter_no and part.letter_no not in known:
            because = f"没有编号 {part.letter_no} 的来信。请先签收，或换一张分隔页。"
        elif part.letter_no in seen and part.letter_no:
            because = f"第 {seen[part.letter_no]} 页已有同号的分隔页。请把两部分放在一起，重新扫描。"
        if part.letter_no:
            seen.setdefault(part.letter_no, part.sheet)
        yield replace(part, because=because)
