"""Saved lists kept in memory, by the same rules as in the database."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from services.workbench.saved import MOST, SAVED

if TYPE_CHECKING:
    from services.workbench.saved import SavedList


@dataclass
class MemorySavedLists:
    """See services.workbench.saved.SavedLists; states go through the same dump and load as in the database."""

    held: dict[str, SavedList] = field(default_factory=dict)

    async def of(self, by: str) -> list[SavedList]:
        mine = sorted((each for each in self.held.values() if each.by == by), key=lambda each: each.saved_at)
        return mine[:MOST]

    async def save(self, kept: SavedList) -> None:
        self.held[kept.id] = SAVED.load(SAVED.dump(kept))

    async def drop(self, by: str, id_: str) -> None:
        if (held := self.held.get(id_)) and held.by == by:
            del self.held[id_]
