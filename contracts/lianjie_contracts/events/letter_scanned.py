"""Pages of a letter were scanned: where the images lie, and the hash of each."""

from __future__ import annotations

from typing import ClassVar

from pydantic import AwareDatetime, Field

from lianjie_contracts.base import Value
from lianjie_contracts.letter_event import LetterEvent


class ScannedPages(Value):
    """One scan. Each page has the SHA-256 of its image, so that the same page is known again whatever file holds it."""

    attachment_id: str
    sha256: str = Field(description="of the file")
    pages: tuple[str, ...] = Field(description="SHA-256 of each page's image, in order")
    scanned_at: AwareDatetime
    scanned_by: str = ""


class LetterScanned(LetterEvent):
    """The image is the record; what a machine read out of it never replaces it (correction 27)."""

    type: ClassVar[str] = "letter_scanned"

    scan: ScannedPages
