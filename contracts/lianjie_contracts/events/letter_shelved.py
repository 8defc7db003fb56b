"""A letter was put on the 暂存 shelf, taken down again, or destroyed under an approved list."""

from __future__ import annotations

from typing import ClassVar

from pydantic import AwareDatetime, Field

from lianjie_contracts.base import Place, Value
from lianjie_contracts.letter_event import LetterEvent
from lianjie_contracts.vocabulary import HoldReason, ShelfState


class Shelved(Value):
    """The letter's place on the shelf, ordered by township and time [S4 二(四)4]."""

    state: ShelfState
    reason: HoldReason
    note: str = ""
    place: Place
    box: str
    since: AwareDatetime = Field(description="when it was put there")
    approved_by: str = Field(description="the deputy head whose endorsement it rests on")
    left_at: AwareDatetime | None = None
    left_because: str = Field(
        default="", description="why it was taken down, or the list it was destroyed under"
    )


class LetterShelved(LetterEvent):
    """The paper alone is destroyed; the record of the letter and the list are kept [domain 18]."""

    type: ClassVar[str] = "letter_shelved"

    shelf: Shelved
