"""One life of one process: whatever it waits for is a step that the scheduler may let go on, or never."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.simulation.world import World

PRESENT: ContextVar[Process | None] = ContextVar("present", default=None)


class Crashed(BaseException):
    """The process is gone: nothing of it happens after this."""


@dataclass(eq=False)
class Process:
    """One life of one process."""

    world: World
    name: str
    dead: bool = False

    async def step(self, what: str) -> None:
        """Wait until the scheduler lets this go on; raises Crashed if the process is dead by then."""
        if not self.dead:
            turn = self.world.loop.create_future()
            self.world.waiting.append((self, what, turn))
            await turn
        if self.dead:
            raise Crashed

    def does(self, act: Coroutine[Any, Any, Any]) -> None:
        """Something this process does all its life; if it fails, that is a broken promise."""
        self.world.lasting.append(self.task(act))

    def task(self, act: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Something this process is asked to do; whoever asked learns of its failure."""
        token = PRESENT.set(self)
        try:
            return self.world.loop.create_task(act)
        finally:
            PRESENT.reset(token)

    def die(self, where: str) -> None:
        self.dead = True
        self.world.note(self.name, f"† {where}")
        mine = [row for row in self.world.waiting if row[0] is self]
        self.world.waiting = [row for row in self.world.waiting if row[0] is not self]
        for _, _, turn in mine:
            turn.set_result(None)
