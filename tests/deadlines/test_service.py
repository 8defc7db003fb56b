"""deadlines hears routing's events and says, on its own stream, what became of each limit."""

from __future__ import annotations

import random
from typing import Any

import pytest

from lianjie_contracts.base import Message
from lianjie_contracts.clock_event import ClockEvent
from lianjie_contracts.events.clock_breach_withdrawn import ClockBreachWithdrawn
from lianjie_contracts.events.clock_breached import ClockBreached
from lianjie_contracts.events.clock_held import ClockHeld
from lianjie_contracts.events.clock_started import ClockStarted
from lianjie_contracts.events.clock_stopped import ClockStopped
from lianjie_contracts.events.clock_voided import ClockVoided
from lianjie_contracts.events.clock_warned import ClockWarned
from lianjie_contracts.events.matter_assignment_answered import MatterAssignmentAnswered
from lianjie_contracts.events.matter_closed_at_intake import MatterClosedAtIntake
from lianjie_contracts.events.matter_objected import MatterObjected
from lianjie_contracts.events.matter_simple_left import MatterSimpleLeft
from lianjie_contracts.events.progress_answered import ProgressAnswered
from lianjie_contracts.events.progress_asked import ProgressAsked
from lianjie_contracts.events.supervision_moved import SupervisionMoved
from lianjie_contracts.vocabulary import Channel, ClockKind, ClockLevel, Outcome, Path
from tests.deadlines.builders import at, day
from tests.deadlines.town import (
    BEGINNING,
    MATTER,
    UNIT,
    Town,
    accepted,
    completed,
    dispatched,
    issued,
    opened,
    question,
    record,
    signed,
    told,
    told_by_letter,
)


def names(events: list[Message]) -> list[str]:
    """What is said of clocks; a missed one also opens a supervision (tests/deadlines/supervision)."""
    said = [event for event in events if not isinstance(event, SupervisionMoved)]
    return [f"{event.type} {getattr(event, 'clock', '')}" for event in said]


def test_a_matter_s_first_days() -> None:
    town = Town()
    assert names(town.hear(opened())) == ["clock_started C02"]
    assert names(town.hear(dispatched(), first=2)) == ["clock_stopped C02", "clock_started C42"]
    assert names(town.hear(signed(), first=3)) == [
        "clock_started C04",
        "clock_started C05",
        "clock_stopped C42",
    ]
    assert names(town.hear(accepted(), first=4)) == [
        "clock_stopped C04",
        "clock_voided C05",
        "clock_started C07",
    ]


def test_a_started_limit_says_how_its_date_came_about() -> None:
    started = next(e for e in Town().hear(*BEGINNING) if isinstance(e, ClockStarted) and e.clock == "C07")
    assert (started.name, started.kind, started.unit) == ("办理期限", ClockKind.DUTY, UNIT)
    assert (started.nominal_on, started.due_at) == (day("2026-10-02"), at("2026-10-08 23:59:59.999"))
    assert (started.length, started.length_unit, started.rolled, started.provisional) == (
        60,
        "d",
        True,
        False,
    )
    assert started.explanation == (
        "8月3日受理，当日不计，8月4日为第 1 日。",
        "第 60 日是 10月2日，在国庆节假期内。",
        "顺延到假后第一个工作日：10月8日。",
    )
    assert started.basis == "《信访工作条例》第三十四条；计日参照《民法典》第二百零一条、第二百零三条"
    assert started.started_by == f"event-{MATTER}-matter-4"


def test_the_office_s_limit_counts_from_receipt_though_the_event_names_the_screening_row() -> None:
    (started,) = Town().hear(opened())
    assert isinstance(started, ClockStarted)
    assert (started.started_at, started.unit) == (at("2026-07-30 09:26"), None)


def test_why_a_window_falls_away_is_said_in_words() -> None:
    (voided,) = [event for event in Town().hear(*BEGINNING) if isinstance(event, ClockVoided)]
    assert voided.why == "单位已受理，不再提异议。"


def test_a_suggestion_has_no_sixty_days() -> None:
    said = Town().hear(opened(), dispatched(), signed(), accepted(path=Path.SUGGESTION))
    assert "clock_started C07" not in names(said)


def test_a_matter_ended_at_the_counter_has_no_open_limit() -> None:
    town = Town()
    ended = told(
        MatterClosedAtIntake, "2026-07-30 10:00", row="4.3", outcome=Outcome.GUIDE, reason_code="LEGAL_PATH",
        reason="涉诉", basis="条例第三十一条", remedy="向人民法院起诉", assignment_id=None,
    )  # fmt: skip
    assert names(town.hear(opened(), ended))[-1] == "clock_stopped C02"
    assert town.sheets()[MATTER].next_at is None


def test_a_co_unit_s_answer_ends_its_own_sixty_days_only() -> None:
    town = Town()
    co: dict[str, Any] = {"assignment_id": "assignment-2", "unit": "450199-rsj"}
    answered = told(MatterAssignmentAnswered, "2026-08-20 10:00", row="AS7", answers=(), **co)
    town.hear(
        *BEGINNING, signed("2026-08-04 09:00", row="AS2", **co), accepted("2026-08-04 10:00", row="AS6", **co)
    )
    said = town.hear(answered, first=7)
    assert names(said) == ["clock_stopped C07"]
    assert getattr(said[0], "unit", None) == "450199-rsj"
    assert names(town.tick("2026-09-03 00:00")) == ["clock_warned C07"]


def test_warnings_and_breach_come_from_the_tick() -> None:
    town = Town()
    town.hear(*BEGINNING)
    (warned,) = town.tick("2026-09-03 00:00")
    assert isinstance(warned, ClockWarned)
    assert (warned.level, warned.due_at) == (ClockLevel.BLUE, at("2026-10-08 23:59:59.999"))
    assert town.tick("2026-09-03 00:01") == []
    breached, supervised = town.tick("2026-10-09 00:10")
    assert isinstance(breached, ClockBreached)
    assert isinstance(supervised, SupervisionMoved)


def test_the_simple_road_that_was_too_long_falls_back_to_sixty_days_from_the_same_acceptance() -> None:
    """Ten working days from 3 August end on the 17th; the proposal goes out once, and C07 counts from acceptance."""
    town = Town()
    said = town.hear(opened(), dispatched(), signed(), accepted(row="46"))
    assert "clock_started C22" in names(said)
    assert "clock_started C07" not in names(said)
    town.tick("2026-08-17 23:59")
    assert names(town.tick("2026-08-18 00:10")) == ["clock_breached C22", "move_due C22"]
    assert town.tick("2026-08-18 09:00") == []
    left = told(
        MatterSimpleLeft, "2026-08-18 00:11", row="46.3", unit=UNIT, accepted_at=at("2026-08-03 09:30")
    )
    ended = town.hear(left, first=5)
    (begun,) = [event for event in ended if isinstance(event, ClockStarted)]
    assert (begun.clock, begun.started_at) == ("C07", at("2026-08-03 09:30"))


def test_the_holder_of_a_right_is_reminded_and_not_coloured() -> None:
    town = Town()
    town.hear(opened(), dispatched(), signed())
    (reminded,) = town.tick("2026-08-10 00:00")
    assert isinstance(reminded, ClockWarned)
    assert (reminded.clock, reminded.level, reminded.kind) == (
        "C05",
        ClockLevel.GREEN,
        ClockKind.RIGHT_WINDOW,
    )


def test_an_opinion_served_in_time_ends_the_limit_with_its_issue() -> None:
    town = Town()
    town.hear(*BEGINNING)
    held, service = town.hear(issued("2026-10-07 16:00"), first=5)
    assert isinstance(held, ClockHeld)
    assert held.held_from == at("2026-10-07 16:00")
    assert isinstance(service, ClockStarted)
    assert (service.clock, service.due_at) == ("C26", at("2026-10-08 23:59:59.999"))
    assert service.explanation[-1] == "不得晚于所属的办理期限：10月8日（周四）。"
    said = town.hear(
        completed("2026-10-20 09:00", issued="2026-10-07 16:00", begun="2026-10-08 23:59"), first=6
    )
    assert names(said) == [
        "clock_stopped C07",
        "clock_started C10",
        "clock_started C24",
        "clock_stopped C26",
        "clock_started C46",
    ]
    stopped, review = said[:2]
    assert isinstance(review, ClockStarted)
    assert (review.started_at, str(review.nominal_on)) == (at("2026-10-20 09:00"), "2026-11-19")
    assert isinstance(stopped, ClockStopped)
    assert (stopped.stopped_at, stopped.met, stopped.overdue_days) == (at("2026-10-07 16:00"), True, 0)


def test_an_opinion_whose_service_began_too_late_counts_when_it_was_served() -> None:
    """C26 has five working days, and never more than C07 has left."""
    town = Town()
    town.hear(*BEGINNING, issued("2026-10-08 16:00"))
    late = completed("2026-10-20 09:00", issued="2026-10-08 16:00", begun="2026-10-09 00:00")
    breached, stopped = (
        e for e in town.hear(late, first=6) if isinstance(e, ClockEvent) and e.clock == "C07"
    )
    assert isinstance(breached, ClockBreached)
    assert isinstance(stopped, ClockStopped)
    assert (stopped.met, stopped.overdue_days) == (False, 12)


def test_a_breach_is_taken_back_when_the_opinion_had_been_issued_in_time() -> None:
    town = Town()
    town.hear(*BEGINNING)
    assert names(town.tick("2026-10-09 00:10")) == ["clock_breached C07"]
    withdrawn, held, _ = town.hear(issued("2026-10-08 23:59:58"), first=5)
    assert isinstance(withdrawn, ClockBreachWithdrawn)
    assert withdrawn.stopped_at == at("2026-10-08 23:59:58")
    assert isinstance(held, ClockHeld)


def test_a_redelivered_event_and_any_order_on_the_bus_change_nothing() -> None:
    records = [record(event, seq) for seq, event in enumerate((*BEGINNING, issued("2026-09-01 10:00")), 1)]
    in_order, shuffled = Town(), Town()
    said = in_order.hear_records(records)
    twice = [*records, *records]
    random.Random(7).shuffle(twice)
    assert [event.body() for event in shuffled.hear_records(twice)] == [event.body() for event in said]
    assert shuffled.sheets() == in_order.sheets()
    assert in_order.hear_records(records) == []


def test_what_a_stream_tells_never_runs_backwards() -> None:
    town = Town()
    town.clock.at = at("2026-07-30 10:00")
    town.hear(opened())
    town.clock.at = at("2026-07-30 09:00")
    stopped, _ = town.hear(dispatched("2026-07-30 09:50"), first=2)
    assert getattr(stopped, "occurred_at", None) == at("2026-07-30 10:00")


@pytest.mark.parametrize("minute", ["00:00", "00:09"])
def test_within_the_grace_nothing_is_called_missed(minute: str) -> None:
    town = Town()
    town.hear(*BEGINNING)
    town.tick("2026-10-01 00:00")
    assert town.tick(f"2026-10-09 {minute}") == []
    assert names(town.tick("2026-10-09 00:10")) == ["clock_breached C07"]


def test_an_objection_stops_its_own_window_and_lets_the_notice_rest() -> None:
    """Heard by the one handler for moves that have no more to say than their row."""
    town = Town()
    town.hear(opened(), dispatched(), signed())
    objected = {
        "row": "8",
        "unit": UNIT,
        "reasons": "县道",
        "basis": "三定规定",
        "competent_unit": "县交通局",
    }
    said = town.hear(told(MatterObjected, "2026-08-04 09:00", **objected), first=4)
    assert sorted(names(said)) == ["clock_held C04", "clock_started C06", "clock_stopped C05"]


def test_a_designated_unit_has_no_time_to_object_in() -> None:
    town = Town()
    said = town.hear(opened(), dispatched(), signed(designated=True))
    assert "clock_started C05" not in names(said)
    assert "clock_started C04" in names(said)


def test_a_letter_s_sender_is_told_within_fifteen_days_and_the_letter_s_own_step_says_so() -> None:
    town = Town()
    assert names(town.hear(opened(channel=Channel.LETTER))) == ["clock_started C02", "clock_started C03"]
    town.clock.at = at("2026-08-03 10:00")
    assert names(town.hear_of_others(told_by_letter("LT6", "2026-08-03 10:00"))) == ["clock_stopped C03"]


def test_what_comes_in_today_and_is_entered_tomorrow_was_entered_late() -> None:
    said = Town().hear(opened("2026-07-31 08:40"))
    assert names(said) == [
        "clock_started C01",
        "clock_breached C01",
        "clock_stopped C01",
        "clock_started C02",
    ]


def test_each_question_has_its_own_time_to_be_answered() -> None:
    town = Town()
    town.hear(opened())
    asked = [question(ProgressAsked, "2026-08-03 10:00", number) for number in ("W1", "W2")]
    assert names(town.hear_of_others(*asked)) == ["clock_started C39"] * 2
    (stopped,) = town.hear_of_others(question(ProgressAnswered, "2026-08-04 09:00", "W2"), first=3)
    assert names([stopped]) == ["clock_stopped C39"]
    assert [(c.assignment_id, c.is_open) for c in town.sheets()[MATTER].clocks if c.id == "C39"] == [
        ("W1", True),
        ("W2", False),
    ]


def test_what_is_heard_of_a_matter_before_the_matter_waits_for_it() -> None:
    town = Town()
    assert town.hear_of_others(question(ProgressAsked, "2026-08-03 10:00", "W1")) == []
    assert "clock_started C39" in names(town.hear(opened()))
