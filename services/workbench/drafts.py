"""Registrations not finished: kept while the clerk types, sealed, for that clerk alone, and gone after a day."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from chassis.documents import Kind
from chassis.errors import ConflictError
from chassis.mongo import Delete
from lianjie_contracts.base import Sealed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chassis.mongo import Mongo
    from chassis.personal import Safe

FIELD = "draft"
MOST = 50  # shown of one clerk


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed, under a data key of its own; the id is the form's key, so a draft sent twice registers once.

    Once it is registered only `over` stays, so that a save still under way cannot bring it back.
    """

    by: str
    channel: str
    saved_at: datetime
    wrapped: str = ""
    content: Sealed | None = None
    over: bool = False


DRAFTS: Kind[Draft] = Kind("drafts", Draft, indexes=(("by", "-saved_at"), ("saved_at",)), kept=True)


class Drafts(Protocol):
    """What the pages ask for; whose draft it is, is always asked along."""

    async def save(self, id_: str, draft: Draft) -> bool:
        """Whether it is kept; not if it is over already, or somebody else's."""
        ...

    async def get(self, id_: str, by: str, since: datetime) -> Draft | None: ...

    async def of(self, by: str, since: datetime) -> dict[str, Draft]: ...

    async def count(self, by: str, since: datetime) -> int: ...

    async def forget(self, before: datetime) -> None: ...


@dataclass(frozen=True, slots=True)
class MongoDrafts:
    """See Drafts. The last save counts: nobody else writes into a clerk's draft."""

    mongo: Mongo

    async def save(self, id_: str, draft: Draft) -> bool:
        mine = {"_id": id_, "state.by": draft.by, "state.over": False}
        try:
            await self.mongo.update_one(
                DRAFTS.name, mine, {"$set": {"state": DRAFTS.dump(draft)}}, upsert=True
            )
        except ConflictError:
            return False
        return True

    async def get(self, id_: str, by: str, since: datetime) -> Draft | None:
        rows = await self.mongo.find(DRAFTS.name, {"_id": id_, **_open(by, since)}, limit=1)
        return DRAFTS.load(rows[0]["state"]) if rows else None

    async def of(self, by: str, since: datetime) -> dict[str, Draft]:
        rows = await self.mongo.find(DRAFTS.name, _open(by, since), sort=[("state.saved_at", -1)], limit=MOST)
        return {row["_id"]: DRAFTS.load(row["state"]) for row in rows}

    async def count(self, by: str, since: datetime) -> int:
        return await self.mongo.count(DRAFTS.name, _open(by, since))

    async def forget(self, before: datetime) -> None:
        while rows := await self.mongo.find(
            DRAFTS.name, {"state.saved_at": {"$lt": before}}, limit=500, only={"_id": 1}
        ):
            await self.mongo.bulk(DRAFTS.name, [Delete({"_id": row["_id"]}) for row in rows])


def _open(by: str, since: datetime) -> dict[str, object]:
    return {"state.by": by, "state.over": False, "state.saved_at": {"$gte": since}}


def sealed(id_: str, by: str, channel: str, values: Mapping[str, str], now: datetime, safe: Safe) -> Draft:
    """A draft of what was typed, which only this window can read."""
    wrapped = safe.new_key()
    text = json.dumps(dict(values), ensure_ascii=False)
    return Draft(by, channel, now, wrapped, safe.seal(id_, wrapped, FIELD, text))


def over(draft_by: str, channel: str, now: datetime) -> Draft:
    """What stays of a draft once it is registered or thrown away: that it is over."""
    return Draft(draft_by, channel, now, over=True)


def opened(draft: Draft, safe: Safe) -> Mapping[str, str]:
    """What was typed."""
    if draft.content is None:
        return {}
    values: dict[str, str] = json.loads(safe.open(draft.content, draft.wrapped, FIELD) or "{}")
    return values
