"""What routing hears of others and does by itself: a limit is over, papers have come, a window has opened."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest

from chassis.errors import NotYetError
from chassis.testing.memory import MemoryStore
from chassis.work import Heard, Work
from lianjie_contracts.base import Actor
from lianjie_contracts.envelope import Envelope
from lianjie_contracts.events.attachment_added import AttachmentAdded
from lianjie_contracts.events.clock_started import ClockStarted
from lianjie_contracts.events.matter_supplemented import MatterSupplemented
from lianjie_contracts.events.move_due import MoveDue
from lianjie_contracts.vocabulary import ClockKind, MatterState as S
from services.routing.domain.matter import Matter
from services.routing.handlers.on_attachment_added import on_attachment_added
from services.routing.handlers.on_clock_started import its_matter, on_clock_started
from services.routing.handlers.on_matter_supplemented import on_matter_supplemented
from services.routing.handlers.on_move_due import on_move_due
from services.routing.store import MATTERS
from tests.routing.builders import AT, a_matter
from tests.routing.roads.informing import WAITING
from tests.routing.roads.taking import SIMPLE

Handler = Callable[[Heard[Any], Work], Awaitable[None]]
NOW = AT + timedelta(days=20)
ITS = {"matter_id": "450199:m", "county": "450199", "occurred_at": NOW}


def after(matter: Matter | None, handler: Handler, event: Any) -> Matter:
    """The matter when the event was heard."""
    store = MemoryStore()

    async def hear() -> Matter:
        async with store.batch() as tx:
            work = Work(tx, NOW, "lianjie/routing")
            if matter is not None:
                await work.save(MATTERS, matter.matter_id, matter)
            envelope = Envelope("e", event.type, 1, "lianjie/x", "x:450199:m", 1, "450199", NOW)
            await handler(Heard(event, envelope), work)
            held = await work.load(MATTERS, "450199:m")
        assert held is not None
        return held

    return asyncio.run(hear())


def over(clock: str) -> MoveDue:
    return MoveDue(**ITS, clock=clock, started_at=AT, due_at=NOW - timedelta(minutes=1))


def test_what_does_not_come_in_time_is_not_waited_for() -> None:
    assert after(WAITING, on_move_due, over("C40")).state == S.SCREENING


def test_an_unsigned_matter_is_deemed_received_once_and_stays_unsigned() -> None:
    deemed = after(a_matter(S.DISPATCHED), on_move_due, over("C42"))
    assert (deemed.state, deemed.lead and deemed.lead.deemed_received_at) == (
        S.DISPATCHED,
        over("C42").due_at,
    )
    assert after(deemed, on_move_due, over("C42")) == deemed


def test_the_simple_road_ends_with_its_limit() -> None:
    assert not after(SIMPLE, on_move_due, over("C22")).simple


@pytest.mark.parametrize(("clock", "matter"), [("C24", SIMPLE), ("C40", SIMPLE), ("C42", SIMPLE)])
def test_a_limit_of_somebody_else_or_overtaken_moves_nothing(clock: str, matter: Matter) -> None:
    assert after(matter, on_move_due, over(clock)) == matter


def test_what_a_petitioner_adds_moves_only_a_matter_that_waits_for_it() -> None:
    by = Actor(id="p", role="petitioner")
    event = MatterSupplemented(**ITS, by=by, number="BC20260928001", text="房产证复印件")
    assert after(WAITING, on_matter_supplemented, event).state == S.SCREENING
    assert after(SIMPLE, on_matter_supplemented, event) == SIMPLE


def began(clock: str) -> ClockStarted:
    return ClockStarted(
        **ITS, clock=clock, clock_id="c", name="异议", kind=ClockKind.DUTY, assignment_id="a", started_at=AT, started_by="e",
        nominal_on=NOW.date(), due_at=NOW, length=10, length_unit="wd",
    )  # fmt: skip


def test_a_limit_that_a_condition_asks_for_is_kept_and_no_other() -> None:
    assert [window.due_at for window in after(SIMPLE, on_clock_started, began("C05")).windows] == [NOW]
    assert after(SIMPLE, on_clock_started, began("C04")) == SIMPLE
    assert its_matter(began("C04")) == ()


def test_a_limit_of_a_matter_not_heard_of_yet_waits() -> None:
    with pytest.raises(NotYetError):
        after(None, on_clock_started, began("C05"))


def added(**changed: Any) -> AttachmentAdded:
    fields = ITS | {
        "item_id": "450199:i", "attachment_id": "450199:f", "sha256": "a" * 64, "shared_sha256": "b" * 64, "media_type": "image/jpeg",
        "size": 4711, "shared_size": 1234,
    }  # fmt: skip
    return AttachmentAdded(**(fields | changed))


def test_a_file_of_an_item_is_known_to_its_matter_once() -> None:
    once = after(SIMPLE, on_attachment_added, added())
    assert [(file.sha256, file.shared, file.size) for file in once.files] == [("a" * 64, "b" * 64, 1234)]
    assert after(once, on_attachment_added, added()) == once


def test_of_a_copy_whose_size_nobody_told_none_is_told() -> None:
    older = after(SIMPLE, on_attachment_added, added(shared_size=None))
    assert older.files[0].size is None
    same = after(SIMPLE, on_attachment_added, added(shared_size=None, shared_sha256="a" * 64))
    assert same.files[0].size == 4711


def test_a_file_of_a_matter_not_heard_of_yet_waits() -> None:
    with pytest.raises(NotYetError):
        after(None, on_attachment_added, added())
