"""A missed duty opens its own supervision, once; a used-up level opens the next."""

from __future__ import annotations

import asyncio

from chassis.work import Heard, Work
from lianjie_contracts.envelope import Envelope
from lianjie_contracts.events.clock_breached import ClockBreached
from lianjie_contracts.events.supervision_moved import SupervisionMoved
from lianjie_contracts.vocabulary import SupervisionState as S
from services.deadlines.handlers.on_supervision_moved import on_supervision_moved
from services.deadlines.store import SUPERVISIONS
from tests.deadlines.builders import at
from tests.deadlines.supervision.builders import LEVEL, so_far
from tests.deadlines.town import BEGINNING, UNIT, Town, completed, issued


def _missed() -> tuple[Town, list[SupervisionMoved], list[ClockBreached]]:
    town = Town()
    town.hear(*BEGINNING)
    said = town.tick("2026-10-09 00:30")
    return (
        town,
        [each for each in said if isinstance(each, SupervisionMoved)],
        [each for each in said if isinstance(each, ClockBreached)],
    )


def test_a_missed_duty_opens_a_record_in_the_same_write_that_says_so() -> None:
    town, [opened], [missed] = _missed()
    assert (opened.state, opened.level, opened.ground) == (S.OPEN, LEVEL.REMINDER, "OVERDUE_NO_CAUSE")
    assert (opened.unit, opened.clock, opened.clock_id) == (UNIT, "C07", missed.clock_id)
    assert list(town.store.all(SUPERVISIONS)) == [opened.supervision_id]


def test_a_breach_taken_back_and_said_again_opens_no_second_record() -> None:
    town, [_], __ = _missed()
    town.hear(issued("2026-09-30 10:00"), first=5)
    town.hear(completed("2026-10-12 10:00", issued="2026-09-30 10:00", begun="2026-10-12 09:00"), first=6)
    assert len(town.store.all(SUPERVISIONS)) == 1


def test_an_escalated_record_opens_the_next_level_and_hearing_it_again_changes_nothing() -> None:
    town, below = Town(), so_far(S.ESCALATED)
    assert below is not None
    envelope = Envelope("e", "supervision_moved", 1, "lianjie/deadlines", f"supervision:{below.told.supervision_id}", 8, "450199", at("2026-10-20 09:00"))  # fmt: skip

    async def hear() -> None:
        async with town.store.batch() as tx:
            work = Work(tx, at("2026-10-20 09:00"), "lianjie/deadlines")
            await on_supervision_moved(Heard(below.told, envelope), work)
            await tx.write(work.touched(), [], [], [])

    asyncio.run(hear())
    asyncio.run(hear())
    [after] = [each.told for each in town.store.all(SUPERVISIONS).values()]
    assert (after.level, after.previous, after.state) == (
        LEVEL.SUPERVISION,
        below.told.supervision_id,
        S.OPEN,
    )
    assert after.ground == below.told.ground


def test_what_stands_still_opens_nothing() -> None:
    town, held = Town(), so_far(S.VERIFIED)
    assert held is not None
    work = Work(town.store, at("2026-10-20 09:00"), "lianjie/deadlines")
    envelope = Envelope("e", "supervision_moved", 1, "lianjie/deadlines", "supervision:x", 4, "450199", at("2026-10-20 09:00"))  # fmt: skip
    asyncio.run(on_supervision_moved(Heard(held.told, envelope), work))
    assert work.touched() == []
