"""What intake keeps of transfers: which of ours each became, so that none is registered or answered twice."""

from __future__ import annotations

from dataclasses import dataclass

from chassis.documents import Kind


@dataclass(frozen=True, slots=True)
class Transfer:
    """By the superior's number. `item_no` is empty while it is refused: it may be mended and come again."""

    number: str
    digest: str
    item_no: str = ""
    matter_id: str = ""


TRANSFERS: Kind[Transfer] = Kind("transfers", Transfer, subject="transfer")
