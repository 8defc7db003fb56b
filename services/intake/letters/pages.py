"""Pages of a scan: read for their codes, hashed, cut out and shown; others get at the library between one page and the next."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from services.intake.letters.splitting import PageRead
from services.intake.pdfium import ONE_AT_A_TIME

READ_AT = 1600  # pixels of the longer side: about 140 dpi on A4, enough for a code of 3 cm on a slanted sheet
SPECKS = 20_000  # one point in so many may be dark on a blank page
_INK = 64  # how much darker than the paper (of 255) a point must be to count as ink


class ScanError(Exception):
    """The file is no scan that can be read; `because` says why, and the way out."""

    def __init__(self, code: str, because: str) -> None:
        super().__init__(code)
        self.code, self.because = code, because


def read_pages(pdf: bytes, most: int) -> tuple[PageRead, ...]:
    """Every page of at most `most`; raises ScanError."""
    with _opened(pdf) as document:
        if len(document) > most:
            raise ScanError("TOO_MANY_PAGES", f"有 {len(document)} 页，一次最多 {most} 页。请分成几次扫描。")
        return tuple(_read(document, index) for index in range(len(document)))


def cut(pdf: bytes, numbers: Sequence[int]) -> bytes:
    """A PDF of these pages (from 1), in this order."""
    import pypdfium2

    with _opened(pdf) as document:
        kept = io.BytesIO()
        with ONE_AT_A_TIME:
            out = pypdfium2.PdfDocument.new()
            out.import_pages(document, [number - 1 for number in numbers])
            out.save(kept)
            out.close()
    return kept.getvalue()


def picture(pdf: bytes, number: int, longer_side: int) -> bytes:
    """One page (from 1) as PNG; raises ScanError if there is no such page."""
    with _opened(pdf) as document:
        if not 1 <= number <= len(document):
            raise ScanError("NO_PAGE", "没有这一页。")
        image = _image(document, number - 1, longer_side)
    kept = io.BytesIO()
    image.save(kept, "PNG", optimize=True)
    return kept.getvalue()


def _read(document: Any, index: int) -> PageRead:  # noqa: ANN401 - the library's own document
    import zxingcpp

    image = _image(document, index, READ_AT)
    codes = tuple(found.text for found in zxingcpp.read_barcodes(image) if found.valid)
    # Of the image and not of the file: the same page is known again whatever file it comes in.
    digest = hashlib.sha256(f"{image.width}x{image.height}|".encode() + image.tobytes()).hexdigest()
    return PageRead(index + 1, codes, digest, _blank(image))


def _image(document: Any, index: int, longer_side: int) -> Any:  # noqa: ANN401 - the library's own document and image
    with ONE_AT_A_TIME:
        page = document[index]
        try:
            scale = longer_side / max(
                *page.get_size(), 1
            )  # a page of any size on paper is as large in memory
            return page.render(scale=scale, grayscale=True, may_draw_forms=False).to_pil().convert("L")
        finally:
            page.close()


def _blank(image: Any) -> bool:  # noqa: ANN401 - an image
    """Without ink but for specks. Strict: a blank page that is kept costs nothing, a short note that is dropped is lost."""
    histogram = image.histogram()
    paper = max(range(256), key=histogram.__getitem__)
    dark = sum(histogram[: max(paper - _INK, 0)])
    return bool(dark * SPECKS < image.width * image.height)


@contextmanager
def _opened(pdf: bytes) -> Iterator[Any]:
    import pypdfium2

    try:
        with ONE_AT_A_TIME:
            document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as wrong:
        locked = "password" in str(wrong).lower()
        raise ScanError(
            "LOCKED_PDF" if locked else "NO_PDF",
            "这个 PDF 加了密码。请去掉密码再上传。"
            if locked
            else "打不开这个文件。请在扫描仪上存成 PDF 再上传。",
        ) from None
    try:
        yield document
    finally:
        with ONE_AT_A_TIME:
            document.close()
