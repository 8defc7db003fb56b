"""Drafts kept in memory, by the same rules as in the database."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from services.workbench.drafts import DRAFTS, MOST

if TYPE_CHECKING:
    from datetime import datetime

    from services.workbench.drafts import Draft


@dataclass
class MemoryDrafts:
    """See services.workbench.drafts.Drafts; states go through the same dump and load as in the database."""

    held: dict[str, Draft] = field(default_factory=dict)

    async def save(self, id_: str, draft: Draft) -> bool:
        there = self.held.get(id_)
        if there and (there.by != draft.by or there.over):
            return False
        self.held[id_] = DRAFTS.load(DRAFTS.dump(draft))
        return True

    async def get(self, id_: str, by: str, since: datetime) -> Draft | None:
        return self._open(by, since).get(id_)

    async def of(self, by: str, since: datetime) -> dict[str, Draft]:
        mine = sorted(self._open(by, since).items(), key=lambda each: each[1].saved_at, reverse=True)
        return dict(mine[:MOST])

    async def count(self, by: str, since: datetime) -> int:
        return len(self._open(by, since))

    async def forget(self, before: datetime) -> None:
        self.held = {id_: draft for id_, draft in self.held.items() if draft.saved_at >= before}

    def _open(self, by: str, since: datetime) -> dict[str, Draft]:
        return {
            id_: draft
            for id_, draft in self.held.items()
            if draft.by == by and not draft.over and draft.saved_at >= since
        }
