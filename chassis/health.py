"""How a process is: alive (it makes progress), ready (it can be asked), and in figures."""

from __future__ import annotations

import asyncio
import contextlib
import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, HTTPException, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from chassis import metrics
from chassis.bus import Ears
from chassis.dead_letters import DEAD_LETTERS
from chassis.documents import Kind
from chassis.errors import TransientError
from chassis.hearing import Hearing
from chassis.logs import log
from chassis.mongo import Mongo
from chassis.mongo_store import PARKED, POSITIONS, UNSENT

LOOK_EVERY = 5.0  # seconds
ANSWERED_WITHIN = 1.5  # seconds, to whoever asks whether we are ready
UNHEALTHY_LOOKS = 6  # in a row, then the process ends and its supervisor starts it again
STUCK_AFTER = 60.0  # seconds without a move although there is something to hear


@dataclass
class Moves:
    """Since when each partition stands where it stands. One alone may hold a record that nobody can unpack: a restart
    would meet it again. All of them standing still is a deaf process."""

    _seen: dict[tuple[str, int], tuple[int, float]] = field(default_factory=dict)

    def stuck(self, places: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        """Those that have something to hear and have not moved for long."""
        now, before = time.monotonic(), self._seen
        self._seen = {}
        stuck = []
        for place in places:
            at, position = (place["topic"], place["partition"]), place["position"]
            since = before.get(at, (position, now))
            self._seen[at] = since if since[0] == position and place["lag"] else (position, now)
            if now - self._seen[at][1] >= STUCK_AFTER:
                stuck.append(place)
        return stuck


@dataclass
class Watch:
    """The watchdog of one process: a consumer that makes no progress is ended, not healed."""

    service: str
    instance: str
    mongo: Mongo
    hearing: Hearing
    ears: Sequence[Ears]
    kinds: Sequence[Kind[Any]]
    prepared: bool = False
    _unhealthy: int = 0
    _moves: Moves = field(default_factory=Moves)

    async def run(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY)
            try:
                deaf = await self._look()
            except TransientError:
                deaf = False
            except Exception:  # noqa: BLE001 - a watchdog that ends would be noticed by nobody
                log.exception("the watchdog could not look")
                deaf = False
            healthy = not deaf and all(ears.healthy() for ears in self.ears)
            self._unhealthy = 0 if healthy or self.hearing.stalled_since else self._unhealthy + 1
            if self._unhealthy >= UNHEALTHY_LOOKS:
                log.critical("the consumer makes no progress: this process ends")
                os._exit(1)

    async def ready(self) -> bool:
        """The database is there. Without the bus the desk goes on working; what is to be heard waits and is seen as lag."""
        with contextlib.suppress(TransientError, TimeoutError):
            await asyncio.wait_for(self.mongo.ping(), ANSWERED_WITHIN)
            return self.prepared
        return False

    async def status(self) -> dict[str, Any]:
        unsent = [await self.mongo.count(kind.name, UNSENT) for kind in self.kinds if kind.subject]
        shares = await asyncio.gather(*(ears.assignments() for ears in self.ears))
        return {
            "service": self.service, "instance": self.instance, "group": self.ears[0].group if self.ears else None,
            "assignments": [place for share in shares for place in share], "unsent": sum(unsent),
            "parked": await self.mongo.count(PARKED, {}),
            "dead_letters": await self.mongo.count(DEAD_LETTERS.name, {"state.open": True}),
        }  # fmt: skip

    async def _look(self) -> bool:
        """Keep the figures; whether nothing at all is heard although there is something to hear."""
        status = await self.status()
        metrics.UNSENT.labels(self.service).set(status["unsent"])
        metrics.PARKED.labels(self.service).set(status["parked"])
        metrics.DEAD_LETTERS.labels(self.service).set(status["dead_letters"])
        await self._age_parked()
        for place in status["assignments"]:
            metrics.LAG.labels(self.service, place["topic"], place["partition"]).set(place["lag"])
        stuck = [] if self.hearing.stalled_since else self._moves.stuck(status["assignments"])
        metrics.STUCK.labels(self.service).set(len(stuck))
        for place in stuck:
            log.error("a partition does not move", topic=place["topic"], partition=place["partition"], position=place["position"])  # fmt: skip
        return len(stuck) > 1 and len(stuck) == sum(place["lag"] > 0 for place in status["assignments"])

    async def _age_parked(self) -> None:
        oldest = await self.mongo.find(PARKED, {}, sort=[("since", 1)], limit=1, only={"since": 1})
        age = (datetime.now(UTC) - oldest[0]["since"]).total_seconds() if oldest else 0
        metrics.OLDEST_PARKED.labels(self.service).set(max(0, age))


def ops(watch: Watch) -> APIRouter:
    """The routes for operators: /live, /ready, /metrics, /status, and how far a stream was heard."""
    router = APIRouter(include_in_schema=False)

    @router.get("/live")
    async def live() -> dict[str, str]:
        return {"service": watch.service, "instance": watch.instance}

    @router.get("/ready")
    async def ready() -> dict[str, str]:
        if not await watch.ready():
            raise HTTPException(503, "starting, or waiting for the database")
        return {"service": watch.service, "instance": watch.instance}

    @router.get("/metrics")
    async def figures() -> Response:
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    @router.get("/status")
    async def status() -> dict[str, Any]:
        return await watch.status()

    @router.get("/heard/{subject}")
    async def heard(subject: str) -> dict[str, Any]:
        rows = await watch.mongo.find(POSITIONS, {"_id": subject})
        parked = await watch.mongo.find(
            PARKED, {"subject": subject}, only={"seq": 1, "waiting_for": 1}, sort=[("seq", 1)]
        )
        return {
            "subject": subject, "seq": rows[0]["seq"] if rows else 0, "forked": bool(rows and rows[0]["forked"]),
            "parked": [{"seq": row["seq"], "waiting_for": row["waiting_for"]} for row in parked],
        }  # fmt: skip

    return router
