"""One document: its chain of hashes, what it has announced, and how large a message may be."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from chassis.dead_letters import DeadLetter, letter
from chassis.documents import LARGEST_MESSAGE, SHARDS, Document, Position, Unsent, chained
from chassis.errors import TooLargeError
from tests.chassis.builders import CLOCKS, NOW, TALLIES, Tally, matter, signed


def a_message(n: int, body: bytes = b"{}", *, owned: bool = True) -> Unsent:
    return Unsent(n, f"event-{n}", n, CLOCKS, matter(), (), body, owned)


def test_each_event_is_chained_to_all_before_it() -> None:
    document = Document(TALLIES, matter()).announcing(a_message(1, b"one")).announcing(a_message(2, b"two"))
    first = hashlib.sha256(b"event-1one").hexdigest()
    assert document.head == hashlib.sha256(first.encode() + b"event-2two").hexdigest()
    assert (document.seq, document.said) == (2, 2)


@pytest.mark.parametrize(
    "other",
    [
        [a_message(2, b"two"), a_message(1, b"one")],
        [a_message(1, b"one")],
        [a_message(1, b"one"), a_message(2, b"tvo")],
        [a_message(1, b"one"), replace(a_message(2, b"two"), id="event-9")],
    ],
    ids=["another order", "one lost", "another body", "another id"],
)
def test_the_head_tells_every_difference(other: list[Unsent]) -> None:
    true = chained(chained("", "event-1", b"one"), "event-2", b"two")
    document: Document[Tally] = Document(TALLIES, matter())
    for message in other:
        document = document.announcing(message)
    assert document.head != true


def test_a_message_for_somebody_elses_topic_moves_neither_number_nor_chain() -> None:
    document = Document(TALLIES, matter()).announcing(a_message(1)).announcing(a_message(2, owned=False))
    assert (document.seq, document.said, document.head) == (1, 2, chained("", "event-1", b"{}"))


def test_a_message_too_large_for_the_bus_is_refused_before_it_is_saved() -> None:
    document = Document(TALLIES, matter())
    document.announcing(a_message(1, b"x" * LARGEST_MESSAGE))
    with pytest.raises(TooLargeError, match="900001 bytes"):
        document.announcing(a_message(1, b"x" * (LARGEST_MESSAGE + 1)))


def test_whatever_came_over_the_bus_fits_into_a_dead_letter() -> None:
    huge = signed(1, value=b"x" * 1_048_588)
    buried = letter(huge, DeadLetter("t", 0, 1, "why", "undecodable", NOW), "deadlines")
    assert buried.unsent[0].body == huge.value


def test_a_dead_letter_is_known_again_by_the_place_where_it_lay() -> None:
    dead = DeadLetter("t", 0, 1, "why", "undecodable", NOW)
    first, again, other = signed(1, offset=7), signed(1, offset=7), signed(1, offset=8)
    assert letter(first, dead, "deadlines").id == letter(again, dead, "deadlines").id
    assert letter(first, dead, "deadlines").id != letter(other, dead, "deadlines").id
    assert letter(first, dead, "deadlines").id != letter(first, dead, "routing").id


def test_a_position_remembers_the_last_few_ids() -> None:
    position = Position("matter:x")
    for n in range(1, 21):
        position = position.moved(n, f"event-{n}")
    assert (position.seq, len(position.ids)) == (20, 8)
    assert position.id_at(13) == "event-13"
    assert position.id_at(12) is None


def test_documents_spread_over_all_shards() -> None:
    shards = {Document(TALLIES, matter(n)).shard for n in range(300)}
    assert shards == set(range(SHARDS))


def test_a_state_comes_back_as_it_was_kept() -> None:
    tally = Tally((1, 2, 3), ("a",))
    assert TALLIES.load(TALLIES.dump(tally)) == tally
