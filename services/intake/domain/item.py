"""An item as intake keeps it: what was announced, and by which blind index its person is found again."""

from __future__ import annotations

from dataclasses import dataclass

from lianjie_contracts.events.item_registered import ItemRegistered


@dataclass(frozen=True, slots=True)
class Item:
    """`person` is the same for the same person on the whole bus and tells nothing about who it is (correction 25)."""

    item_no: str
    matter_id: str
    person: str
    registered: ItemRegistered
    code_issue: int = 1


@dataclass(frozen=True, slots=True)
class PersonDataKey:
    """The wrapped data key of one person in one county; destroyed when `wrapped` is None."""

    county: str
    wrapped: str | None = None


@dataclass(frozen=True, slots=True)
class Holders:
    """The units to which a matter was dispatched."""

    units: tuple[str, ...] = ()
