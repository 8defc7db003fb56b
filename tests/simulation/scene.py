"""A scene: a world with its bus and its services, what is done in it, and what must hold when all is quiet."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from tests.simulation.log import Log
from tests.simulation.town import Service
from tests.simulation.world import World


@dataclass(eq=False)
class Scene:
    """A world with its bus and its services; `check` is run when all is quiet."""

    world: World
    work: Callable[[], Awaitable[None]] = lambda: asyncio.sleep(3)
    checks: list[Callable[[], None]] = field(default_factory=list)
    services: list[Service] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.log = Log(self.world)
        self.world.disturb.append(lambda: self.log.owner and self.log.rebalance())

    def service(self, name: str, kinds: Any, *, processes: int = 1, **made_of: Any) -> Service:
        service = Service(self.world, self.log, name, kinds, **made_of).start(processes)
        self.services.append(service)
        return service

    def settled(self) -> bool:
        return all(service.settled() for service in self.services)

    def run(self) -> None:
        self.world.run(self.work, self.settled)
        for check in self.checks:
            check()


Scenario = Callable[[World], Scene]
SCENARIOS: dict[str, Scenario] = {}


def scenario(build: Scenario) -> Scenario:
    SCENARIOS[build.__name__] = build
    return build
