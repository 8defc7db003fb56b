"""An item as intake keeps it: what was registered first, what followed, and by which blind index its person is found again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from lianjie_contracts.events.item_corrected import Correction, ItemCorrected
from lianjie_contracts.events.item_interviewed import Interview, ItemInterviewed
from lianjie_contracts.events.item_registered import ItemRegistered
from lianjie_contracts.events.item_screened import ItemScreened, Screening
from lianjie_contracts.events.item_undo_asked import ItemUndoAsked
from lianjie_contracts.events.matter_undo_decided import MatterUndoDecided
from lianjie_contracts.events.registration_refused import RegistrationRefused
from lianjie_contracts.events.repeat_decided import RepeatDecided
from lianjie_contracts.item_event import ItemEvent
from lianjie_contracts.vocabulary import AttachmentRole


@dataclass(frozen=True, slots=True)
class Attached:
    """A file of an item; how large it is in bytes counts against what one item may hold."""

    attachment_id: str
    size: int
    role: AttachmentRole = AttachmentRole.SUBMITTED


class Undo(StrEnum):
    """How far the undoing of the import that brought an item is (ADR 0027). ASKED: routing has not answered yet."""

    ASKED = "ASKED"
    UNDONE = "UNDONE"
    LEFT = "LEFT"


@dataclass(frozen=True, slots=True)
class Item:
    """`person` is the same for the same person on the whole bus and tells nothing about who it is (correction 25).

    `registered` is never written again; `since` is the item as it reads after stages and corrections, if any followed; `last_at` says when that last changed.
    `undo`: only of an item whose import is undone, or was to be and is left, with the reason.
    """

    item_no: str
    matter_id: str
    person: str
    registered: ItemRegistered
    since: ItemRegistered | None = None
    interviews: tuple[Interview, ...] = ()
    screenings: tuple[Screening, ...] = ()
    corrections: tuple[Correction, ...] = ()
    attachments: tuple[Attached, ...] = ()
    last_at: datetime | None = None
    undo: Undo | None = None
    undo_because: str = ""

    @property
    def untouched(self) -> bool:
        """Nothing has been said or added since it was registered."""
        return self.since is None and not self.attachments

    @property
    def now(self) -> ItemRegistered:
        """The item as it reads now."""
        return self.since or self.registered

    def after(self, event: ItemEvent) -> Item:
        """The item after one more of its events."""
        moved = replace(self, since=event.item, last_at=event.occurred_at)
        if isinstance(event, ItemInterviewed):
            return replace(moved, interviews=(*self.interviews, event.interview))
        if isinstance(event, ItemScreened):
            return replace(moved, screenings=(*self.screenings, event.screening))
        if isinstance(event, RepeatDecided):
            return moved
        assert isinstance(event, ItemCorrected)
        return replace(moved, corrections=(*self.corrections, event.correction))


def undo_told(item: Item, event: ItemUndoAsked | MatterUndoDecided) -> Item:
    """The item after its import was asked to be undone, or after routing has answered."""
    if isinstance(event, ItemUndoAsked):
        return replace(item, undo=Undo.ASKED)
    return replace(item, undo=Undo.UNDONE if event.undone else Undo.LEFT, undo_because=event.because)


@dataclass(frozen=True, slots=True)
class Refusal:
    """One refused attempt to register."""

    told: RegistrationRefused


@dataclass(frozen=True, slots=True)
class PersonDataKey:
    """The wrapped data key of one person in one county; destroyed when `wrapped` is None."""

    county: str
    wrapped: str | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """One item of another county."""

    item_id: str
    place: str
    received_on: date


@dataclass(frozen=True, slots=True)
class Sighted:
    """One person as one other county knows them, by the id of their data key there; `keys` are blind."""

    county: str
    keys: tuple[str, ...] = ()
    seen: tuple[Seen, ...] = ()
    forgotten: bool = False


@dataclass(frozen=True, slots=True)
class Holders:
    """The units to which a matter was dispatched."""

    units: tuple[str, ...] = ()
