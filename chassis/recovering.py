"""Recovering: how a person changes what got stuck in one service, by hand, safely and on record.

A step is decided first and then written in one transaction with its entry in `operations`; a dry run is the same
decision, not written. Nothing goes over the bus (ADR 0013): the service's own sweep tries what waits.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from chassis.dead_letters import DeadLetter
from chassis.documents import Document, Parked, Position
from chassis.errors import ConflictError, TransientError
from chassis.operations import operation

if TYPE_CHECKING:
    from chassis.store import Batch, Store

TRIES = 20  # against a service that is at work on the same stream
BY_HAND = "replay"  # what a record waits for that a person has put there: to be tried


@dataclass(frozen=True, slots=True)
class Step:
    """What is done, or would be. `verdict` is one word for the caller to explain, `about` has its facts."""

    verdict: str
    about: Mapping[str, Any] = field(default_factory=dict)
    letter: Document[DeadLetter] | None = None
    position: Position | None = None
    park: tuple[Parked, ...] = ()
    unpark: tuple[tuple[str, int], ...] = ()

    @property
    def changes(self) -> bool:
        return bool(self.position or self.park or self.unpark or (self.letter and self.letter.touched))


@dataclass(frozen=True, slots=True)
class Recovery:
    """One person at work on one service's store. `orders` are those of the topics that the service hears."""

    store: Store
    orders: Mapping[str, str]
    who: str
    why: str
    now: datetime

    async def step(self, command: str, decide: Callable[[Batch], Awaitable[Step]], *, do: bool) -> Step:
        """Raises TransientError when the database is away or the service leaves no gap; then nothing is done."""
        for _ in range(TRIES):
            try:
                async with self.store.batch() as tx:
                    step = await decide(tx)
                    if do and step.changes:
                        await self._write(tx, command, step)
                    return step
            except ConflictError:  # the service, or a second person, was first: look again
                await asyncio.sleep(random.uniform(0.01, 0.1))  # noqa: S311 - jitter
        raise TransientError("the service is at work on this stream all the time")

    async def _write(self, tx: Batch, command: str, step: Step) -> None:
        what = {"verdict": step.verdict, **step.about, **_which(step.letter)}
        entry = operation(command, self.who, self.why, what, self.now)
        documents = [document for document in (step.letter, entry) if document]
        await tx.write(documents, [step.position] if step.position else [], [], step.unpark)
        await tx.write([], [], step.park, [])  # behind it: the first record at a place stays


def next_fact(position: Position, seq: int, *, leaping: bool = False) -> str:
    """What a record put there by hand waits for."""
    return BY_HAND if leaping or seq == position.seq + 1 else f"seq:{position.seq + 1}"


def _which(letter: Document[DeadLetter] | None) -> dict[str, Any]:
    if letter is None or letter.state is None:
        return {}
    names = ("topic", "partition", "offset", "subject", "seq", "type")
    return {"letter": letter.id} | {name: getattr(letter.state, name) for name in names}
