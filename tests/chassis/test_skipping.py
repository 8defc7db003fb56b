"""A dead letter is given up: once, on record, and only if it holds up what comes behind it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from chassis.replaying import skip
from tests.chassis.builders import (
    key_issued,
    matter,
    sign_for,
    signed,
    with_header,
)
from tests.chassis.desk import STREAM, a_desk, the_owners, unreadable, verdicts

if TYPE_CHECKING:
    pass

pytestmark = [pytest.mark.asyncio, pytest.mark.usefixtures("quiet")]


async def test_a_skipped_number_lets_its_successors_pass_and_stays_skipped() -> None:
    desk = a_desk(2)
    dead = signed(2)
    await desk.listener.hear(signed(1), dead, signed(3), signed(4))
    assert verdicts(await desk.skip()) == ["skips"]
    await desk.listener.hearing.sweep()
    assert desk.listener.signed(matter()) == (1, 3, 4)
    await desk.listener.hear(dead, signed(5))
    assert desk.listener.signed(matter()) == (1, 3, 4, 5)
    [letter] = desk.letters.values()
    assert (letter.open, letter.deaths, letter.settled and letter.settled.how) == (False, 1, "skipped")
    assert [entry.command for entry in desk.on_record] == ["dlq skip"]
    desk.fault.mend()
    await desk.listener.hear(signed(2))
    assert desk.listener.signed(matter()) == (1, 3, 4, 5)


async def test_a_record_that_only_pretends_to_have_a_number_does_not_move_the_stream() -> None:
    desk = a_desk()
    await desk.listener.hear(signed(1), with_header(unreadable(2), "ce_id", b"pretender"), signed(3))
    assert verdicts(await desk.skip()) == ["closes"]
    await desk.listener.hear(signed(2))
    assert desk.listener.signed(matter()) == (1, 2, 3)


async def test_a_number_is_skipped_only_when_it_is_the_next_one() -> None:
    desk = a_desk(1, 2)
    await desk.listener.hear(signed(1))
    await desk.listener.hear(unreadable(2))
    first, second = sorted(desk.letters, key=lambda id_: desk.letters[id_].seq)
    early = await skip(desk.recovery, second, the_owners, do=True)
    assert (early.verdict, early.about) == ("not_next", {"missing": 1})
    steps = [await skip(desk.recovery, id_, the_owners, do=True) for id_ in (first, second)]
    assert verdicts(steps) == ["skips", "skips"]
    assert desk.listener.seen(STREAM) == 2


async def test_a_letter_that_holds_up_no_stream_is_only_closed_and_stays_closed() -> None:
    desk = a_desk()
    rubbish = [
        replace(signed(1), headers=()),
        sign_for(value=b"rubbish"),
        with_header(key_issued(3), "ce_schemaver", b"9"),
    ]
    await desk.listener.hear(*rubbish)
    assert verdicts(await desk.skip()) == ["closes"] * 3
    assert desk.listener.memory.positions == {}
    desk.listener.restart()
    await desk.listener.hear(*rubbish)
    assert [letter.open for letter in desk.letters.values()] == [False] * 3
