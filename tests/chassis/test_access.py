"""Rights that the controller has taken are not yet in force: the broker hears of them a moment later."""

from __future__ import annotations

from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from aiokafka.errors import KafkaTimeoutError

from chassis import access
from lianjie_contracts.access import Grant

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

MINE = Grant("User:routing", "READ", "TOPIC", "routing.matters.v1")
OLD = Grant("User:old", "READ", "TOPIC", "routing.matters.v1")
TAKEN = SimpleNamespace(creation_responses=[(0, None)], filter_responses=[(0, None, [])])


def broker(monkeypatch: pytest.MonkeyPatch, *told: set[Grant]) -> list[set[Grant]]:
    """One that takes every change and tells, look by look, what it goes by."""
    looks = list(told)

    @asynccontextmanager
    async def client(*_: object) -> AsyncIterator[None]:
        yield None

    async def ask(*_: object) -> Any:
        return TAKEN

    async def held(_: object) -> set[Grant]:
        return looks.pop(0) if len(looks) > 1 else looks[0]

    for name, fake in (("_client", client), ("_ask", ask), ("_held", held)):
        monkeypatch.setattr(access, name, fake)
    monkeypatch.setattr(access, "A_MOMENT", 0)
    return looks


@pytest.mark.asyncio
async def test_a_change_is_done_when_the_broker_goes_by_it(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = broker(monkeypatch, {OLD}, {OLD, MINE}, {MINE})
    await access.change_grants("-", [MINE], [OLD])
    assert looks == [{MINE}]


@pytest.mark.asyncio
async def test_a_broker_that_never_does_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    broker(monkeypatch, {OLD})
    with pytest.raises(KafkaTimeoutError):
        await access.change_grants("-", [MINE], [])
