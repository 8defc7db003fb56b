"""What does not concern a county is passed over: it is not read, and nobody has to keep how far it was heard."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chassis.following import Following, Whose
from chassis.hearing import Hearing
from tests.chassis.builders import COUNTY, HEARS, ORDERS, Listener, key_issued, matter, signed, without_header

OURS = Following(COUNTY, {"matter": Whose.OWN, "key": Whose.OTHERS})


@pytest.mark.parametrize(
    ("subject", "followed"),
    [
        (f"matter:{COUNTY}:1", True),
        ("matter:450198:1", False),
        (f"key:{COUNTY}:1", False),
        ("key:450198:1", True),
        ("delivery:450198:1", True),  # of which nothing was said
        (f"matter:{COUNTY}0:1", False),  # begins like ours
        ("", True),  # no subject at all: hearing will say so
    ],
)
def test_own_streams_or_those_of_others_as_the_kind_of_subject_says(subject: str, followed: bool) -> None:
    assert OURS(subject) is followed


@pytest.mark.asyncio
async def test_what_is_not_followed_leaves_nothing_behind_and_is_not_even_read() -> None:
    listener = Listener()
    listener.hearing = Hearing("deadlines", listener.store, listener.clock, HEARS, ORDERS, follows=OURS)
    unreadable = replace(signed(1, of="450198:matter-1"), value=b"\xff")
    await listener.hear(unreadable, key_issued(1), signed(1))
    assert listener.signed(matter()) == (1,)
    assert list(listener.memory.positions) == [f"matter:{matter()}"]
    assert listener.letters() == []


@pytest.mark.asyncio
async def test_a_record_that_does_not_say_its_stream_is_a_dead_letter_all_the_same() -> None:
    listener = Listener()
    listener.hearing = Hearing("deadlines", listener.store, listener.clock, HEARS, ORDERS, follows=OURS)
    await listener.hear(without_header(signed(1), "ce_subject"))
    assert len(listener.letters()) == 1
