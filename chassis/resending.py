"""Sending again what a history holds: the original bytes, ids, numbers and keys. Whoever has heard it takes it for what
it is, a duplicate."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

from chassis.documents import Unsent
from chassis.errors import TransientError
from chassis.relay import Publisher

AT_ONCE = 500  # messages
TRIES = 5


async def send_again(
    messages: AsyncIterator[Unsent], publisher: Publisher, told: Callable[[int], None] = lambda _: None
) -> int:
    """Publish them in their order; how many were acknowledged. Raises TransientError if the bus does not take one."""
    sent, waiting = 0, []
    async for message in messages:
        waiting.append(message)
        if len(waiting) >= AT_ONCE:
            sent += await _send(waiting, publisher)
            told(len(waiting))
            waiting = []
    if waiting:
        sent += await _send(waiting, publisher)
        told(len(waiting))
    return sent


async def _send(messages: list[Unsent], publisher: Publisher) -> int:
    """The whole lot again after a failure: a later one of a key must not arrive before an earlier one for the last time."""
    for attempt in range(TRIES):
        try:
            landed = await publisher.publish(messages)
        except TransientError:
            if attempt == TRIES - 1:
                raise
        else:
            if all(landed):
                return len(messages)
    raise TransientError("the bus did not take all messages")
