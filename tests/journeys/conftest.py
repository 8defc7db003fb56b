"""After every journey: what each owner has told gives back, from nothing, the very documents it holds."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

import pytest

from chassis.rolling import Rolling, Rolls
from chassis.testing import MemoryStore
from lianjie_contracts.topics import spelled_out
from services.routing.rolling import ROLLS as ROUTING
from tests.journeys.town import DIRECTORY, Town

if TYPE_CHECKING:
    from chassis.documents import Kind, Record

ORDERS = {topic.name: topic.order for topic in spelled_out(DIRECTORY)}
OWNERS: dict[str, tuple[Rolls[Any], ...]] = {"routing": ROUTING}


@pytest.fixture(autouse=True)
def told_whole(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    towns: list[Town] = []
    begin = Town.__post_init__

    def begun(town: Town) -> None:
        begin(town)
        towns.append(town)

    monkeypatch.setattr(Town, "__post_init__", begun)
    yield
    for town in towns:
        for service, rolls in OWNERS.items():
            again = asyncio.run(_from_nothing(town, service, rolls))
            for roll in rolls:
                assert _documents(again, roll.kind) == _documents(town.stores[service], roll.kind)


async def _from_nothing(town: Town, service: str, rolls: tuple[Rolls[Any], ...]) -> MemoryStore:
    store = MemoryStore()
    rolling = Rolling(service, store, town.clock, rolls, ORDERS)
    mine = {topic.name for topic in spelled_out(DIRECTORY) if service in topic.producers}
    own = sorted(mine, key=lambda name: name not in {roll.kind.topic for roll in rolls})
    for topic in own:
        for records in _partitions(town, topic):
            await rolling.own(records)
    for topic in set(ORDERS) - mine:
        for records in _partitions(town, topic):
            await rolling.also(records)
    return store


def _partitions(town: Town, topic: str) -> list[list[Record]]:
    records = sorted(town.bus.on(topic), key=lambda r: (r.partition, r.offset))
    return [list(batch) for _, batch in groupby(records, key=lambda r: r.partition)]


def _documents(store: MemoryStore, kind: Kind[Any]) -> dict[str, tuple[Any, ...]]:
    """State, number, count and chain; how often it was saved does not matter."""
    held = {id_: doc for (name, id_), doc in store.documents.items() if name == kind.name}
    return {id_: (doc.state, doc.seq, doc.said, doc.head) for id_, doc in held.items()}
