"""After every journey: what each owner has told gives back, from nothing, the very documents it holds."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any

import pytest

from chassis.rolling import Rolling, Rolls
from chassis.testing import MemoryStore
from lianjie_contracts.topics import spelled_out
from services.deadlines.domain.sheet import tick
from services.deadlines.law import committed
from services.deadlines.rolling import RolledSheets
from services.deadlines.service import heard_under
from services.deadlines.store import SHEETS
from services.notifications.rolling import RolledDeliveries
from services.notifications.store import DELIVERIES
from services.routing.rolling import ROLLS as ROUTING
from services.routing.sessions.store import SESSIONS
from services.routing.store import COVERS, MATTERS
from tests.journeys.town import DIRECTORY, Town

if TYPE_CHECKING:
    from chassis.documents import Kind, Record
    from services.deadlines.domain.clock import Clock

ORDERS = {topic.name: topic.order for topic in spelled_out(DIRECTORY)}
LAW = committed(timedelta(minutes=10))


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
        routing = asyncio.run(_from_nothing(town, "routing", ROUTING))
        for kind in (MATTERS, COVERS, SESSIONS):
            assert _documents(routing, kind) == _documents(town.stores["routing"], kind)
        sheets = asyncio.run(_from_nothing(town, "deadlines", RolledSheets(heard_under(LAW)).rolls()))
        _nothing_more_to_tell(town, sheets)
        letters = RolledDeliveries(MemoryStore())
        deliveries = asyncio.run(_from_nothing(town, "notifications", letters.rolls()))
        assert _documents(deliveries, DELIVERIES) == _documents(town.stores["notifications"], DELIVERIES)


def _nothing_more_to_tell(town: Town, again: MemoryStore) -> None:
    """Numbers and marks are the same; and who looks at the clocks anew finds all said that is true."""
    held, rolled = (store.documents for store in (town.stores["deadlines"], again))
    assert {at for at in rolled if at[0] == SHEETS.name} == {at for at in held if at[0] == SHEETS.name}
    for at, document in rolled.items():
        if at[0] == SHEETS.name:
            was, now = held[at], document.state
            assert (document.seq, document.head, now.marks) == (was.seq, was.head, was.state.marks)
            assert (now.handlers, now.handled_in) == (was.state.handlers, was.state.handled_in)
            told, facts = tick(now, LAW.under(now.profile), town.clock.now())
            assert facts == ()
            assert [_shown(clock) for clock in told.clocks] == [_shown(clock) for clock in was.state.clocks]


def _shown(clock: Clock) -> Clock:
    """Until when something was said is known to the latest of what was told."""
    return replace(clock, said_until=None, next_at=None)


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
