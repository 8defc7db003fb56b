"""Restored: a database that came from a backup says so itself, and its service catches up before it hears or serves.

`./lianjie restore` writes the one mark; the service that finds it rolls forward from where the backup stood to where the
bus is now, and keeps the mark as done. Cut short anywhere, it begins again and finds most of it done.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from chassis.documents import Document, Kind
from chassis.errors import ConflictError, SettingsError, TransientError
from chassis.login import ANONYMOUS, Login
from chassis.logs import log
from chassis.mongo import Mongo
from chassis.mongo_store import MongoStore
from chassis.reading import Place, tails
from chassis.rolling import ROLLED, Rolling, Rolls
from lianjie_contracts.topics import spelled_out

if TYPE_CHECKING:
    from chassis.clock import Clock
    from lianjie_contracts.base import Message
    from lianjie_contracts.directory import Directory

AT_ONCE = 200  # documents


@dataclass(frozen=True, slots=True)
class Offset:
    """A place on the bus as the backup found it."""

    topic: str
    partition: int
    offset: int


@dataclass(frozen=True, slots=True)
class Restored:
    """The mark of a restored database. `ends`: where the service's own topics ended; `heard`: how far its group had heard.

    LOADING: the restore was cut short, and must be done again. BEHIND: as old as its backup. DONE: rolled forward.
    """

    backup: str
    taken_at: datetime
    state: Literal["LOADING", "BEHIND", "DONE"]
    ends: tuple[Offset, ...] = ()
    heard: tuple[Offset, ...] = ()


RESTORED: Kind[Restored] = Kind("restored", Restored)
MARK = "restored"


@dataclass(frozen=True)
class CatchingUp:
    """One service's way from its backup to the present."""

    service: str
    kafka: str
    mongo: Mongo
    clock: Clock
    directory: Directory
    kinds: Sequence[Kind[Any]]
    rolls: Sequence[Rolls[Any]]
    login: Login = ANONYMOUS

    async def run(self) -> None:
        """Return when the database is as new as the bus; at once if it was never restored. Raises BehindError."""
        store = MongoStore(self.mongo)
        mark = (await store.get(RESTORED, [MARK])).get(MARK)
        if mark is None or mark.state is None or mark.state.state == "DONE":
            return
        if mark.state.state == "LOADING":
            raise SettingsError(f"{self.service}: the restore was not finished; type ./lianjie restore again")
        rolled = {roll.kind.name for roll in self.rolls}
        if left := [kind.name for kind in self.kinds if kind.topic and kind.name not in rolled]:
            # To go on without them would say their events again under other ids.
            raise SettingsError(f"{self.service}: does not know how to roll forward {', '.join(left)}")
        log.warning("restored from an older backup: rolling forward", backup=mark.state.backup)
        await store.prepare([ROLLED])
        while True:
            try:
                await self._roll(mark.state, store)
                await self._done(mark, store)
            except TransientError as away:
                log.warning("waiting to roll forward", why=str(away))
                await asyncio.sleep(1)
            else:
                log.warning("rolled forward", documents=await self.mongo.count(ROLLED.name, {}))
                return

    async def _roll(self, mark: Restored, store: MongoStore) -> None:
        orders = {topic.name: topic.order for topic in spelled_out(self.directory)}
        rolling = Rolling(self.service, store, self.clock, self.rolls, orders, self._remember)
        ends, heard = _places(mark.ends), _places(mark.heard)
        for topics in self._own():
            async for records in tails(self.kafka, topics, ends, self.login):
                await rolling.own(records)
        async for records in tails(self.kafka, self._others(), heard, self.login):
            await rolling.also(records)
        while rows := await self.mongo.find(ROLLED.name, {"state.restated": False}, limit=AT_ONCE):
            await rolling.restate([ROLLED.load(row["state"]) for row in rows])

    def _own(self) -> list[set[str]]:
        """The topics of this service, in the order of its kinds; those without a kind's stream come last."""
        mine = [t for t in spelled_out(self.directory) if self.service in t.producers and t.events]
        by_kind = [
            {t.name for t in mine if roll.kind.topic and _fits(roll.kind.topic, t.name)}
            for roll in self.rolls
        ]
        return [*by_kind, {t.name for t in mine}.difference(*by_kind)]

    def _others(self) -> set[str]:
        types: Collection[type[Message]] = {type_ for roll in self.rolls for type_ in roll.also}
        names = {type_.type for type_ in types}
        return {topic.name for topic in spelled_out(self.directory) if names & set(topic.events)}

    async def _remember(self, kind: Kind[Any], rows: Sequence[Mapping[str, Any]]) -> None:
        await self.mongo.insert_missing(f"{kind.name}_history", rows)

    async def _done(self, mark: Document[Restored], store: MongoStore) -> None:
        assert mark.state is not None
        done = Restored(mark.state.backup, mark.state.taken_at, "DONE")
        try:
            await store.put(mark.with_state(done))
        except ConflictError:  # another process of this service was as far
            return


def _places(offsets: Sequence[Offset]) -> dict[Place, int]:
    return {(each.topic, each.partition): each.offset for each in offsets}


def _fits(declared: str, name: str) -> bool:
    """Whether a topic is one of those that a declaration with {county} or {unit} stands for."""
    start, _, rest = declared.partition("{")
    return name.startswith(start) and name.endswith(rest.partition("}")[2])
