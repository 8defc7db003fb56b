"""A dossier as one file (一卷一包): the list of its pieces as a PDF, the pieces, and their fingerprints, as a ZIP that is streamed.

The same bound dossier makes the same bytes: names and order are those of its list, and all times are when it was bound.
What its owner sends is counted against the list while it passes; where it does not fit, the download breaks off.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chassis.pdf import A4, MARGIN, Page, document, wrapped
from chassis.typeface import typeface
from services.workbench.words import local

INDEX, SUMS = "卷内目录.pdf", "SHA256SUMS"
GONE = "这份文书里的个人信息已按规定销毁，副本打不开了；目录和指纹仍在。\n"
_ENDINGS = {
    "text/html": "html", "application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
}  # fmt: skip
_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_COLUMNS = (
    (0, "序号"),
    (34, "类别"),
    (124, "题名、文号"),
    (310, "日期"),
    (368, "页数"),
    (398, "指纹（前16位）"),
)
_TITLE_WIDTH = 180
_BOTTOM = A4[1] - 70

Line = Mapping[str, Any]
Fetch = Callable[[Line], AsyncIterator[bytes]]


class AlteredError(Exception):
    """A piece is not what was bound."""


class GoneError(Exception):
    """A piece cannot be read any more, for its person's key was destroyed."""


@dataclass
class _Pipe:
    """Where the ZIP is written, taken away piece by piece."""

    held: bytearray
    done: int = 0

    def write(self, octets: bytes) -> int:
        self.held += octets
        self.done += len(octets)
        return len(octets)

    def tell(self) -> int:
        return self.done

    def flush(self) -> None:
        """Nothing waits here."""

    def close(self) -> None:
        """Nothing is held open."""

    def take(self) -> bytes:
        taken = bytes(self.held)
        self.held.clear()
        return taken


def name_of(line: Line) -> str:
    """003-答复、结论-信访处理意见书 住建信处〔2026〕57号.html"""
    ending = _ENDINGS.get(line["media_type"], "bin")
    words = " ".join(filter(None, (line["title"], line["number"])))
    return f"{line['seq']:03}-{line['group_name']}-{_UNFIT.sub('_', words)}.{ending}"


async def bundled(dossier: Mapping[str, Any], fetch: Fetch) -> AsyncIterator[bytes]:
    """The ZIP, as it grows. Raises AlteredError at the first piece whose bytes are not those of the list."""
    at = local(datetime.fromisoformat(dossier["bound_at"])).timetuple()[:6]
    lines = [line for line in dossier["pieces"] if line["source"] != "paper"]
    pipe = _Pipe(bytearray())
    with zipfile.ZipFile(pipe, "w") as archive:
        archive.writestr(_entry(INDEX, at), index(dossier))
        sums = "".join(f"{line['sha256']}  {name_of(line)}\n" for line in lines)
        archive.writestr(_entry(SUMS, at), f"{sums}# {dossier['chain']}\n")
        yield pipe.take()
        for line in lines:
            try:
                async for _ in _copied(archive, _entry(name_of(line), at), line, fetch):
                    yield pipe.take()
            except GoneError:
                archive.writestr(_entry(f"{name_of(line)}.txt", at), GONE)
            yield pipe.take()
    yield pipe.take()


async def _copied(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, line: Line, fetch: Fetch
) -> AsyncIterator[None]:
    pieces, counted = fetch(line), hashlib.sha256()
    first = await anext(pieces, b"")  # before the name stands in the archive: what is gone has none
    with archive.open(entry, "w", force_zip64=True) as file:
        file.write(first)
        counted.update(first)
        async for piece in pieces:
            file.write(piece)
            counted.update(piece)
            yield
    if counted.hexdigest() != line["sha256"]:
        raise AlteredError(f"piece {line['seq']}")


def _entry(name: str, at: tuple[int, ...]) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, (at[0], at[1], at[2], at[3], at[4], at[5]))
    entry.external_attr = 0o644 << 16
    return entry


def index(dossier: Mapping[str, Any]) -> bytes:
    """卷内目录: what is in the dossier, in order, page by page."""
    pages = [_first(dossier)]
    y = 178.0
    for line in dossier["pieces"]:
        words = " ".join(filter(None, (line["title"], line["number"])))
        rows = wrapped(words, 9, _TITLE_WIDTH, pages[0].face)
        if y + 14 * len(rows) > _BOTTOM:
            pages.append(Page(pages[-1].face))
            y = _headed(pages[-1], 60)
        _row(pages[-1], y, line, rows)
        y += 14 * len(rows) + 8
        pages[-1].rule(y - 12, 0.25)
    for number, page in enumerate(pages, 1):
        page.centred(A4[1] - 34, f"第{number}页 共{len(pages)}页", 9)
    pages[-1].text(MARGIN, A4[1] - 52, f"指纹链末端（SHA-256）：{dossier['chain']}", 7.5)
    return document(pages, f"卷内目录 {dossier['dossier_no']}")


def _first(dossier: Mapping[str, Any]) -> Page:
    page = Page(typeface())
    page.centred(70, "卷内目录", 20)
    facts = (
        f"卷号：{dossier['dossier_no']}　{dossier['title']}　保管期限：{dossier['keep']}",
        f"事项：{dossier['matter']}（登记编号 {dossier['item_no']}）",
        f"第{dossier['volume']}次立卷　立卷人：{dossier['keeper']}　{local(datetime.fromisoformat(dossier['bound_at'])):%Y-%m-%d %H:%M}",
    )
    for n, fact in enumerate(facts):
        page.text(MARGIN, 98 + 17 * n, wrapped(fact, 10.5, A4[0] - 2 * MARGIN, page.face)[0])
    _headed(page, 156)
    return page


def _headed(page: Page, y: float) -> float:
    page.rule(y - 14, 1)
    for x, heading in _COLUMNS:
        page.text(MARGIN + x, y, heading, 9)
    page.rule(y + 6)
    return y + 22


def _row(page: Page, y: float, line: Line, rows: Sequence[str]) -> None:
    dated = f"{local(datetime.fromisoformat(line['dated'])):%Y-%m-%d}" if line["dated"] else ""
    cells = (str(line["seq"]), line["group_name"], "", dated, line["pages"], line["sha256"][:16])
    for (x, _), cell in zip(_COLUMNS, cells, strict=True):
        page.text(MARGIN + x, y, cell, 9)
    for n, row in enumerate(rows):
        page.text(MARGIN + _COLUMNS[2][0], y + 14 * n, row, 9)
