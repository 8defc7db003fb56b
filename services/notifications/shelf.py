"""Which deliveries there are: those due to be sent, those waiting at the window, those of one matter."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol

from chassis.mongo import Mongo
from lianjie_contracts.vocabulary import Addressee, DeliveryMode, DeliveryState
from services.notifications.codes import CODE_MESSAGES
from services.notifications.domain.delivery import Delivery
from services.notifications.dossiers.dossier import Dossier, Inspection
from services.notifications.store import DELIVERIES, DOSSIERS, INSPECTIONS
from services.notifications.warning import WARNING_BOXES

AT_THE_WINDOW = (DeliveryState.SIGNED, DeliveryState.FAILED)
PAGE = 500

Found = list[tuple[str, Delivery]]


class Shelf(Protocol):
    async def due(self, now: datetime, limit: int) -> list[str]:
        """Ids whose `next_at` has come, oldest first."""
        ...

    async def waiting(self, county: str, unit: str | None) -> Found:
        """What people must hand over, oldest first; of one unit only, if given."""
        ...

    async def of_matter(self, matter_id: str) -> Found: ...

    async def inspections(self, matter_id: str) -> list[Inspection]:
        """Who has looked into the dossier, the newest first."""
        ...

    async def dossiers(self, county: str) -> list[Dossier]:
        """All that were bound in a county, the newest first."""
        ...


class MongoShelf:
    """See Shelf; each question has its index."""

    def __init__(self, mongo: Mongo) -> None:
        self._mongo = mongo

    async def due(self, now: datetime, limit: int) -> list[str]:
        rows = await self._mongo.find(
            DELIVERIES.name,
            {"state.next_at": {"$lte": now}},
            sort=[("state.next_at", 1)],
            limit=limit,
            only={"_id": 1},
        )
        return [row["_id"] for row in rows]

    async def codes_due(self, now: datetime, limit: int) -> list[str]:
        """Ids of one-time codes whose `next_at` has come."""
        return await self._come(CODE_MESSAGES.name, now, limit)

    async def warnings_due(self, now: datetime, limit: int) -> list[str]:
        """Ids of boxes of warnings whose `next_at` has come."""
        return await self._come(WARNING_BOXES.name, now, limit)

    async def _come(self, kind: str, now: datetime, limit: int) -> list[str]:
        where = {"state.next_at": {"$lte": now}}
        order = [("state.next_at", 1)]
        rows = await self._mongo.find(kind, where, sort=order, limit=limit, only={"_id": 1})
        return [row["_id"] for row in rows]

    async def waiting(self, county: str, unit: str | None) -> Found:
        where: dict[str, Any] = {
            "state.paper.county": county, "state.mode": DeliveryMode.DIRECT.value,
            "state.paper.to": {"$in": [Addressee.PETITIONER.value, None]},
            "state.state": {"$in": [state.value for state in AT_THE_WINDOW]},
        }  # fmt: skip
        return await self._found(where | ({"state.paper.unit": unit} if unit else {}))

    async def of_matter(self, matter_id: str) -> Found:
        return await self._found({"state.paper.matter_id": matter_id})

    async def inspections(self, matter_id: str) -> list[Inspection]:
        where = {"state.matter_id": matter_id}
        rows = await self._mongo.find(INSPECTIONS.name, where, sort=[("state.at", -1)], limit=PAGE)
        return [INSPECTIONS.load(row["state"]) for row in rows]

    async def dossiers(self, county: str) -> list[Dossier]:
        """Without the copies of their texts, which a list does not need."""
        where, order = {"state.county": county}, [("state.bound_at", -1)]
        without = {"state.pieces.plain": 0, "state.pieces.sealed": 0}
        rows = await self._mongo.find(DOSSIERS.name, where, sort=order, limit=PAGE, only=without)
        return [DOSSIERS.load(row["state"]) for row in rows]

    async def _found(self, where: dict[str, Any]) -> Found:
        rows = await self._mongo.find(
            DELIVERIES.name, where, sort=[("state.opened_at", 1)], limit=PAGE, only={"state": 1}
        )
        return [(row["_id"], DELIVERIES.load(row["state"])) for row in rows]
