"""Limits end on the days that the specification worked out by hand, and say why."""

from __future__ import annotations

import pytest

from services.deadlines.domain.calendar import DayNature
from services.deadlines.domain.counting import Counting, DueDate, Limit, Pause, StepKind, Unit, due_date
from tests.deadlines.builders import CALENDAR, at, day


def days(n: int, extension: int = 0) -> Limit:
    return Limit(n, Unit.DAY, Counting.CALENDAR, extension)


def workdays(n: int) -> Limit:
    return Limit(n, Unit.WORKDAY, Counting.WORKING)


def due(start: str, limit: Limit, *pauses: Pause) -> DueDate:
    return due_date(at(start), limit, CALENDAR, pauses)


@pytest.mark.parametrize(
    ("start", "limit", "nominal", "end"),
    [
        ("2026-02-05", days(15), "2026-02-20", "2026-02-24"),
        ("2026-02-12", workdays(5), "2026-02-26", "2026-02-26"),
        ("2026-08-03", days(60), "2026-10-02", "2026-10-08"),
        ("2026-08-03", days(60, extension=30), "2026-11-01", "2026-11-02"),
        ("2026-04-03", days(30), "2026-05-03", "2026-05-06"),
    ],
)
def test_values_of_the_specification(start: str, limit: Limit, nominal: str, end: str) -> None:
    found = due(f"{start} 10:00", limit)
    assert (found.nominal_on, found.due_on) == (day(nominal), day(end))
    assert found.due_at == at(f"{end} 23:59:59.999")
    assert found.rolled is (nominal != end)
    assert not found.provisional


def test_the_start_day_is_the_local_day_and_is_not_counted() -> None:
    assert due("2026-06-01 00:00", days(1)).due_on == day("2026-06-02")
    assert due("2026-06-01 23:59", days(1)).due_on == day("2026-06-02")


def test_a_record_made_at_night_on_a_rest_day_counts_from_that_day() -> None:
    assert due("2026-06-06 23:00", workdays(5)).due_on == day("2026-06-12")


def test_a_limit_of_no_days_ends_with_the_working_day() -> None:
    assert due("2026-06-05 10:00", workdays(0)).due_on == day("2026-06-05")
    assert due("2026-06-06 10:00", workdays(0)).due_on == day("2026-06-08")


def test_hours_run_from_the_moment_itself_through_rest_days() -> None:
    found = due("2026-10-01 10:20", Limit(24, Unit.HOUR, Counting.HOURS))
    assert found.due_at == at("2026-10-02 10:20")
    assert (found.rolled, found.provisional) == (False, False)


@pytest.mark.parametrize(
    ("start", "limit", "end", "provisional"),
    [
        ("2026-11-05", days(60), "2027-01-04", True),
        ("2026-11-01", days(60), "2026-12-31", False),
        ("2026-12-28", workdays(5), "2027-01-04", True),
        ("2023-12-20", days(15), "2024-01-04", False),
        ("2003-12-28", workdays(5), "2004-01-05", True),
    ],
)
def test_a_date_is_provisional_if_a_year_it_hangs_on_has_no_notice(
    start: str, limit: Limit, end: str, provisional: bool
) -> None:
    found = due(f"{start} 09:00", limit)
    assert (found.due_on, found.provisional) == (day(end), provisional)
    assert (found.steps[-1].kind is StepKind.PROVISIONAL) is provisional


def test_days_of_a_pause_are_not_counted_nor_its_first_and_last() -> None:
    pause = Pause(at("2026-06-04 10:00"), at("2026-06-08 16:00"))  # 4th to 8th: five days
    assert due("2026-06-01 09:00", days(10), pause).nominal_on == day("2026-06-16")
    assert due("2026-06-01 09:00", days(10), pause, Pause(at("2026-06-10 10:00"))).nominal_on == day(
        "2026-06-17"
    )


def test_the_three_sentences_of_a_rolled_date() -> None:
    start, last, rolled = due("2026-08-03 09:30", days(60)).steps
    assert (start.kind, start.on, start.then) == (StepKind.START, day("2026-08-03"), day("2026-08-04"))
    assert (last.kind, last.on, last.count) == (StepKind.LAST_DAY, day("2026-10-02"), 60)
    assert (last.nature, last.holiday) == (DayNature.HOLIDAY, "国庆节")
    assert (rolled.kind, rolled.on, rolled.then) == (StepKind.ROLLED, day("2026-10-02"), day("2026-10-08"))


def test_an_extension_has_its_own_sentence_and_rolls_once() -> None:
    steps = due("2026-08-03 09:30", days(60, extension=30)).steps
    assert [step.kind for step in steps] == [
        StepKind.START,
        StepKind.LAST_DAY,
        StepKind.EXTENDED,
        StepKind.ROLLED,
    ]
    assert (steps[2].on, steps[2].count, steps[2].nature) == (day("2026-11-01"), 30, DayNature.WEEKEND)
