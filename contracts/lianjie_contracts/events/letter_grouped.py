"""A letter was put under another of the same content (群发信, 联名信), or stands alone again."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from lianjie_contracts.letter_event import LetterEvent


class LetterGrouped(LetterEvent):
    """A person has decided it; each letter is counted, one reply answers all."""

    type: ClassVar[str] = "letter_grouped"

    lead_id: str | None = Field(
        default=None, description="the letter that is answered for all; none: it stands alone again"
    )
    lead_no: str = ""
