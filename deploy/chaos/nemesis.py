"""Does to the arena what is planned, heals it again, and starts anew what has ended by itself."""

from __future__ import annotations

import asyncio
import json
import signal
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from deploy.chaos.arena import suspended
from deploy.chaos.plan import DATABASE, Fault, Kind
from deploy.local.replica_set import Member

if TYPE_CHECKING:
    from pathlib import Path

    from deploy.chaos.arena import Arena
    from deploy.local.part import Part

READY_WITHIN = 60.0  # seconds, of what was healed
LOOK_EVERY = 1.0


@dataclass(frozen=True, slots=True)
class Happened:
    """One fault as it was, in wall-clock seconds: done, healed, and what it hit ready again."""

    fault: Fault
    victim: str
    at: float
    healed_at: float
    ready_at: float


@dataclass
class Nemesis:
    """Faults of different victims may overlap; one victim has one at a time."""

    arena: Arena
    log: Path
    tell: Callable[[Fault, str], None]
    happened: list[Happened] = field(default_factory=list)
    ended_alone: list[str] = field(default_factory=list)
    _hands_on: defaultdict[str, asyncio.Lock] = field(default_factory=lambda: defaultdict(asyncio.Lock))

    async def run(self, faults: Sequence[Fault]) -> None:
        """Returns when every fault has happened and is healed."""
        begun = time.monotonic()
        async with asyncio.TaskGroup() as tasks:
            for fault in faults:
                await asyncio.sleep(max(0.0, begun + fault.at - time.monotonic()))
                tasks.create_task(self._happen(fault))

    async def watch(self) -> None:
        """Play the supervisor, until cancelled: nothing may stay down that no fault keeps down."""
        while True:
            await asyncio.sleep(LOOK_EVERY)
            for part in (*self.arena.base, *self.arena.services.values()):
                if part.exit_code is not None and not self._hands_on[_group(part.name)].locked():
                    self.ended_alone.append(f"{part.name} ({part.exit_code}): {part.last_words()}")
                    await asyncio.to_thread(part.launch)

    async def _happen(self, fault: Fault) -> None:
        async with self._hands_on[_group(fault.victim)]:
            part = await self._part(fault)
            at = time.time()
            self.tell(fault, part.name)
            await _ACTS[fault.kind](part, fault)
            healed_at = time.time()
            if fault.kind is not Kind.JOIN:
                await _ready(part)
            done = Happened(fault, part.name, at, healed_at, time.time())
        self.happened.append(done)
        with self.log.open("a", encoding="utf-8") as log:
            log.write(json.dumps(asdict(done), ensure_ascii=False) + "\n")

    async def _part(self, fault: Fault) -> Part:
        """Whom it hits: the database's primary is known only now."""
        if fault.victim != DATABASE:
            return self.arena.parts[fault.victim]
        while (primary := await asyncio.to_thread(self.arena.primary)) is None:  # noqa: ASYNC110 - other processes have no event
            await asyncio.sleep(LOOK_EVERY)
        return primary


def _group(name: str) -> str:
    """Of the members of the set one at a time: without a majority there would be nothing to see."""
    return DATABASE if name.startswith(DATABASE) else name


async def _kill(part: Part, fault: Fault) -> None:
    await asyncio.to_thread(part.kill)
    await asyncio.sleep(fault.lasts)
    await asyncio.to_thread(part.launch)


async def _freeze(part: Part, fault: Fault) -> None:
    suspended(part, signal.SIGSTOP)
    try:
        await asyncio.sleep(fault.lasts)
    finally:
        suspended(part, signal.SIGCONT)


async def _join(part: Part, fault: Fault) -> None:
    await asyncio.to_thread(part.launch)
    await _ready(part)
    await asyncio.sleep(fault.lasts)
    await asyncio.to_thread(part.stop if fault.gently else part.kill)


async def _restart(part: Part, _: Fault) -> None:
    await asyncio.to_thread(part.stop)
    await asyncio.to_thread(part.launch)


async def _step_down(part: Part, _: Fault) -> None:
    assert isinstance(part, Member), "only the database has a primary"
    await asyncio.to_thread(part.step_down)


async def _ready(part: Part) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while time.monotonic() < deadline and not await asyncio.to_thread(part.ready):  # noqa: ASYNC110 - other processes have no event
        await asyncio.sleep(0.2)


_ACTS: Mapping[Kind, Callable[[Part, Fault], Awaitable[None]]] = {
    Kind.KILL: _kill, Kind.FREEZE: _freeze, Kind.JOIN: _join, Kind.BROKER_KILL: _kill, Kind.BROKER_RESTART: _restart,
    Kind.PRIMARY_KILL: _kill, Kind.STEP_DOWN: _step_down,
}  # fmt: skip
