"""The only module that knows a MongoDB driver: Motor by default, PyMongo's own async client by one setting.

Everything is read and written with majority concern on the primary; the start asserts it.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any

from bson.codec_options import TypeRegistry
from motor.motor_asyncio import AsyncIOMotorClient
from pymongo import AsyncMongoClient, DeleteMany, DeleteOne, IndexModel, InsertOne, ReadPreference, UpdateOne
from pymongo.errors import (
    BulkWriteError,
    ConfigurationError,
    ConnectionFailure,
    DuplicateKeyError,
    InvalidURI,
    OperationFailure,
    PyMongoError,
)
from pymongo.read_concern import ReadConcern
from pymongo.write_concern import WriteConcern

from chassis.errors import ConflictError, SettingsError, TransientError

Delete = DeleteOne
Index = IndexModel
Insert = InsertOne
DeleteAll = DeleteMany
Update = UpdateOne
Rows = list[dict[str, Any]]
STREAMED = 1000  # documents read ahead

_WRITE_CONFLICT = 112
_DUPLICATE = 11000
# Primary stepped down, shutting down, no longer writable, snapshot too old, exceeded time: all pass by themselves.
_CLOSED = 121  # by a validator that lets nothing pass: chassis.shadows closes collections so
_PASSING = frozenset({_CLOSED, 6, 7, 89, 91, 189, 246, 251, 262, 9001, 10107, 11600, 11602, 13435, 13436, 50})


def _plain(value: object) -> object:
    """Days and words have no type of their own in BSON: they are kept as text, and read back by the state's own shape."""
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


class Mongo:
    """One service's database, through whichever driver was chosen; with `shadow`, the collections that lie beside the
    live ones under that name: "shadow.matters" instead of "matters"."""

    def __init__(self, url: str, database: str, driver: str = "motor", shadow: str = "") -> None:
        options: dict[str, Any] = {
            "tz_aware": True, "w": "majority", "journal": True, "readConcernLevel": "majority", "retryWrites": True,
            "readPreference": "primary", "serverSelectionTimeoutMS": 10_000, "appname": database, "uuidRepresentation": "standard",
            "type_registry": TypeRegistry(fallback_encoder=_plain),
        }  # fmt: skip
        self._motor = driver == "motor"
        try:
            self._client: Any = (AsyncIOMotorClient if self._motor else AsyncMongoClient)(url, **options)
        except (InvalidURI, ConfigurationError, ValueError) as wrong:
            raise SettingsError(f"LIANJIE_MONGO is not a MongoDB address: {wrong}") from None
        self._database = self._client[database]
        kept_in = self._database[shadow] if shadow else self._database
        # Made once: each new collection object costs as much as a small query.
        self._collection: Callable[[str], Any] = cache(kept_in.__getitem__)
        self.name = database

    def assert_safe(self) -> None:
        """Refuse to run with anything weaker than majority: a lost acknowledgement would be a lost petition."""
        db = self._database
        safe = {
            "write concern": db.write_concern.document.get("w") == "majority",
            "read concern": db.read_concern.level == "majority",
            "read preference": db.read_preference == ReadPreference.PRIMARY,
        }
        if wrong := [name for name, holds in safe.items() if not holds]:
            raise SettingsError(f"MongoDB would be used with a weak {', '.join(wrong)}")

    async def assert_replica_set(self) -> None:
        """Transactions need a replica set; a standalone server would fail at the first batch."""
        with translated():
            hello = await self._client.admin.command("hello")
        if "setName" not in hello:
            raise SettingsError(
                "MongoDB must be a replica set (a set of one is enough): transactions need it"
            )

    async def longest_transaction(self) -> int | None:
        """Seconds for which a killed process's transaction keeps its locks; None if the server does not say."""
        name = "transactionLifetimeLimitSeconds"
        try:
            with translated():
                said = await self._client.admin.command({"getParameter": 1, name: 1})
        except (PyMongoError, TransientError):
            return None
        return int(said[name])

    async def find(
        self, collection: str, where: Mapping[str, Any], *, sort: Sequence[tuple[str, int]] = (), limit: int = 0, skip: int = 0,
        only: Mapping[str, Any] | None = None, session: Any = None,  # noqa: ANN401 - the driver's own session
    ) -> Rows:  # fmt: skip
        with translated():
            cursor = self._collection(collection).find(where, only, session=session, limit=limit, skip=skip)
            if sort:
                cursor = cursor.sort(list(sort))
            rows: Rows = await cursor.to_list(None)
            return rows

    async def stream(
        self, collection: str, where: Mapping[str, Any], *, sort: Sequence[tuple[str, int]], only: Mapping[str, Any] | None = None
    ) -> AsyncIterator[dict[str, Any]]:  # fmt: skip
        """The same, however many there are: never more than a thousand of them in memory."""
        with translated():
            cursor = self._collection(collection).find(where, only, batch_size=STREAMED)
            cursor = cursor.sort(list(sort)) if sort else cursor
            try:
                while rows := await cursor.to_list(STREAMED):
                    for row in rows:
                        yield row
            finally:
                await cursor.close()

    async def command(self, order: Mapping[str, Any], *, admin: bool = False) -> dict[str, Any]:
        """What is done to collections and not to documents: rename, drop, list."""
        with translated():
            database = self._client.admin if admin else self._database
            answer: dict[str, Any] = await database.command(dict(order))
            return answer

    async def aggregate(self, collection: str, pipeline: Sequence[Mapping[str, Any]]) -> Rows:
        with translated():
            cursor: Any = self._collection(collection).aggregate(list(pipeline))
            if not self._motor:
                cursor = await cursor
            rows: Rows = await cursor.to_list(None)
            return rows

    async def earliest(self, collections: Sequence[str], where: Mapping[str, Any], by: str) -> dict[str, Any]:
        """The smallest value of a field in each of several collections, in one look; without those where nothing fits."""

        def look(name: str) -> list[Mapping[str, Any]]:
            told = {"_id": 0, "at": f"${by}", "of": {"$literal": name}}
            return [{"$match": where}, {"$sort": {by: 1}}, {"$limit": 1}, {"$project": told}]

        first, *others = collections
        also = [{"$unionWith": {"coll": self._collection(n).name, "pipeline": look(n)}} for n in others]
        return {row["of"]: row["at"] for row in await self.aggregate(first, [*look(first), *also])}

    async def count(self, collection: str, where: Mapping[str, Any]) -> int:
        with translated():
            return int(await self._collection(collection).count_documents(where))

    async def update_one(
        self, collection: str, where: Mapping[str, Any], change: Mapping[str, Any], *, upsert: bool = False
    ) -> int:
        """How many documents now hold the change (0 or 1)."""
        with translated():
            result = await self._collection(collection).update_one(where, change, upsert=upsert)
            return int(result.matched_count or (result.upserted_id is not None))

    async def increment(self, collection: str, id_: str, field: str) -> int:
        """Add one and return the new value: a local counter."""
        with translated():
            row: Any = await self._collection(collection).find_one_and_update(
                {"_id": id_}, {"$inc": {field: 1}}, upsert=True, return_document=True
            )
            return int(row[field])

    async def count_within(self, collection: str, id_: str, now: datetime, lasts: timedelta) -> int:
        """One more of something: how many there were since the first, counted anew once that is `lasts` ago.

        The row says in `until` how long it holds, and `n`; what is over may be deleted.
        """
        holds = {"$gt": ["$until", now]}
        told = {
            "n": {"$cond": [holds, {"$add": ["$n", 1]}, 1]},
            "until": {"$cond": [holds, "$until", now + lasts]},
        }
        with translated():
            row: Any = await self._collection(collection).find_one_and_update(
                {"_id": id_}, [{"$set": told}], upsert=True, return_document=True
            )
            return int(row["n"])

    async def bulk(
        self, collection: str, writes: Sequence[Any], *, ordered: bool = False,
        session: Any = None,  # noqa: ANN401 - the driver's own session
    ) -> int:  # fmt: skip
        """Apply writes together; how many documents matched or were new."""
        if not writes:
            return 0
        with translated():
            result = await self._collection(collection).bulk_write(
                list(writes), ordered=ordered, session=session
            )
            return int(result.matched_count + result.upserted_count + result.inserted_count)

    async def insert_missing(self, collection: str, rows: Sequence[Mapping[str, Any]]) -> list[Any]:
        """Insert what is not there yet; what is there stays as it is. The ids of those that were there."""
        if not rows:
            return []
        with translated():
            try:
                await self._collection(collection).bulk_write(
                    [InsertOne(dict(row)) for row in rows], ordered=False
                )
            except BulkWriteError as several:
                errors, lasting = _errors(several)
                if not lasting or any(error.get("code") != _DUPLICATE for error in errors):
                    raise
                return [rows[error["index"]]["_id"] for error in errors]
        return []

    async def index(self, collection: str, indexes: Sequence[IndexModel]) -> None:
        if indexes:
            with translated():
                await self._collection(collection).create_indexes(list(indexes))

    @contextlib.asynccontextmanager
    async def transaction(self) -> AsyncIterator[Any]:
        """A session inside a snapshot transaction, committed with majority on leaving."""
        concerns = {
            "read_concern": ReadConcern("snapshot"),
            "write_concern": WriteConcern("majority", j=True),
        }
        with translated():
            if self._motor:
                async with (
                    await self._client.start_session() as session,
                    session.start_transaction(**concerns),
                ):
                    yield session
            else:
                async with (
                    self._client.start_session() as session,
                    await session.start_transaction(**concerns),
                ):
                    yield session

    async def ping(self) -> None:
        with translated():
            await self._client.admin.command("ping")

    async def now(self) -> datetime:
        """The server's time, the same for all processes whatever their own clocks say."""
        with translated():
            hello = await self._client.admin.command("hello")
        at: datetime = hello["localTime"]
        return at if at.tzinfo else at.replace(tzinfo=UTC)

    async def close(self) -> None:
        closing = self._client.close()
        if closing is not None:
            await closing


@contextlib.contextmanager
def translated() -> Iterator[None]:
    """Driver errors as the chassis knows them: lost a race, or away for the moment; anything else stays what it is."""
    try:
        yield
    except DuplicateKeyError as twice:
        raise ConflictError("duplicate key") from twice
    except BulkWriteError as several:
        raise _of_many(several) from several
    except ConnectionFailure as away:
        raise TransientError("the database is not reachable") from away
    except OperationFailure as failed:
        if failed.code == _WRITE_CONFLICT or failed.has_error_label("TransientTransactionError"):
            raise ConflictError("lost a race") from failed
        if failed.code in _PASSING or failed.has_error_label("UnknownTransactionCommitResult"):
            raise TransientError("the database is changing its primary") from failed
        raise
    except PyMongoError as other:
        if other.has_error_label("TransientTransactionError") or other.has_error_label(
            "UnknownTransactionCommitResult"
        ):
            raise ConflictError("lost a race") from other
        raise


def _of_many(several: BulkWriteError) -> Exception:
    errors, lasting = _errors(several)
    if not lasting:
        return TransientError("the database could not promise to keep what it wrote")
    if any(error.get("code") == _CLOSED for error in errors):
        return TransientError("a collection is closed for the moment")
    if errors and {error.get("code") for error in errors} <= {_DUPLICATE, _WRITE_CONFLICT}:
        return ConflictError("lost a race")
    return several


def _errors(several: BulkWriteError) -> tuple[list[dict[str, Any]], bool]:
    """What was not written and why, and whether the rest will last (a majority has it)."""
    details: Mapping[str, Any] = several.details or {}
    return list(details.get("writeErrors", ())), not details.get("writeConcernErrors")
