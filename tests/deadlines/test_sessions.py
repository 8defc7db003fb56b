"""The decisions of a joint session are limits of their matters: until the day each names, moved by the coordinator, ended by the report."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

from chassis.rolling import Rolling
from lianjie_contracts.base import Message
from lianjie_contracts.clock_event import ClockEvent
from lianjie_contracts.events.session_moved import SessionDecision, SessionMatter, SessionMoved
from lianjie_contracts.events.supervision_moved import SupervisionMoved
from lianjie_contracts.vocabulary import SessionState as S
from services.deadlines.domain.clock import State
from services.deadlines.rolling import RolledSheets
from services.deadlines.service import heard_under
from tests.deadlines.builders import at, day
from tests.deadlines.town import BEGINNING, LAW, MATTER, ORDERS, UNIT, Town, opened, record

OTHER, RSJ = "450199:018f-other", "450199-rsj"
ROOF, WAGES, LAMP = "decision-roof", "decision-wages", "decision-lamp"


def _decision(id_: str, matter_id: str, unit: str, due: str) -> SessionDecision:
    return SessionDecision(
        decision_id=id_, matter_id=matter_id, claim_ids=("1",), unit=unit, unit_name=unit, text="办好", due_on=day(due)
    )  # fmt: skip


MADE = (
    _decision(ROOF, MATTER, UNIT, "2026-08-20"),
    _decision(WAGES, MATTER, RSJ, "2026-08-25"),
    _decision(LAMP, OTHER, UNIT, "2026-08-20"),
)


def _session(row: str, local: str, about: str | None = None, **changed: Any) -> SessionMoved:
    said: dict[str, Any] = {
        "occurred_at": at(local), "session_id": "450199:session", "county": "450199", "row": row, "state": S.TRACKING,
        "matters": (SessionMatter(matter_id=MATTER), SessionMatter(matter_id=OTHER)), "proposed_at": at("2026-08-05 09:00"),
        "decisions": MADE, "decision_id": about,
    }  # fmt: skip
    return SessionMoved(**(said | changed))


def _with(decision_id: str, **changed: Any) -> tuple[SessionDecision, ...]:
    return tuple(
        each.model_copy(update=changed) if each.decision_id == decision_id else each for each in MADE
    )


def _town() -> Town:
    town = Town()
    town.hear(*BEGINNING)
    town.hear(opened().model_copy(update={"matter_id": OTHER}))
    town.clock.at = at("2026-08-10 10:00")
    return town


def _hears(town: Town, event: SessionMoved, n: int) -> list[str]:
    town.clock.at = event.occurred_at
    said = town.hear_records([record(event, n, "session")])
    return [f"{each.type} {each.clock}" for each in said if isinstance(each, ClockEvent)]


def _limits(town: Town, matter_id: str = MATTER) -> dict[str | None, Any]:
    return {clock.assignment_id: clock for clock in town.sheets()[matter_id].clocks if clock.id == "C38"}


def test_each_decision_has_a_limit_of_its_own_on_its_own_matter() -> None:
    town = _town()
    assert _hears(town, _session("JS6", "2026-08-10 10:00"), 1) == ["clock_started C38"] * 3
    roof, wages = _limits(town)[ROOF], _limits(town)[WAGES]
    assert (roof.due_at, roof.unit) == (at("2026-08-20 23:59:59.999"), UNIT)
    assert (wages.due_at, wages.unit) == (at("2026-08-25 23:59:59.999"), RSJ)
    assert list(_limits(town, OTHER)) == [LAMP]


def test_a_report_ends_its_own_limit_and_the_close_finds_none_that_runs() -> None:
    town = _town()
    _hears(town, _session("JS6", "2026-08-10 10:00"), 1)
    assert _hears(town, _session("JSR", "2026-08-18 10:00", ROOF), 2) == ["clock_stopped C38"]
    assert [_limits(town)[each].state for each in (ROOF, WAGES)] == [State.STOPPED, State.RUNNING]
    _hears(town, _session("JSR", "2026-08-18 10:00", WAGES), 3)
    _hears(town, _session("JSR", "2026-08-18 10:00", LAMP), 4)
    assert _hears(town, _session("JS10", "2026-08-19 10:00"), 5) == []


def test_more_time_moves_one_limit() -> None:
    town = _town()
    _hears(town, _session("JS6", "2026-08-10 10:00"), 1)
    more = _session("JSX", "2026-08-12 10:00", ROOF, decisions=_with(ROOF, due_on=day("2026-09-01")))
    assert _hears(town, more, 2) == ["clock_started C38"]
    assert _limits(town)[ROOF].due_at == at("2026-09-01 23:59:59.999")
    assert _limits(town)[WAGES].due_at == at("2026-08-25 23:59:59.999")


def test_a_decision_that_nobody_reports_on_is_supervised_for_want_of_feedback() -> None:
    town = _town()
    _hears(town, _session("JS6", "2026-08-10 10:00"), 1)
    _hears(town, _session("JSR", "2026-08-18 10:00", LAMP), 2)
    said: list[Message] = town.tick("2026-08-21 00:30")
    [record_] = [each for each in said if isinstance(each, SupervisionMoved) and each.clock == "C38"]
    assert (record_.ground, record_.unit, record_.matter_id) == ("NO_FEEDBACK", UNIT, MATTER)


def test_sheets_restored_from_a_backup_have_the_limits_of_every_matter_of_the_session() -> None:
    town, at_decision = _town(), _session("JS6", "2026-08-10 10:00")
    rolls = RolledSheets([each for each in heard_under(LAW) if each.message is SessionMoved]).rolls()
    rolling = Rolling("deadlines", town.store, town.clock, rolls, ORDERS)
    asyncio.run(rolling.also([record(at_decision, 1, "session")]))
    town.tick(f"{at_decision.occurred_at + timedelta(hours=9):%Y-%m-%d %H:%M}")
    for matter_id, decisions in ((MATTER, {ROOF, WAGES}), (OTHER, {LAMP})):
        marks = {mark.assignment_id for mark in town.sheets()[matter_id].marks if mark.clock == "C38"}
        assert marks == decisions
