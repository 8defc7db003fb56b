"""A letter as intake keeps it, and how each of its events changes it: a restored letter is told by its events alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from lianjie_contracts.base import Petitioner
from lianjie_contracts.events.letter_grouped import LetterGrouped
from lianjie_contracts.events.letter_scanned import LetterScanned, ScannedPages
from lianjie_contracts.events.letter_shelved import LetterShelved, Shelved
from lianjie_contracts.events.letter_step_taken import (
    LetterContents,
    LetterCover,
    LetterEntry,
    LetterStep,
    LetterStepTaken,
)
from lianjie_contracts.events.valuables_returned import ReturnReceipt, ValuablesReturned
from lianjie_contracts.events.valuables_taken import Valuable, ValuablesTaken
from lianjie_contracts.letter_event import LetterEvent
from lianjie_contracts.vocabulary import LetterMode, LetterState, ShelfState


@dataclass(frozen=True, slots=True)
class Custody:
    """One thing that lay in the envelope; open until there is a receipt."""

    valuable: Valuable
    receipt: ReturnReceipt | None = None

    @property
    def open(self) -> bool:
        return self.receipt is None


@dataclass(frozen=True, slots=True)
class Letter:
    """`steps` are in the order in which they were taken; `lead_id` is the letter of the same content that answers for all."""

    letter_no: str
    county: str
    state: LetterState
    received_at: datetime
    cover: LetterCover
    steps: tuple[LetterStep, ...] = ()
    contents: LetterContents | None = None
    entry: LetterEntry | None = None
    scans: tuple[ScannedPages, ...] = ()
    custody: tuple[Custody, ...] = ()
    shelf: Shelved | None = None
    lead_id: str | None = None
    lead_no: str = ""

    def step(self, *acts: str) -> LetterStep | None:
        """The last step taken by one of these acts."""
        return next((step for step in reversed(self.steps) if step.act in acts), None)

    @property
    def mode(self) -> LetterMode | None:
        """How it is handled, once that is set (LT7)."""
        set_ = self.step("set_letter_mode")
        return set_.mode if set_ else None

    @property
    def open_custody(self) -> tuple[Custody, ...]:
        return tuple(each for each in self.custody if each.open)

    @property
    def sender_known(self) -> bool:
        """The sender can be told and found: such a sender is told what becomes of the letter [R22 23]."""
        sender = self.cover.sender
        return sender.name is not None and (sender.address is not None or sender.phone is not None)

    @property
    def on_shelf(self) -> bool:
        return self.shelf is not None and self.shelf.state is ShelfState.ON_SHELF


def after(letter: Letter | None, event: LetterEvent) -> Letter:
    """The letter after one of its own events; the first one is always LT1."""
    if isinstance(event, LetterStepTaken):
        return _stepped(letter or _new(event), event)
    if letter is None:
        raise ValueError(f"{event.type} of a letter that was never signed in")
    match event:
        case LetterScanned():
            return replace(letter, scans=(*letter.scans, event.scan))
        case LetterGrouped():
            return replace(letter, lead_id=event.lead_id, lead_no=event.lead_no)
        case ValuablesTaken():
            return replace(letter, custody=(*letter.custody, Custody(event.valuable)))
        case ValuablesReturned():
            return replace(letter, custody=tuple(_returned(each, event) for each in letter.custody))
        case LetterShelved():
            return replace(letter, shelf=event.shelf)
        case _:
            raise ValueError(f"{event.type} is no event of a letter")


def _new(event: LetterStepTaken) -> Letter:
    cover = event.cover or LetterCover(sender=Petitioner(petitioner_id=event.letter_id))
    return Letter(event.letter_no, event.county, event.state, event.received_at, cover)


def _stepped(letter: Letter, event: LetterStepTaken) -> Letter:
    return replace(
        letter,
        state=event.state,
        steps=(*letter.steps, event.step),
        contents=event.contents or letter.contents,
        entry=event.entry or letter.entry,
    )


def _returned(each: Custody, event: ValuablesReturned) -> Custody:
    return replace(each, receipt=event.receipt) if each.valuable.valuable_id == event.valuable_id else each
