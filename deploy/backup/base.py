"""MongoDB and Kafka for a command that needs them while nothing else may run: those that are there, else ours for so long."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from chassis.bus_groups import Groups
from chassis.errors import TransientError
from chassis.settings import BusSettings, read
from deploy.cli import screen
from deploy.local import running
from deploy.local.stack import Stack
from deploy.words import Complaint, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deploy.local.home import Home
    from deploy.local.processes import Surroundings

NEEDED = ("mongodb", "kafka")
PATIENCE = 30  # seconds
ANY_GROUP = "lianjie-routing"


@contextmanager
def on_base(home: Home) -> Iterator[Surroundings]:
    """Where both are. Of a system that is down the two are started, and stopped again."""
    stack = Stack(home, {}, lambda _: None)
    parts = [part for part in stack.base if part.name in NEEDED]
    if running.supervisor(home) or not parts:
        yield stack.around
        return
    with ExitStack() as started:
        try:
            started.enter_context(running.claimed(home))
        except running.AlreadyRunning:
            raise Complaint("base_busy", home=home.root) from None
        screen.tell(say("base_starting"))
        for part in parts:
            part.check_ports()
            started.enter_context(part)
        asyncio.run(_groups_known(stack.around.kafka))
        yield stack.around


async def _groups_known(kafka: str) -> None:
    """A broker that has just started knows its topics first, and the groups some seconds later."""
    for attempt in range(PATIENCE):
        try:
            async with Groups.of(kafka, read(BusSettings).login()) as groups:
                await groups.committed(ANY_GROUP)
        except TransientError:
            if attempt == PATIENCE - 1:
                raise
            await asyncio.sleep(1)
        else:
            return
