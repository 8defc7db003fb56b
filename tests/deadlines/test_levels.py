"""Each moment of the schedules falls on the promised day, and warnings only ever grow stronger."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from services.deadlines.domain.clocks import SHORT, ClockRule, Kind
from services.deadlines.domain.counting import SHANGHAI, Unit, due_date, local_day
from services.deadlines.domain.explanation import Counted
from services.deadlines.domain.levels import Signal, Turn, turns
from tests.deadlines.builders import CALENDAR, TABLE, at, day

RULES = TABLE.rules
COUNTED = [rule for rule in RULES.values() if rule.length and rule.unit in (Unit.DAY, Unit.WORKDAY)]
STRENGTH = [Signal.BLUE, Signal.YELLOW, Signal.RED, Signal.BLACK]


def course(rule: ClockRule, start: str, extension: int = 0) -> tuple[Turn, ...]:
    limit = replace(rule.limit, extension=extension)
    return turns(rule, Counted(at(start), limit, due_date(at(start), limit, CALENDAR)), CALENDAR)


def said(rule: ClockRule, start: str, extension: int = 0) -> list[str]:
    return [f"{t.signal} {t.at.astimezone(SHANGHAI):%m-%d %H:%M}" for t in course(rule, start, extension)]


def at_midnight(*lines: str) -> list[str]:
    return [f"{line} 00:00" for line in lines]


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        ("C02", ["BLUE 06-10", "YELLOW 06-13", "RED 06-15", "BLACK 06-17"]),
        ("C05", ["REMINDER 06-08", "LAPSED 06-09"]),
        ("C06", ["YELLOW 06-03", "RED 06-04", "BLACK 06-05"]),
        ("C10", ["REMINDER 06-21", "REMINDER 06-28", "LAPSED 07-02"]),
        ("C22", ["BLUE 06-09", "YELLOW 06-10", "RED 06-12", "BLACK 06-16"]),
        ("C25", ["YELLOW 06-04", "RED 06-08", "BLACK 06-09"]),
        ("C40", ["REMINDER 06-10", "LAPSED 06-16"]),
        ("C42", ["RED 06-02", "BLACK 06-03"]),
    ],
)
def test_limits_that_begin_on_monday_the_first_of_june(clock: str, expected: list[str]) -> None:
    assert said(RULES[clock], "2026-06-01 09:30") == at_midnight(*expected)


def test_sixty_days_over_the_national_holiday() -> None:
    """Day 30 is 2 September; a fifth is 12 days; the last working day before 8 October is 30 September."""
    expected = at_midnight("BLUE 09-03", "YELLOW 09-26", "RED 09-30", "BLACK 10-09")
    assert said(RULES["C07"], "2026-08-03 09:30") == expected


def test_an_extension_moves_all_warnings() -> None:
    expected = at_midnight("BLUE 09-18", "YELLOW 10-15", "RED 10-30", "BLACK 11-03")
    assert said(RULES["C07"], "2026-08-03 09:30", extension=30) == expected


def test_a_duty_cut_to_two_working_days_has_one_reminder_and_is_red_on_its_last_day() -> None:
    key_supervision = RULES["C20"].under("level_key")
    assert key_supervision.warnings == SHORT
    assert said(key_supervision, "2026-06-01 09:30") == at_midnight(
        "YELLOW 06-02", "RED 06-03", "BLACK 06-04"
    )


def test_a_weak_warning_after_a_strong_one_is_not_said() -> None:
    """Five days over the Spring Festival: the last working day before the end comes on their first."""
    henan = RULES["C02"].under("henan_2012")
    assert said(henan, "2026-02-13 09:30") == at_midnight("RED 02-14", "BLACK 02-25")


def test_no_warning_precedes_the_start() -> None:
    henan = RULES["C02"].under("henan_2012")
    assert said(henan, "2026-02-14 11:00") == ["RED 02-14 11:00", "BLACK 02-25 00:00"]


def test_registration_is_reminded_of_an_hour_before_closing() -> None:
    assert said(RULES["C01"], "2026-06-01 10:00") == ["YELLOW 06-01 16:30", "BLACK 06-02 00:00"]


def test_limits_in_hours_have_no_warnings_but_their_end() -> None:
    assert said(RULES["C18"], "2026-06-01 10:00") == ["BLACK 06-01 11:00"]
    assert said(RULES["C45"], "2026-06-01 10:00") == ["LAPSED 06-02 10:00"]


def test_the_end_is_the_moment_after_the_last() -> None:
    assert course(RULES["C07"], "2026-08-03 09:30")[-1].at == at("2026-10-08 23:59:59.999") + timedelta(
        milliseconds=1
    )


starts = st.datetimes(
    min_value=at("2024-01-02 00:00").replace(tzinfo=None),
    max_value=at("2027-06-30 00:00").replace(tzinfo=None),
).map(lambda naive: f"{naive:%Y-%m-%d %H:%M}")


@given(st.sampled_from(COUNTED), starts, st.sampled_from([0, 30]))
def test_no_limit_in_days_ends_on_a_rest_day(rule: ClockRule, start: str, extension: int) -> None:
    due = due_date(at(start), replace(rule.limit, extension=extension), CALENDAR)
    assert CALENDAR.is_workday(due.due_on)
    assert due.nominal_on <= due.due_on
    assert local_day(due.over_at) > due.due_on


@given(st.sampled_from(COUNTED), starts, st.sampled_from([0, 30]))
def test_warnings_rise_and_fall_between_start_and_end(rule: ClockRule, start: str, extension: int) -> None:
    found = course(rule, start, extension)
    assert all(first.at < then.at for first, then in pairwise(found))
    assert found[0].at >= at(start)
    if rule.kind is Kind.DUTY:
        strengths = [STRENGTH.index(turn.signal) for turn in found]
        assert strengths == sorted(set(strengths))
        assert found[-1].signal is Signal.BLACK
    else:
        assert {turn.signal for turn in found[:-1]} <= {Signal.REMINDER}
        assert found[-1].signal is Signal.LAPSED


@given(
    st.sampled_from([rule for rule in COUNTED if rule.kind is Kind.DUTY and (rule.length or 0) <= 3]), starts
)
def test_a_duty_of_three_working_days_is_red_only_on_its_last_day(rule: ClockRule, start: str) -> None:
    due_on = due_date(at(start), rule.limit, CALENDAR).due_on
    assert [local_day(turn.at) for turn in course(rule, start) if turn.signal is Signal.RED] == [due_on]


@given(starts, st.integers(1, 90))
def test_a_later_start_never_ends_earlier(start: str, days: int) -> None:
    limit = replace(RULES["C07"].limit, length=days)
    first, then = (due_date(at(start) + timedelta(days=n), limit, CALENDAR).due_on for n in (0, 1))
    assert first <= then
    assert then >= day(start[:10])
