"""The documents of a raw service: conditional writes and transactions, with the driver's own calls and nothing around them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from bson.binary import Binary
from motor.motor_asyncio import AsyncIOMotorClient
from pymongo import InsertOne, UpdateOne
from pymongo.errors import ConnectionFailure, OperationFailure
from pymongo.read_concern import ReadConcern
from pymongo.write_concern import WriteConcern

Row = dict[str, Any]
# Compresses about as well as documents do: half of it repeats itself.
FILLING = b"".join(
    f"{hashlib.sha256(str(n).encode()).hexdigest():.32}state.assignments.claim_ids.unit".encode()
    for n in range(1024)
)
TOLD_APART = 8  # ids kept of each stream
LOST = (OperationFailure, ConnectionFailure)


class Store:
    """Majority and journal for every write, as the system has it."""

    def __init__(self, url: str, database: str) -> None:
        client: Any = AsyncIOMotorClient(
            url, w="majority", journal=True, readConcernLevel="majority", tz_aware=True
        )
        self._client, self._collection = client, cache(client[database].get_collection)

    async def load(self, collection: str, ids: Collection[str], session: Any = None) -> dict[str, Row]:  # noqa: ANN401
        cursor = self._collection(collection).find(
            {"_id": {"$in": list(ids)}}, {"unsent": 0}, session=session
        )
        return {row["_id"]: row for row in await cursor.to_list(None)}

    async def save(self, collection: str, row: Row, size: int, unsent: Sequence[Row]) -> bool:
        """Whether nobody else was first."""
        where, change = saving(row, size, unsent)
        result = await self._collection(collection).update_one(where, change, upsert=row["version"] == 0)
        return bool(result.matched_count or result.upserted_id)

    async def number(self, series: str) -> int:
        row = await self._collection("counters").find_one_and_update(
            {"_id": series}, {"$inc": {"last": 1}}, upsert=True, return_document=True
        )
        return int(row["last"])

    async def unsent(self, collection: str, ids: Collection[str]) -> list[Row]:
        where = {"_id": {"$in": list(ids)}, "unsent.0": {"$exists": True}}
        rows: list[Row] = await self._collection(collection).find(where, {"unsent": 1}).to_list(None)
        return rows

    async def sent(self, collection: str, rows: Sequence[Row]) -> None:
        """Keep what was sent in the history, and forget it in the documents."""
        history = [
            InsertOne({"_id": f"{row['_id']}:{message['n']}", "subject": row["_id"], **message})
            for row in rows for message in row["unsent"]
        ]  # fmt: skip
        await self._collection(f"{collection}_history").bulk_write(history, ordered=False)
        pulls = [
            UpdateOne({"_id": row["_id"]}, {"$pull": {"unsent": {"n": {"$lte": row["unsent"][-1]["n"]}}}})
            for row in rows
        ]
        await self._collection(collection).bulk_write(pulls, ordered=False)

    async def together(self, act: Any) -> None:  # noqa: ANN401 - a coroutine function of the session
        """In one transaction, again whenever a race was lost."""
        while True:
            try:
                async with (
                    await self._client.start_session() as session,
                    session.start_transaction(ReadConcern("snapshot"), WriteConcern("majority", j=True)),
                ):
                    await act(session)
            except LOST as failed:
                if not failed.has_error_label("TransientTransactionError"):
                    raise
            else:
                return

    async def write(self, collection: str, writes: list[UpdateOne], session: Any) -> None:  # noqa: ANN401
        if writes:
            await self._collection(collection).bulk_write(writes, ordered=False, session=session)


def fresh(id_: str) -> Row:
    return {"_id": id_, "version": 0, "n": 0}


def saving(row: Row, size: int, unsent: Sequence[Row]) -> tuple[Row, Row]:
    """The conditional write of one document, with what it announces."""
    change: Row = {
        "$set": {
            "version": row["version"] + 1, "n": row["n"], "state": Binary(FILLING[:size]),
        }
    }  # fmt: skip
    if unsent:
        change |= {"$push": {"unsent": {"$each": list(unsent)}}, "$currentDate": {"unsent_since": True}}
    return {"_id": row["_id"], "version": row["version"]}, change


def moving(stream: str, position: Row) -> UpdateOne:
    fields = {"seq": position["seq"], "ids": position["ids"][-TOLD_APART:], "forked": False}
    return UpdateOne({"_id": stream}, {"$set": fields}, upsert=True)
