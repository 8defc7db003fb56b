"""The relay: takes what documents have announced to the bus, whole tails in order, and forgets only what was acknowledged.

Woken in-process after a save; a slow sweep, shared out by leases, finds what a crash left behind. Two relays that meet
on one document are harmless: each sends from the oldest unsent message on, so no later one ever precedes an earlier.
"""

from __future__ import annotations

import asyncio
import contextlib
import math
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from chassis import crash, metrics
from chassis.documents import SHARDS, Kind, Unsent
from chassis.errors import ChassisError, ConflictError
from chassis.logs import log
from chassis.mongo import Mongo, Update
from chassis.mongo_store import UNSENT, unsent_of

SWEEP_EVERY = 0.5  # seconds
OLD_ENOUGH = timedelta(seconds=1)  # younger tails belong to whoever saved them
LEASE = timedelta(seconds=10)
LEASES = "relay_leases"
LONG_AGO = datetime.fromtimestamp(0, UTC)
AT_ONCE = 400  # documents


@dataclass(frozen=True, slots=True)
class Sent:
    """Where the bus put a message."""

    partition: int
    offset: int


class Publisher(Protocol):
    """Publishes pipelined; the result has, per message, where it landed, or None if that is not known."""

    async def publish(self, messages: Sequence[Unsent]) -> list[Sent | None]: ...


@dataclass
class Relay:
    """One process's relay over all kinds that announce."""

    service: str
    instance: str
    mongo: Mongo
    kinds: Sequence[Kind[Any]]
    publisher: Publisher
    _woken: dict[str, set[str]] = field(default_factory=dict)
    _bell: asyncio.Event = field(default_factory=asyncio.Event)
    _leased_until: datetime = LONG_AGO
    _shards: list[int] = field(default_factory=list)
    _swept_at: float = 0.0

    def wake(self, kind: Kind[Any], id_: str) -> None:
        self._woken.setdefault(kind.name, set()).add(id_)
        self._bell.set()

    async def run(self) -> None:
        """Relay until cancelled. A failed send is never the end: a new producer, and everything is read again."""
        pause = 0.1
        while True:
            try:
                await self._once()
                pause = 0.1
            except (ChassisError, OSError) as away:
                log.warning("the relay waits", why=str(away), pause=pause)
                pause = await self._rest(pause)
            except Exception:  # noqa: BLE001 - whatever it is, a relay that ends would be noticed by nobody
                log.exception("the relay failed", pause=pause)
                pause = await self._rest(pause)

    async def _rest(self, pause: float) -> float:
        metrics.SEND_ERRORS.labels(self.service).inc()
        await asyncio.sleep(pause)
        return min(pause * 2, 5)

    async def flush(self) -> None:
        """One last pass for what this process has just saved (graceful stop)."""
        with contextlib.suppress(ChassisError, OSError):
            await self._publish_woken()

    async def _once(self) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._bell.wait(), SWEEP_EVERY)
        self._bell.clear()
        if time.monotonic() - self._swept_at >= SWEEP_EVERY:  # also when there is always something new
            await self._sweep()
        if self._woken:
            await self._publish_woken()

    async def _publish_woken(self) -> None:
        woken, self._woken = self._woken, {}
        try:
            for kind in self.kinds:
                ids = sorted(woken.get(kind.name, ()))
                for start in range(0, len(ids), AT_ONCE):
                    await self._publish(
                        kind, {"_id": {"$in": ids[start : start + AT_ONCE]}, "unsent.0": {"$exists": True}}
                    )
        except BaseException:
            for name, ids_again in woken.items():
                self._woken.setdefault(name, set()).update(ids_again)
            self._bell.set()
            raise

    async def _sweep(self) -> None:
        """Everything of ours that was left, the oldest first. One that failed is due again at once: after an outage what has
        waited longest goes before what was just saved."""
        began, self._swept_at = time.monotonic(), 0.0
        now = await self.mongo.now()
        if now >= self._leased_until - LEASE * 0.6:
            await self._lease(now)
            crash.here("relay.leased")
        waiting = await self._waiting()
        ripe = [kind for kind in self.kinds if waiting.get(kind.name, now) < now - OLD_ENOUGH]
        for kind in ripe:
            await self._swept(kind, now)
        if ripe:
            waiting = await self._waiting()
        oldest = (now - min(waiting.values())).total_seconds() if waiting else 0
        metrics.OLDEST_UNSENT.labels(self.service).set(oldest)
        self._swept_at = began

    async def _waiting(self) -> dict[str, datetime]:
        """Since when the oldest waits, by kind; one look for all, for mostly there is nothing."""
        return await self.mongo.earliest([kind.name for kind in self.kinds], UNSENT, "unsent_since")

    async def _swept(self, kind: Kind[Any], now: datetime) -> None:
        """Publish what has lain there long enough."""
        where: dict[str, Any] = {**UNSENT, "unsent_since": {"$lt": now - OLD_ENOUGH}}
        if len(self._shards) < SHARDS:
            where["shard"] = {"$in": self._shards}
        stuck, found = 0, AT_ONCE
        while found == AT_ONCE:
            found, kept = await self._publish(kind, where, skip=stuck)
            stuck += kept

    async def _publish(self, kind: Kind[Any], where: dict[str, Any], skip: int = 0) -> tuple[int, int]:
        """How many documents had something to send, and how many of them kept some of it for the next sweep."""
        rows = await self.mongo.find(
            kind.name, where, sort=[("unsent_since", 1)], limit=AT_ONCE, skip=skip, only={"unsent": 1}
        )
        # By the first that waits: who has said more meanwhile has not come later. The ids are in order of time.
        rows.sort(key=lambda row: str(row["unsent"][0]["id"]))
        tails = {row["_id"]: [unsent_of(u) for u in row["unsent"]] for row in rows}
        messages = [message for tail in tails.values() for message in tail]
        if not messages:
            return len(rows), 0
        with metrics.PUBLISH_SECONDS.labels(self.service).time():
            landed = dict(zip((id(m) for m in messages), await self.publisher.publish(messages), strict=True))
        crash.here("relay.published")
        acknowledged = {id_: _leading(tail, landed) for id_, tail in tails.items()}
        await self._remember(kind, acknowledged, landed)
        crash.here("relay.remembered")
        pulls = [
            Update({"_id": id_}, {"$pull": {"unsent": {"n": {"$lte": tail[-1].n}}}})
            for id_, tail in acknowledged.items() if tail
        ]  # fmt: skip
        await self.mongo.bulk(kind.name, pulls)
        for message in (message for tail in acknowledged.values() for message in tail):
            metrics.SENT.labels(self.service, message.topic).inc()
        kept = sum(len(acknowledged[id_]) < len(tail) for id_, tail in tails.items())
        if kept:
            metrics.SEND_ERRORS.labels(self.service).inc()
        return len(rows), kept

    async def _remember(
        self, kind: Kind[Any], tails: dict[str, list[Unsent]], landed: dict[int, Sent | None]
    ) -> None:
        """Append to the history the same bytes that were sent, with where they landed; already there is fine."""
        at = datetime.now(UTC)  # when it was sent: what a broker that lost its power may have lost
        rows = [
            history_row(kind, id_, message, landed[id(message)], at)
            for id_, tail in tails.items()
            for message in tail
        ]
        there = await self.mongo.insert_missing(f"{kind.name}_history", rows)
        if there:
            await self._compare(kind, {row["_id"]: row["id"] for row in rows if row["_id"] in there})

    async def _compare(self, kind: Kind[Any], sent: dict[str, str]) -> None:
        """Sent again, the same event finds itself in the history. Another one there is a fork of our own making."""
        kept = await self.mongo.find(f"{kind.name}_history", {"_id": {"$in": list(sent)}}, only={"id": 1})
        for row in kept:
            if row["id"] != sent[row["_id"]]:
                log.error("the history holds another event", place=row["_id"], id=sent[row["_id"]])
                metrics.FORKS.labels(self.service).inc()

    async def _lease(self, now: datetime) -> None:
        """Take a fair share of the shards for the sweep, so that several processes do not all sweep everything."""
        rows = {row["_id"]: row for row in await self.mongo.find(LEASES, {})}
        others = {
            row["owner"] for row in rows.values() if row["until"] > now and row["owner"] != self.instance
        }
        share = math.ceil(SHARDS / (len(others) + 1))
        free = [shard for shard in range(SHARDS) if self._free(rows.get(shard), now)][:share]
        until = now + LEASE
        with contextlib.suppress(
            ConflictError
        ):  # somebody was quicker with one of them: the others are ours all the same
            await self.mongo.bulk(LEASES, [self._claim(shard, rows.get(shard), until) for shard in free])
        held = await self.mongo.find(LEASES, {"owner": self.instance, "until": until})
        self._shards, self._leased_until = [row["_id"] for row in held], until

    def _free(self, row: dict[str, Any] | None, now: datetime) -> bool:
        return row is None or row["until"] <= now or row["owner"] == self.instance

    def _claim(self, shard: int, row: dict[str, Any] | None, until: datetime) -> Update:
        where: dict[str, Any] = {"_id": shard}
        if row:
            where |= {"owner": row["owner"], "until": row["until"]}
        change = {"$set": {"owner": self.instance, "until": until}}
        # A shard that nobody has had yet is made, not changed: whoever is second meets its id.
        return Update(where, change) if row else Update({**where, "owner": None}, change, upsert=True)


def history_row(
    kind: Kind[Any], id_: str, message: Unsent, place: Sent | None, at: datetime
) -> dict[str, Any]:
    """A message as the history keeps it, with when it was sent and where it landed."""
    return {
        "_id": f"{kind.subject}:{id_}:{message.seq if message.owned else f'n{message.n}'}",
        "subject": f"{kind.subject}:{id_}", "seq": message.seq, "id": message.id, "owned": message.owned,
        "topic": message.topic, "headers": [list(pair) for pair in message.headers], "body": message.body,
        "partition": place.partition if place else None, "offset": place.offset if place else None,
        "at": at,
    }  # fmt: skip


def _leading(tail: list[Unsent], landed: dict[int, Sent | None]) -> list[Unsent]:
    """The acknowledged beginning of a tail: nothing after the first gap may be forgotten."""
    kept: list[Unsent] = []
    for message in tail:
        if landed[id(message)] is None:
            break
        kept.append(message)
    return kept
