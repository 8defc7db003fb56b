"""Whatever the order, the repeats and the batches in which records come: the same states, the same announcements."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings, strategies as st

from tests.chassis.builders import CLOCKS, TALLIES, Listener, failed, matter, signed

if TYPE_CHECKING:
    from chassis.documents import Record

COIN = st.booleans()
LENGTHS = st.lists(st.integers(1, 6), min_size=2, max_size=6)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What must not depend on the order."""

    tallies: dict[str, Any]
    positions: dict[str, int]
    announced: dict[str, list[int]]


def told(lengths: list[int]) -> list[Record]:
    """Matters of so many events each, and for every matter a delivery that has to wait for its first event."""
    records = []
    for n, length in enumerate(lengths):
        records += [signed(seq, matter(n)) for seq in range(1, length + 1)]
        records += [failed(seq, f"450199:delivery-{n}", matter(n)) for seq in (1, 2)]
    return records


async def outcome(batches: list[list[Record]]) -> Outcome:
    listener = Listener()
    for batch in batches:
        await listener.hear(*batch)
    while listener.parked():
        before = listener.parked()
        await listener.hearing.sweep()
        assert listener.parked() != before, "something waits that nothing will ever wake"
    assert listener.letters() == []
    announced: dict[str, list[int]] = {}
    for message in listener.announced():
        assert message.topic == CLOCKS
        announced.setdefault(message.key, []).append(message.seq)
    return Outcome(
        listener.memory.all(TALLIES),
        {subject: position.seq for subject, position in listener.memory.positions.items()},
        announced,
    )


@st.composite
def disorders(draw: st.DrawFn, records: list[Record]) -> list[list[Record]]:
    """Any order, three in ten a second time, cut into batches anywhere."""
    twice = [record for record in records if draw(st.integers(0, 9)) < 3]
    shuffled = draw(st.permutations(records + twice))
    batches: list[list[Record]] = [[]]
    for record in shuffled:
        if draw(COIN) and batches[-1]:
            batches.append([])
        batches[-1].append(record)
    return batches


@given(data=st.data(), lengths=LENGTHS)
@settings(max_examples=150, deadline=None)
def test_any_disorder_ends_like_the_ordered_run(data: st.DataObject, lengths: list[int]) -> None:
    records = told(lengths)
    ordered = asyncio.run(outcome([records]))
    assert asyncio.run(outcome(data.draw(disorders(records)))) == ordered
    assert {id_: tally.signed for id_, tally in ordered.tallies.items()} == {
        matter(n): tuple(range(1, length + 1)) for n, length in enumerate(lengths)
    }
    assert sum(map(len, ordered.announced.values())) == len(records)
