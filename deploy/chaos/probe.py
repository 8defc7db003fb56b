"""How long it takes from the answer to the clerk until every service has heard of the matter."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from chassis.errors import ChassisError

if TYPE_CHECKING:
    from deploy.chaos.books import Databases
    from deploy.chaos.ledger import Accepted, Ledger

LISTENERS = ("deadlines", "notifications", "analytics", "workbench")
ONE_IN = 10  # matters
LOOK_EVERY = 0.5  # seconds: so exact are the figures


class Probe:
    """Follows every tenth matter of the ledger."""

    def __init__(self, kept: Databases, ledger: Ledger) -> None:
        self._databases = [kept[name] for name in LISTENERS]
        self._ledger = ledger
        self._looked = 0
        self._waiting: dict[str, Accepted] = {}
        self.heard: list[tuple[float, float]] = []

    async def run(self) -> None:
        """Until cancelled; fills `heard` with (when accepted, seconds until all had heard)."""
        while True:
            await asyncio.sleep(LOOK_EVERY)
            registered = self._ledger.registered
            fresh, self._looked = registered[self._looked :], len(registered)
            self._waiting |= {
                f"matter:{row.matter_id}": row
                for n, row in enumerate(fresh, len(registered) - len(fresh))
                if n % ONE_IN == 0
            }
            if self._waiting:
                await self._look()

    async def _look(self) -> None:
        where = {"_id": {"$in": list(self._waiting)}}
        try:
            found = [await each.find("positions", where, only={"_id": 1}) for each in self._databases]
        except ChassisError:
            return
        now = time.time()
        everywhere = set.intersection(*({row["_id"] for row in rows} for rows in found))
        self.heard += [
            (row.at, now - row.at) for subject in everywhere for row in [self._waiting.pop(subject)]
        ]
