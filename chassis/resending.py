"""Sending again what a history holds: the original bytes, ids, numbers and keys. Whoever has heard it takes it for what
it is, a duplicate."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import replace
from typing import Any

from chassis.documents import Unsent
from chassis.errors import TransientError
from chassis.relay import Publisher

AT_ONCE = 500  # messages
TRIES = 5


def message_of(row: Mapping[str, Any], topic: str | None = None) -> Unsent:
    """The message of a history's row, for its own topic or for another one."""
    headers = tuple((name, bytes(value)) for name, value in row["headers"])
    key = row["subject"].partition(":")[2]
    sent = Unsent(0, row["id"], row["seq"], row["topic"], key, headers, bytes(row["body"]), row["owned"])
    return replace(sent, topic=topic) if topic else sent


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
