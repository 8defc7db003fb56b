"""What needs a fact of another stream waits for it, is called by it, and keeps nobody else waiting."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from chassis import metrics
from chassis.documents import Document
from chassis.errors import NotYetError
from chassis.hearing import Hears
from chassis.testing import MemoryStore
from lianjie_contracts.directory import Directory, Unit
from lianjie_contracts.events.delivery_failed import DeliveryFailed
from lianjie_contracts.events.matter_signed import MatterSigned
from tests.chassis.builders import (
    COPIES,
    HEARS,
    TALLIES,
    KeyCopy,
    Listener,
    Tally,
    failed,
    key_issued,
    matter,
    on_delivery_failed,
    on_signed,
    signed,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    from chassis.work import Heard, Work

pytestmark = pytest.mark.asyncio


async def test_a_missing_fact_parks_and_the_sweep_applies_later(listener: Listener) -> None:
    await listener.hear(failed(1), failed(2))
    waits = f"matter:{matter()}"
    delivery = "delivery:450199:delivery-1"
    assert listener.parked() == [(delivery, 1, waits), (delivery, 2, "seq:1")]
    await listener.hearing.sweep()
    assert len(listener.parked()) == 2
    await listener.store.put(Document(TALLIES, matter()).with_state(Tally()))
    await listener.hearing.sweep()
    assert listener.failed(matter()) == (f"{delivery}-1", f"{delivery}-2")
    assert listener.parked() == []


async def test_a_fact_calls_those_that_wait_for_it_however_many_wait_for_others(listener: Listener) -> None:
    await listener.hear(*(signed(2, matter(n)) for n in range(100, 400)))
    await listener.hear(failed(1), failed(2))
    await listener.hear(signed(1))
    assert len(listener.failed(matter())) == 2
    assert len(listener.parked()) == 300


async def test_looking_again_at_those_that_still_wait_is_not_counted(listener: Listener) -> None:
    parked = metrics.HEARD.labels("deadlines", "delivery_failed", "parked")
    before = parked._value.get()
    await listener.hear(failed(1))
    for _ in range(5):
        await listener.hearing.sweep()
    assert parked._value.get() == before + 1


async def test_a_record_that_waits_for_another_fact_than_before_is_called_by_that_one() -> None:
    async def picky(heard: Heard[DeliveryFailed], work: Work) -> None:
        for n in (1, 2):
            if await work.load(TALLIES, matter(n)) is None:
                raise NotYetError(f"matter:{matter(n)}")
        await on_delivery_failed(heard, work)

    listener = Listener((HEARS[0], Hears(DeliveryFailed, picky)))
    await listener.hear(failed(1))
    await listener.hear(signed(1))
    assert listener.parked() == [("delivery:450199:delivery-1", 1, f"matter:{matter(2)}")]
    await listener.hear(signed(1, matter(2)))
    assert len(listener.failed(matter())) == 1


async def test_what_names_a_unit_of_a_newer_directory_waits_for_it() -> None:
    """The directory is on a topic of its own: a matter may come before the version that knows its unit."""
    none = Directory(counties=(), units=(), places=())
    new = Unit(code="450199-fgj", name="县房管所", county="450199", kind="department")
    held = none.model_copy()

    async def naming(heard: Heard[MatterSigned], work: Work) -> None:
        held.unit(new.code)
        await on_signed(heard, work)

    listener = Listener((replace(HEARS[0], handler=naming), *HEARS[1:]))
    await listener.hear(signed(1))
    assert [awaits for *_, awaits in listener.parked()] == ["directory:450199"]
    held.become(none.model_copy(update={"units": (new,)}))
    await listener.hearing.sweep()
    assert (listener.signed(matter()), listener.parked(), listener.letters()) == ((1,), [], [])


async def test_a_missing_fact_that_comes_in_the_same_batch_is_found_at_once(listener: Listener) -> None:
    await listener.hear(failed(1), signed(1))
    assert len(listener.failed(matter())) == 1
    assert listener.parked() == []


async def test_those_that_wait_long_do_not_keep_the_sweep_from_the_others(listener: Listener) -> None:
    await listener.hear(*(signed(2, matter(n)) for n in range(100, 150)))
    await listener.hear(failed(1))
    await listener.hear(signed(1))
    for _ in range(6):
        await listener.hearing.sweep(limit=10)
    assert len(listener.failed(matter())) == 1


async def test_a_state_that_waits_for_a_fact_gives_way_to_a_later_one() -> None:
    async def picky(heard: Heard[MatterSigned], work: Work) -> None:
        if heard.envelope.seq < 5:
            raise NotYetError("something")
        await HEARS[2].handler(heard, work)

    listener = Listener((*HEARS[:2], replace(HEARS[2], handler=picky)))
    await listener.hear(key_issued(2))
    assert listener.parked() == [("key:450199:person-1", 2, "something")]
    await listener.hear(key_issued(6))
    assert listener.memory.all(COPIES) == {"450199:person-1": KeyCopy(6)}
    assert listener.parked() == []


class Asked(MemoryStore):
    """Counts how often it was asked who waits for a fact."""

    times = 0

    async def waiting_for(self, ids: Collection[str], limit: int) -> list[str]:
        self.times += 1
        return await super().waiting_for(ids, limit)


async def test_nobody_is_called_while_it_is_known_that_nobody_waits() -> None:
    store = Asked()
    listener = Listener(store=store)
    await listener.hearing.sweep()
    await listener.hear(signed(1))
    assert store.times == 0
    await listener.hear(failed(1, of=matter(2)))
    await listener.hear(signed(2), signed(1, matter(2)))
    assert store.times
    assert len(listener.failed(matter(2))) == 1


async def test_who_waits_since_before_a_restart_is_called_before_the_first_sweep(listener: Listener) -> None:
    await listener.hear(failed(1))
    listener.restart()
    await listener.hear(signed(1))
    assert len(listener.failed(matter())) == 1
