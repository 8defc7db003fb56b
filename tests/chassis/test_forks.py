"""A stream that showed two events with one number goes on as its owner tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chassis.decoding import id_of
from chassis.forks import Told, unfork
from chassis.operations import OPERATIONS
from chassis.recovering import Recovery, Step
from tests.chassis.builders import NOW, ORDERS, Listener, matter, signed

if TYPE_CHECKING:
    from chassis.documents import Record

pytestmark = pytest.mark.asyncio
STREAM = f"matter:{matter()}"


def history(*records: Record, unsent: tuple[tuple[int, str], ...] = ()) -> list[Told]:
    """What the owner has said, its last words perhaps not yet on the bus."""
    said = [Told(n, id_of(record), record) for n, record in enumerate(records, 1)]
    return [*said, *(Told(seq, id_, None) for seq, id_ in unsent)]


async def settle(listener: Listener, told: list[Told], keep: str, *, do: bool = True) -> Step:
    recovery = Recovery(listener.store, ORDERS, "wang@centre", "compared with routing", NOW)
    step = await unfork(recovery, STREAM, told, keep, do=do)
    await listener.hearing.sweep()
    return step


def waiting_ids(listener: Listener) -> dict[int, str]:
    return {seq: id_of(parked.record) for (_, seq), parked in listener.memory.waiting_records.items()}


async def test_if_the_service_acted_on_the_owners_event_the_other_goes_and_the_rest_is_heard(
    listener: Listener,
) -> None:
    events = [signed(n) for n in (1, 2, 3)]
    await listener.hear(events[0], signed(1, id="another"), events[1], events[2])
    assert listener.signed(matter()) == (1,)
    step = await settle(listener, history(*events), id_of(events[0]))
    assert (step.verdict, step.about["acted_on_another"]) == ("unforks", [])
    assert listener.signed(matter()) == (1, 2, 3)
    assert listener.parked() == []


async def test_if_both_came_too_early_the_owners_takes_the_place_of_the_other(listener: Listener) -> None:
    events = [signed(n) for n in (1, 2, 3)]
    await listener.hear(events[0], signed(3, id="another"))
    await listener.hear(events[2], events[1])
    assert waiting_ids(listener)[3] == "another"
    step = await settle(listener, history(*events), id_of(events[2]))
    assert step.verdict == "unforks"
    assert listener.signed(matter()) == (1, 2, 3)
    assert listener.memory.positions[STREAM].id_at(3) == id_of(events[2])


async def test_what_the_service_did_on_another_event_is_said_and_the_stream_goes_on_from_the_owners(
    listener: Listener,
) -> None:
    """As after the owner's return from an old backup: two events have been number 1."""
    events = [signed(n, id=f"new-{n}") for n in (1, 2)]
    await listener.hear(signed(1), *events)
    step = await settle(listener, history(*events), "new-1")
    assert (step.verdict, step.about["acted_on_another"]) == ("unforks_after", [1])
    assert listener.signed(matter()) == (1, 2)
    await listener.hear(events[0])
    assert not listener.memory.positions[STREAM].forked, "the owner's is known now"
    assert listener.parked() == []


async def test_what_the_owner_never_said_does_not_stay(listener: Listener) -> None:
    events = [signed(1)]
    await listener.hear(events[0], signed(1, id="another"), signed(2, id="another-2"))
    step = await settle(listener, history(*events), id_of(events[0]))
    assert step.about["let_go"] == [1, 2]
    assert listener.signed(matter()) == (1,)
    await listener.hear(signed(2))
    assert listener.signed(matter()) == (1, 2)


async def test_what_the_owner_has_not_sent_yet_comes_from_the_bus(listener: Listener) -> None:
    first = signed(1)
    await listener.hear(first, signed(1, id="another"), signed(2, id="another-2"))
    await settle(listener, history(first, unsent=((2, f"{STREAM}-2"),)), id_of(first))
    assert listener.parked() == []
    await listener.hear(signed(2))
    assert listener.signed(matter()) == (1, 2)


async def test_a_dry_run_changes_nothing_and_the_deed_is_done_once_and_on_record(listener: Listener) -> None:
    first = signed(1)
    await listener.hear(first, signed(1, id="another"))
    assert (await settle(listener, history(first), id_of(first), do=False)).verdict == "unforks"
    assert listener.memory.positions[STREAM].forked
    steps = [await settle(listener, history(first), id_of(first)) for _ in range(2)]
    assert [step.verdict for step in steps] == ["unforks", "whole"]
    [entry] = listener.memory.all(OPERATIONS).values()
    assert (entry.command, entry.who, entry.what["keep"]) == ("parked unfork", "wang@centre", id_of(first))


async def test_only_an_event_of_the_owner_can_be_the_right_one(listener: Listener) -> None:
    first = signed(1)
    await listener.hear(first, signed(1, id="another"))
    assert (await settle(listener, history(first), "another")).verdict == "not_the_owners"
    assert (await settle(listener, [], id_of(first))).verdict == "not_the_owners"
    assert listener.memory.positions[STREAM].forked


async def test_an_owner_that_has_less_than_was_heard_must_be_mended_first(listener: Listener) -> None:
    first, second = signed(1), signed(2)
    await listener.hear(first, second, signed(2, id="another"))
    step = await settle(listener, history(first), id_of(first))
    assert (step.verdict, step.about) == ("owner_behind", {"owner": 1, "heard": 2})
    assert listener.memory.positions[STREAM].forked
