"""MongoDB as far as the chassis uses it, in memory: snapshots, conflicts, locks, and answers that get lost.

`Connection` has the methods of `chassis.mongo.Mongo`; the real `MongoStore` and the real `Relay` work over it.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from chassis.errors import ConflictError, TransientError
from chassis.mongo import Delete, Rows
from tests.simulation.process import Process
from tests.simulation.query import Row, at, changed, matches

Place = tuple[str, Any]  # collection, _id


@dataclass(eq=False)
class Session:
    """A transaction: what it sees, and what it would write (None: deleted)."""

    sees: dict[str, dict[Any, Row]]
    began: int
    writes: dict[Place, Row | None] = field(default_factory=dict)


@dataclass(eq=False)
class Database:
    """The server: what is committed, when each row last was, and who holds it."""

    rows: dict[str, dict[Any, Row]] = field(default_factory=dict)
    commits: int = 0
    changed: dict[Place, int] = field(default_factory=dict)
    held: dict[Place, Session] = field(default_factory=dict)

    def of(self, collection: str) -> dict[Any, Row]:
        return self.rows.setdefault(collection, {})

    def begin(self) -> Session:
        return Session({name: dict(rows) for name, rows in self.rows.items()}, self.commits)

    def commit(self, session: Session) -> None:
        self.commits += 1
        for place, row in session.writes.items():
            self._keep(place, row)

    def end(self, session: Session) -> None:
        for place in session.writes:
            self.held.pop(place, None)

    def set_one(self, place: Place, row: Row | None) -> None:
        self.commits += 1
        self._keep(place, row)

    def hold(self, place: Place, row: Row | None, session: Session) -> None:
        """Write within a transaction; raises ConflictError if somebody else was first."""
        if self.held.get(place, session) is not session or self.changed.get(place, 0) > session.began:
            raise ConflictError("lost a race")
        self.held[place] = session
        session.writes[place] = row
        rows = session.sees.setdefault(place[0], {})
        if row is None:
            rows.pop(place[1], None)
        else:
            rows[place[1]] = row

    def _keep(self, place: Place, row: Row | None) -> None:
        self.changed[place] = self.commits
        if row is None:
            self.of(place[0]).pop(place[1], None)
        else:
            self.of(place[0])[place[1]] = row


@dataclass(eq=False)
class Connection:
    """One process's way to the server."""

    process: Process
    server: Database

    async def now(self) -> datetime:
        await self._asks("now")
        return self.process.world.now()

    async def find(
        self, collection: str, where: Mapping[str, Any], *, sort: Sequence[tuple[str, int]] = (), limit: int = 0, skip: int = 0,
        only: Mapping[str, Any] | None = None, session: Session | None = None,
    ) -> Rows:  # fmt: skip
        await self._asks(f"find {collection}")
        rows = session.sees.get(collection, {}) if session else self.server.of(collection)
        found = [dict(row) for row in rows.values() if matches(row, where)]
        for name, way in reversed(sort):
            found.sort(key=lambda row: at(row, name), reverse=way < 0)
        return found[skip : skip + limit if limit else None]

    async def earliest(self, collections: Sequence[str], where: Mapping[str, Any], by: str) -> dict[str, Any]:
        found = {name: await self.find(name, where, sort=[(by, 1)], limit=1) for name in collections}
        return {name: at(rows[0], by) for name, rows in found.items() if rows}

    async def count(self, collection: str, where: Mapping[str, Any]) -> int:
        return len(await self.find(collection, where))

    async def update_one(
        self, collection: str, where: Mapping[str, Any], change: Mapping[str, Any], *, upsert: bool = False
    ) -> int:
        await self._asks(f"update {collection}")
        done = await self._write(collection, where, change, upsert, None)
        await self._answers("update")
        return done

    async def bulk(
        self, collection: str, writes: Sequence[Any], *, ordered: bool = False, session: Session | None = None
    ) -> int:
        if not writes:
            return 0
        await self._asks(f"write {collection}")
        done, lost = 0, None
        for write in writes:
            change = None if isinstance(write, Delete) else write._doc
            upsert = not isinstance(write, Delete) and bool(write._upsert)
            try:
                done += await self._write(collection, write._filter, change, upsert, session)
            except ConflictError as conflict:
                lost = conflict  # unordered: the others are written all the same
        if lost:
            raise lost
        if session is None:
            await self._answers(f"write {collection}")
        return done

    async def insert_missing(self, collection: str, rows: Sequence[Mapping[str, Any]]) -> list[Any]:
        if not rows:
            return []
        await self._asks(f"insert {collection}")
        there = [row["_id"] for row in rows if row["_id"] in self.server.of(collection)]
        for row in rows:
            if row["_id"] not in there:
                self.server.set_one((collection, row["_id"]), dict(row))
        await self._answers(f"insert {collection}")
        return there

    @contextlib.asynccontextmanager
    async def transaction(self) -> AsyncIterator[Session]:
        await self._asks("begin")
        session = self.server.begin()
        try:
            yield session
            await self._asks("commit")
            if self.process.world.happens():
                raise ConflictError("lost a race")
            self.server.commit(session)
        finally:
            self.server.end(session)
        await self._answers("commit")

    async def _asks(self, what: str) -> None:
        await self.process.step(what)
        if self.process.world.happens():
            self.process.world.note(self.process.name, f"{what}: the database is away")
            raise TransientError("the database is not reachable")

    async def _answers(self, what: str) -> None:
        """It is done; whether anybody learns of it is another matter."""
        await self.process.step(f"{what}: answered")
        if self.process.world.happens():
            self.process.world.note(self.process.name, f"{what}: the answer is lost")
            raise TransientError("the database is changing its primary")

    async def _write(
        self, collection: str, where: Mapping[str, Any], change: Mapping[str, Any] | None, upsert: bool,
        session: Session | None,
    ) -> int:  # fmt: skip
        while session is None and (collection, where["_id"]) in self.server.held:
            await self.process.step(f"waits for a lock of {collection}")
        rows = session.sees.get(collection, {}) if session else self.server.of(collection)
        old, place = rows.get(where["_id"]), (collection, where["_id"])
        if old is None or not matches(old, where):
            if not upsert:
                return 0
            if old is not None:
                raise ConflictError("duplicate key")
        given = {name: value for name, value in where.items() if not isinstance(value, Mapping)}
        row = None if change is None else changed(old, given, change, self.process.world.now())
        if session:
            self.server.hold(place, row, session)
        else:
            self.server.set_one(place, row)
        return 1
