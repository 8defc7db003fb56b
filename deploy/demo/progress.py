"""How far each matter of the day has come: one look for all of them, many who wait for their own."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from chassis.mongo import Mongo

LOOK_EVERY = 0.4
SEEN = {"state.state": 1, "state.issued_at": 1, "state.item_nos": 1, "state.suggestion": 1, "state.claims": 1}

State = dict[str, Any]


@dataclass
class Progress:
    """Reads the matters as routing keeps them; never writes."""

    routing: Mongo
    _states: dict[str, State] = field(default_factory=dict)
    _wanted: set[str] = field(default_factory=set)
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY)
            rows = await self.routing.find("matters", {"_id": {"$in": sorted(self._wanted)}}, only=SEEN)
            self._states = {row["_id"]: row["state"] for row in rows}
            self._news.set()
            self._news = asyncio.Event()

    async def until(self, matter_id: str, holds: Callable[[State], object], seconds: float) -> State | None:
        """The matter once that holds of it, or None if the time is over."""
        self._wanted.add(matter_id)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while True:
                    news = self._news
                    state = self._states.get(matter_id)
                    if state is not None and holds(state):
                        return state
                    await news.wait()
        return None


def is_open(_: State) -> bool:
    """Routing has heard of it."""
    return True


def is_issued(state: State) -> datetime | None:
    return state.get("issued_at")


def is_complete(state: State) -> bool:
    return bool(state["state"] == "COMPLETED")
