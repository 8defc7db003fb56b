"""What all events of a letter share."""

from __future__ import annotations

from typing import ClassVar

from lianjie_contracts.base import County, Event


class LetterEvent(Event):
    """A fact about one letter, as it came by post."""

    topic: ClassVar[str] = "intake.letters.{county}.v1"

    letter_id: str
    letter_no: str
    county: County
    office: str
