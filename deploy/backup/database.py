"""Whole collections as they lie in MongoDB: read at one instant of all databases, and written back."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING, Any, cast

from bson import decode_file_iter, json_util
from bson.codec_options import CodecOptions
from bson.errors import BSONError
from bson.raw_bson import RawBSONDocument
from pymongo import MongoClient
from pymongo.errors import OperationFailure, PyMongoError

from chassis.errors import TransientError
from deploy.backup.manifest import Held

if TYPE_CHECKING:
    from pathlib import Path

    from pymongo.client_session import ClientSession

    Raw = MongoClient[RawBSONDocument]

RAW: CodecOptions[RawBSONDocument] = CodecOptions(document_class=RawBSONDocument)
HISTORY = "minSnapshotHistoryWindowInSeconds"
LONGEST = 6 * 3600  # seconds a backup may take; the server's own default is 300
AT_ONCE = 500  # documents
FASTEST = 1  # of gzip's levels
# What a running system keeps of itself and a restored one makes anew.
PASSING = frozenset({"relay_leases", "restored", "rolled"})


@contextmanager
def opened(url: str) -> Iterator[Raw]:
    """Raises TransientError if the database is away, whatever is done with it."""
    client: Raw = MongoClient(
        url, document_class=RawBSONDocument, w="majority", journal=True, serverSelectionTimeoutMS=10_000
    )
    try:
        with client:
            yield client
    except PyMongoError as failed:
        raise TransientError(f"MongoDB: {type(failed).__name__}: {str(failed)[:200]}") from failed


@contextmanager
def one_instant(client: Raw) -> Iterator[ClientSession]:
    """A session in which all reads see the same moment. A server that lets us keeps its past for as long as it takes;
    another keeps it for 300 s, and a longer backup fails there."""
    before = None
    with suppress(OperationFailure):
        before = client.admin.command({"getParameter": 1, HISTORY: 1})[HISTORY]
        client.admin.command({"setParameter": 1, HISTORY: LONGEST})
    try:
        with client.start_session(snapshot=True) as session:
            yield session
    finally:
        if before is not None:
            with suppress(PyMongoError):
                client.admin.command({"setParameter": 1, HISTORY: before})


def collections(client: Raw, database: str) -> list[str]:
    listed = client[database].list_collections(filter={"type": "collection"})
    names = [str(each["name"]) for each in listed]
    return sorted(name for name in names if name not in PASSING and not name.startswith("system."))


def save(session: ClientSession, client: Raw, database: str, collection: str, path: Path) -> Held:
    """Write one collection as it was at the session's instant."""
    held = client[database][collection]
    indexes = json_util.dumps(list(held.with_options(CodecOptions()).list_indexes()))
    count = 0
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wb", FASTEST) as file:
        for document in held.find({}, session=session, batch_size=AT_ONCE):
            file.write(document.raw)
            count += 1
    return Held(database, collection, f"{database}/{path.name}", count, digest(path), indexes)


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def documents(path: Path) -> Iterator[RawBSONDocument]:
    """Raises OSError, EOFError or BSONError where the file is damaged."""
    with gzip.open(path, "rb") as file:
        yield from decode_file_iter(cast("IO[bytes]", file), RAW)


def count(path: Path) -> int | None:
    """How many documents the file holds; None if it cannot be read to its end."""
    try:
        return sum(1 for _ in documents(path))
    except (OSError, EOFError, BSONError):
        return None


def size(client: Raw, database: str) -> int:
    """How many documents a database holds that are no passing ones."""
    return sum(client[database][name].estimated_document_count() for name in collections(client, database))


def load(client: Raw, held: Held, path: Path) -> None:
    """Write one collection back. What is there whole stays; what was begun is begun again."""
    there = client[held.database][held.collection]
    if there.count_documents({}) == held.documents > 0:
        return
    there.drop()
    batch: list[RawBSONDocument] = []
    for document in documents(path):
        batch.append(document)
        if len(batch) == AT_ONCE:
            there.insert_many(batch, ordered=False)
            batch = []
    if batch:
        there.insert_many(batch, ordered=False)
    _index(client, held)


def _index(client: Raw, held: Held) -> None:
    indexes: Sequence[dict[str, Any]] = json_util.loads(held.indexes)
    wanted = [
        {k: v for k, v in index.items() if k not in ("v", "ns")}
        for index in indexes
        if index["name"] != "_id_"
    ]
    if wanted:
        client[held.database].command({"createIndexes": held.collection, "indexes": wanted})


def drop(client: Raw, database: str) -> None:
    client.drop_database(database)
