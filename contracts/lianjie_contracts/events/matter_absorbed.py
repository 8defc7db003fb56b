"""A matter has taken another one into itself; the other half of row 42, which moves nothing here."""

from __future__ import annotations

from typing import ClassVar

from lianjie_contracts.base import Claim, MatterEvent


class MatterAbsorbed(MatterEvent):
    """The survivor of a merging, with what it takes over. It was received earlier, so its own limits stand (domain 3.2)."""

    type: ClassVar[str] = "matter_absorbed"

    absorbed: str
    item_ids: tuple[str, ...]
    item_nos: tuple[str, ...]
    headcount: int = 1
    new_claims: tuple[Claim, ...] = ()
