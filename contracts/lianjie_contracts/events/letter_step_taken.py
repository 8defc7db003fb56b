"""One of the twelve steps of a letter was taken, or left out with a reason; rows LT1 to LT12 (LetterStepDone, LetterStepSkipped)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import AwareDatetime, Field

from lianjie_contracts.base import Petitioner, Place, Value
from lianjie_contracts.letter_event import LetterEvent
from lianjie_contracts.vocabulary import LetterKind, LetterMode, LetterState


class LetterCover(Value):
    """What the outside of an envelope tells; it is kept with its stamp and postmark [S4 二(二)]. The sender is sealed."""

    kind: LetterKind = LetterKind.ORDINARY
    postmark_on: date | None = Field(default=None, description="none: cannot be read")
    postmark_place: str = ""
    postcode: str = ""
    stamps: str = Field(default="", description="stamps and marks as they are, in words")
    sender: Petitioner


class LetterContents(Value):
    """What was in the envelope, counted at the opening."""

    sheets: int = Field(default=0, ge=0, description="sheets of the letter itself (主件)")
    enclosures: int = Field(default=0, ge=0, description="enclosures (附件)")
    note: str = ""


class LetterEntry(Value):
    """The item as which the letter was registered, and what the deadlines count from."""

    item_id: str
    item_no: str
    matter_id: str
    registered_at: AwareDatetime
    place: Place
    is_repeat: bool = False
    secret: bool = Field(default=False, description="an accusation, or secrecy was asked for")


class LetterStep(Value):
    """One step: who did it and when; left out only with a reason. `note` is what the step leaves on the sheet."""

    row: str = Field(description="row of the transition table, e.g. LT3s")
    act: str
    skipped: bool = False
    operator: str = Field(description="the colleague who did it")
    by: str = Field(description="the account that noted it")
    done_at: AwareDatetime
    note: str = ""
    mode: LetterMode | None = Field(default=None, description="proposed at LT4, endorsed at LT5, set at LT7")


class LetterStepTaken(LetterEvent):
    """A letter moved on. Starts C01 at LT1, stops it at LT4; LT6 stops C03, LT6s voids it [S4 二]."""

    type: ClassVar[str] = "letter_step_taken"

    state: LetterState = Field(description="state after the step")
    step: LetterStep
    received_at: AwareDatetime = Field(description="stamp of receipt; starts C01 and C03")
    cover: LetterCover | None = Field(default=None, description="at LT1")
    contents: LetterContents | None = Field(default=None, description="at LT2")
    entry: LetterEntry | None = Field(default=None, description="at LT4 and after: what it was registered as")
