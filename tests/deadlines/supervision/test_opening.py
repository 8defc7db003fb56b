"""A missed duty opens its own supervision, once; a used-up level opens the next."""

from __future__ import annotations

import asyncio
from typing import Any

from chassis.documents import Document
from chassis.work import Heard, Work
from lianjie_contracts.clock_event import ClockEvent
from lianjie_contracts.envelope import Envelope
from lianjie_contracts.events.clock_breached import ClockBreached
from lianjie_contracts.events.supervision_moved import SupervisionMoved
from lianjie_contracts.vocabulary import SupervisionState as S
from services.deadlines.handlers.on_supervision_moved import on_supervision_moved
from services.deadlines.store import SUPERVISIONS
from services.deadlines.supervision.supervision import Act, Rejecting, Supervision
from tests.deadlines.builders import at, day
from tests.deadlines.supervision.builders import LEVEL, so_far, went, wish
from tests.deadlines.town import BEGINNING, LAW, MATTER, UNIT, Town, completed, issued


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
    opened = [each.told.clock for each in town.store.all(SUPERVISIONS).values()]
    assert sorted(opened) == ["C07", "C26"], "service begun too late is another duty missed"


def _told(town: Town, told: SupervisionMoved, local: str, n: int) -> list[str]:
    """The service hears one of its own records; what it says of limits."""
    envelope = Envelope(f"e{n}", "supervision_moved", 1, "lianjie/deadlines", f"supervision:{told.supervision_id}", n, "450199", at(local))  # fmt: skip

    async def hear() -> None:
        async with town.store.batch() as tx:
            work = Work(tx, at(local), "lianjie/deadlines")
            await on_supervision_moved(Heard(told, envelope), work, law=LAW)
            await tx.write(work.touched(), [], [], [])

    asyncio.run(hear())
    return [f"{each.type} {each.clock}" for each in town.said() if isinstance(each, ClockEvent)]


def _after(held: Supervision, local: str, act: Act, brings: Any = None) -> Supervision:
    done = went(held, wish(act, brings, at=at(local), today=day(local.partition(" ")[0])))
    assert isinstance(done, Supervision), done
    return done


def test_the_limit_of_an_answer_runs_to_the_day_it_names_stands_still_and_begins_again() -> None:
    town, held = Town(), so_far(S.SENT)
    assert held is not None
    town.hear(*BEGINNING)
    assert _told(town, held.told, "2026-10-09 10:00", 1) == ["clock_started C20"]
    [clock] = [each for each in town.sheets()[MATTER].clocks if each.id == "C20"]
    assert (clock.due_at, clock.unit) == (at("2026-10-16 23:59:59.999"), UNIT)
    answered = _after(held, "2026-10-12 09:00", Act.ANSWER)
    assert _told(town, answered.told, "2026-10-12 09:00", 2) == ["clock_held C20"]
    later = Rejecting(failed="墙面没有修", text="修好墙面", answer_by=day("2026-10-23"))
    rejected = _after(answered, "2026-10-13 09:00", Act.REJECT, later)
    assert _told(town, rejected.told, "2026-10-13 09:00", 3)[-1] == "clock_started C20"
    [clock] = [each for each in town.sheets()[MATTER].clocks if each.id == "C20"]
    assert clock.due_at == at("2026-10-23 23:59:59.999")
    again = _after(rejected, "2026-10-20 09:00", Act.ANSWER)
    _told(town, again.told, "2026-10-20 09:00", 4)
    verified = _after(again, "2026-10-21 09:00", Act.VERIFY)
    assert _told(town, verified.told, "2026-10-21 09:00", 5) == ["clock_stopped C20"]


def test_an_escalated_record_opens_the_next_level_and_hearing_it_again_changes_nothing() -> None:
    town, below = Town(), so_far(S.ESCALATED)
    assert below is not None
    town.hear(*BEGINNING)
    for n in (8, 9):
        _told(town, below.told, "2026-10-20 09:00", n)
    [after] = [each.told for each in town.store.all(SUPERVISIONS).values()]
    assert (after.level, after.previous, after.state) == (
        LEVEL.SUPERVISION,
        below.told.supervision_id,
        S.OPEN,
    )
    assert after.ground == below.told.ground


def test_a_supervision_that_nobody_answers_in_time_goes_up_by_itself() -> None:
    town, held = Town(), so_far(S.SENT)
    assert held is not None
    town.hear(*BEGINNING)
    asyncio.run(town.store.put(Document(SUPERVISIONS, held.told.supervision_id).with_state(held)))
    _told(town, held.told, "2026-10-09 10:00", 1)
    said = town.tick("2026-10-17 00:30")
    [moved] = [each for each in said if isinstance(each, SupervisionMoved) and each.row == "SV7"]
    assert (moved.supervision_id, moved.state, moved.by.id) == (
        held.told.supervision_id,
        S.ESCALATED,
        "system",
    )
