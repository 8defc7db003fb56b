"""Whether everything said has been heard: the groups' committed positions against the ends of what they read."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass
from typing import Any

from aiokafka import AIOKafkaConsumer
from aiokafka.admin import AIOKafkaAdminClient

PATIENCE = 180.0  # seconds
AGAIN_AFTER = 0.25  # seconds


@dataclass(frozen=True, slots=True)
class Heads:
    """A position is committed after the transaction that holds the effect: at the head means heard."""

    groups: Collection[str]
    _admin: Any
    _consumer: Any

    async def lag(self) -> int:
        """Records that some group has not heard yet, over all groups."""
        held = await asyncio.gather(
            *(self._admin.list_consumer_group_offsets(group) for group in self.groups)
        )
        places = {place for positions in held for place in positions}
        ends = await self._consumer.end_offsets(places) if places else {}
        return sum(max(0, ends[place] - at.offset) for positions in held for place, at in positions.items())

    async def reached(self) -> float:
        """Wait until nothing is left to hear, and is not a moment later either: a handler may have announced something.
        Returns when that was first so; raises TimeoutError."""
        deadline, since = time.monotonic() + PATIENCE, None
        while time.monotonic() < deadline:
            if await self.lag():
                since = None
            elif since is None:
                since = time.monotonic()
            elif time.monotonic() - since >= 2 * AGAIN_AFTER:
                return since
            await asyncio.sleep(AGAIN_AFTER)
        raise TimeoutError("not everything was heard")


@contextlib.asynccontextmanager
async def watching(bootstrap: str, groups: Collection[str]) -> AsyncIterator[Heads]:
    admin, consumer = (
        AIOKafkaAdminClient(bootstrap_servers=bootstrap),
        AIOKafkaConsumer(bootstrap_servers=bootstrap),
    )
    await admin.start()
    await consumer.start()
    try:
        yield Heads(groups, admin, consumer)
    finally:
        await consumer.stop()
        await admin.close()
