"""How a process is: alive (it makes progress), ready (it can be given work), and in figures."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
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
from chassis.mongo_store import PARKED, POSITIONS

LOOK_EVERY = 5.0  # seconds
UNHEALTHY_LOOKS = 6  # in a row, then the process ends and its supervisor starts it again


@dataclass
class Watch:
    """The watchdog of one process: a consumer that makes no progress is ended, not healed."""

    service: str
    instance: str
    mongo: Mongo
    hearing: Hearing
    ears: Ears | None
    kinds: Sequence[Kind[Any]]
    _unhealthy: int = 0
    _assignments: list[dict[str, Any]] = field(default_factory=list)

    async def run(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY)
            await self._figures()
            healthy = self.ears is None or not self.ears.assigned() or self.ears.healthy()
            self._unhealthy = 0 if healthy or self.hearing.stalled_since else self._unhealthy + 1
            if self._unhealthy >= UNHEALTHY_LOOKS:
                log.critical("the consumer makes no progress: this process ends")
                os._exit(1)

    async def ready(self) -> bool:
        try:
            await self.mongo.ping()
        except TransientError:
            return False
        return self.ears is None or (self.ears.assigned() and self.hearing.stalled_since is None)

    async def status(self) -> dict[str, Any]:
        unsent = [
            await self.mongo.count(kind.name, {"unsent.0": {"$exists": True}})
            for kind in self.kinds
            if kind.subject
        ]
        return {
            "service": self.service, "instance": self.instance, "group": self.ears.group if self.ears else None,
            "assignments": await self.ears.assignments() if self.ears else [], "unsent": sum(unsent),
            "parked": await self.mongo.count(PARKED, {}),
            "dead_letters": await self.mongo.count(DEAD_LETTERS.name, {"state.open": True}),
        }  # fmt: skip

    async def _figures(self) -> None:
        try:
            status = await self.status()
        except TransientError:
            return
        metrics.UNSENT.labels(self.service).set(status["unsent"])
        metrics.PARKED.labels(self.service).set(status["parked"])
        metrics.DEAD_LETTERS.labels(self.service).set(status["dead_letters"])
        for place in status["assignments"]:
            metrics.LAG.labels(self.service, place["topic"], place["partition"]).set(place["lag"])


def ops(watch: Watch) -> APIRouter:
    """The routes for operators: /live, /ready, /metrics, /status, and how far a stream was heard."""
    router = APIRouter(include_in_schema=False)

    @router.get("/live")
    async def live() -> dict[str, str]:
        return {"service": watch.service, "instance": watch.instance}

    @router.get("/ready")
    async def ready() -> dict[str, str]:
        if not await watch.ready():
            raise HTTPException(503, "starting, or waiting for the database or the bus")
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
