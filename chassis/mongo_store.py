"""Documents in MongoDB: one conditional write for a command, one transaction for a batch of heard records."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import asdict, fields
from datetime import UTC, datetime
from typing import Any, TypeVar

from chassis import crash
from chassis.documents import ANSWERS_KEPT, Answer, Document, Kind, Parked, Position, Record, Unsent
from chassis.errors import ConflictError
from chassis.mongo import Delete, Index, Mongo, Update

S = TypeVar("S")
POSITIONS, PARKED = "positions", "parked"
# The time is named so that the partial index serves: without it every look would read the whole collection.
UNSENT = {"unsent.0": {"$exists": True}, "unsent_since": {"$gt": datetime.fromtimestamp(0, UTC)}}

# Field by field: dataclasses.asdict copies every value deeply, which costs more than writing it.
_UNSENT = tuple(each.name for each in fields(Unsent))
_ANSWER = tuple(each.name for each in fields(Answer) if each.name != "repeated")


class MongoStore:
    """See chassis.store.Store."""

    def __init__(self, mongo: Mongo) -> None:
        self.mongo = mongo

    async def prepare(self, kinds: Sequence[Kind[Any]]) -> None:
        """Create collections and indexes before any transaction: making them inside one would abort the others."""
        for kind in kinds:
            indexes = [Index([_field(name) for name in names]) for names in kind.indexes]
            if kind.subject:
                tail = {"unsent.0": {"$exists": True}}
                indexes.append(Index([("unsent_since", 1)], name="unsent", partialFilterExpression=tail))
                await self.mongo.index(f"{kind.name}_history", [Index([("subject", 1), ("seq", 1)])])
            await self.mongo.index(kind.name, indexes or [Index([("version", 1)])])
        forks = Index([("forked", 1)], name="forks", partialFilterExpression={"forked": True})
        await self.mongo.index(POSITIONS, [forks])
        parked = [("subject", 1), ("seq", 1)], [("since", 1)], [("awaits", 1)]
        await self.mongo.index(PARKED, [Index(fields) for fields in parked])

    async def get(self, kind: Kind[S], ids: Collection[str]) -> dict[str, Document[S]]:
        return await _get(self.mongo, kind, ids, None)

    async def put(self, document: Document[Any]) -> None:
        kind = document.kind.name
        if document.version == 0:
            await self.mongo.bulk(kind, [_new(document)])
        elif not await self.mongo.update_one(kind, _as_read(document), _change(document)):
            raise ConflictError(f"{kind} was changed by somebody else")

    @contextlib.asynccontextmanager
    async def batch(self) -> AsyncIterator[MongoBatch]:
        async with self.mongo.transaction() as session:
            yield MongoBatch(self.mongo, session)
            crash.here("batch.written")
        crash.here("batch.committed")

    async def waiting(self, limit: int, skip: int = 0) -> list[Parked]:
        return [
            _parked(row)
            for row in await self.mongo.find(PARKED, {}, sort=[("since", 1)], limit=limit, skip=skip)
        ]

    async def waiting_for(self, ids: Collection[str], limit: int) -> list[str]:
        rows = await self.mongo.find(PARKED, {"awaits": {"$in": list(ids)}}, limit=limit, only={"subject": 1})
        return sorted({row["subject"] for row in rows})

    async def announced(self, kind: Kind[Any], id_: str) -> list[Unsent]:
        """Looks at the tail first: the relay copies to the history before it removes, so nothing slips between."""
        subject = f"{kind.subject}:{id_}"
        rows = await self.mongo.find(kind.name, {"_id": id_}, only={"unsent": 1})
        tail = [unsent_of(message) for row in rows for message in row["unsent"]]
        there = await self.mongo.find(f"{kind.name}_history", {"subject": subject}, sort=[("seq", 1)])
        said = [message_of(row) for row in there]
        known = {message.id for message in said}
        return [*said, *(message for message in tail if message.id not in known)]


class MongoBatch:
    """See chassis.store.Batch."""

    def __init__(self, mongo: Mongo, session: Any) -> None:  # noqa: ANN401 - the driver's session
        self._mongo = mongo
        self._session = session

    async def get(self, kind: Kind[S], ids: Collection[str]) -> dict[str, Document[S]]:
        return await _get(self._mongo, kind, ids, self._session)

    async def positions(self, subjects: Collection[str]) -> dict[str, Position]:
        rows = await self._mongo.find(POSITIONS, {"_id": {"$in": list(subjects)}}, session=self._session)
        return {row["_id"]: position_of(row) for row in rows}

    async def parked(self, subjects: Collection[str]) -> list[Parked]:
        where = {"subject": {"$in": list(subjects)}}
        return [
            _parked(row)
            for row in await self._mongo.find(PARKED, where, sort=[("seq", 1)], session=self._session)
        ]

    async def write(
        self, documents: Sequence[Document[Any]], positions: Sequence[Position], park: Sequence[Parked],
        unpark: Sequence[tuple[str, int]],
    ) -> None:  # fmt: skip
        by_kind: dict[str, list[Any]] = {}
        for document in documents:
            write = Update(_as_read(document), _change(document)) if document.version else _new(document)
            by_kind.setdefault(document.kind.name, []).append(write)
        for kind, writes in by_kind.items():
            if await self._mongo.bulk(kind, writes, session=self._session) != len(writes):
                raise ConflictError(f"{kind} was changed by somebody else")
        await self._mongo.bulk(POSITIONS, [_position_write(p) for p in positions], session=self._session)
        await self._mongo.bulk(PARKED, [_park_write(p) for p in park], session=self._session)
        gone = [Delete({"_id": f"{subject}|{seq}"}) for subject, seq in unpark]
        await self._mongo.bulk(PARKED, gone, session=self._session)


def _field(name: str) -> tuple[str, int]:
    return (f"state.{name.removeprefix('-')}", -1 if name.startswith("-") else 1)


async def _get(mongo: Mongo, kind: Kind[S], ids: Collection[str], session: Any) -> dict[str, Document[S]]:  # noqa: ANN401
    only = {"unsent": 0, "unsent_since": 0}
    rows = await mongo.find(kind.name, {"_id": {"$in": list(ids)}}, only=only, session=session)
    return {row["_id"]: _document(kind, row) for row in rows}


def _document(kind: Kind[S], row: dict[str, Any]) -> Document[S]:
    return Document(
        kind, row["_id"], kind.load(row["state"]), row["version"], row["seq"], row["said"], row["head"],
        tuple(Answer(**answer) for answer in row["answers"]),
    )  # fmt: skip


def _as_read(document: Document[Any]) -> dict[str, Any]:
    return {"_id": document.id, "version": document.version}


def _fields(document: Document[Any]) -> dict[str, Any]:
    return {
        "version": document.version + 1, "seq": document.seq, "said": document.said, "head": document.head,
        "state": document.kind.dump(document.state),
    }  # fmt: skip


def _new(document: Document[Any]) -> Update:
    """An insert that lets the server say the time; if the document is there already, its id is taken: a conflict."""
    row = {
        "shard": document.shard, **_fields(document),
        "answers": [_answer(a) for a in document.new_answers], "unsent": [unsent_row(u) for u in document.unsent],
    }  # fmt: skip
    return Update({"_id": document.id, "version": 0}, {"$set": row, **_since(document)}, upsert=True)


def whole_row(document: Document[Any], announced_at: datetime | None) -> dict[str, Any]:
    """A document at rest, as it lies when all that it announced has been sent; for what is written in bulk."""
    at_rest = {"answers": [_answer(a) for a in document.answers], "unsent": []}
    since = {"unsent_since": announced_at} if announced_at else {}
    return {
        "_id": document.id,
        "shard": document.shard,
        **_fields(document),
        **at_rest,
        **since,
        "version": document.version,
    }


def _since(document: Document[Any]) -> dict[str, Any]:
    return {"$currentDate": {"unsent_since": True}} if document.unsent else {}


def _change(document: Document[Any]) -> dict[str, Any]:
    pushed: dict[str, Any] = {}
    if document.unsent:
        pushed["unsent"] = {"$each": [unsent_row(u) for u in document.unsent]}
    if document.new_answers:
        pushed["answers"] = {"$each": [_answer(a) for a in document.new_answers], "$slice": -ANSWERS_KEPT}
    return {"$set": _fields(document), **({"$push": pushed} if pushed else {}), **_since(document)}


def _answer(answer: Answer) -> dict[str, Any]:
    kept = {name: getattr(answer, name) for name in _ANSWER}
    return {name: value for name, value in kept.items() if value is not None}


def unsent_row(message: Unsent) -> dict[str, Any]:
    row = {name: getattr(message, name) for name in _UNSENT}
    return row | {"headers": [list(pair) for pair in message.headers]}


def unsent_of(row: dict[str, Any]) -> Unsent:
    return Unsent(**{**row, "headers": tuple((name, bytes(value)) for name, value in row["headers"])})


def message_of(row: Mapping[str, Any]) -> Unsent:
    """The message of a history's row, as it was sent."""
    headers = tuple((name, bytes(value)) for name, value in row["headers"])
    key = row["subject"].partition(":")[2]
    return Unsent(0, row["id"], row["seq"], row["topic"], key, headers, bytes(row["body"]), row["owned"])


def position_of(row: dict[str, Any]) -> Position:
    return Position(row["_id"], row["seq"], tuple((i["seq"], i["id"]) for i in row["ids"]), row["forked"])


def _position_write(position: Position) -> Update:
    return Update({"_id": position.subject}, {"$set": position_fields(position)}, upsert=True)


def position_fields(position: Position) -> dict[str, Any]:
    ids = [{"seq": seq, "id": event_id} for seq, event_id in position.ids]
    return {"seq": position.seq, "ids": ids, "forked": position.forked}


def _park_write(parked: Parked) -> Update:
    """The first record at a place stays; what it waits for may change."""
    record = asdict(parked.record) | {"headers": [list(pair) for pair in parked.record.headers]}
    first = {"subject": parked.subject, "seq": parked.seq, "record": record, "since": parked.since}
    fact = {"waiting_for": parked.waiting_for, "awaits": parked.waiting_for.partition(":")[2]}
    where = {"_id": f"{parked.subject}|{parked.seq}"}
    return Update(where, {"$set": fact, "$setOnInsert": first}, upsert=True)


def _parked(row: dict[str, Any]) -> Parked:
    record = Record(
        **{**row["record"], "headers": tuple((name, value) for name, value in row["record"]["headers"])}
    )
    return Parked(row["subject"], row["seq"], record, row["waiting_for"], row["since"])
