"""The sheet of weeks shows each counted day, what rests, what rolls and where the limit ends."""

from __future__ import annotations

from services.deadlines.domain.counting import Counting, Limit, Pause, Unit, due_date
from services.deadlines.domain.explanation import Counted, DayCell, weeks
from tests.deadlines.builders import CALENDAR, at, day

WORDS = {
    "START": "当日不计",
    "ROLLED": "顺延",
    "DUE": "到期",
    "REST": "休",
    "MAKEUP": "班",
    "PLAIN": "",
    "PAUSED": "中止",
}


def shown(start: str, limit: Limit, *pauses: Pause) -> list[list[str]]:
    counted = Counted(at(start), limit, due_date(at(start), limit, CALENDAR, pauses), pauses)
    return [[text(cell) for cell in week] for week in weeks(counted, CALENDAR)]


def text(cell: DayCell) -> str:
    return f"{cell.on.month}/{cell.on.day} " + WORDS.get(cell.mark, f"{cell.ordinal}")


def test_the_last_weeks_of_sixty_days_over_the_national_holiday() -> None:
    grid = shown("2026-08-03 09:30", Limit(60, Unit.DAY, Counting.CALENDAR))
    assert grid[-3:] == [
        ["9/21 49", "9/22 50", "9/23 51", "9/24 52", "9/25 53", "9/26 54", "9/27 55"],
        ["9/28 56", "9/29 57", "9/30 58", "10/1 59", "10/2 60", "10/3 顺延", "10/4 顺延"],
        ["10/5 顺延", "10/6 顺延", "10/7 顺延", "10/8 到期", "10/9 ", "10/10 班", "10/11 休"],
    ]
    assert grid[0][:2] == ["8/3 当日不计", "8/4 1"]


def test_working_days_skip_the_holiday_and_count_the_make_up_day() -> None:
    grid = shown("2026-02-12 09:30", Limit(5, Unit.WORKDAY, Counting.WORKING))
    assert grid == [
        ["2/9 ", "2/10 ", "2/11 ", "2/12 当日不计", "2/13 1", "2/14 2", "2/15 休"],
        ["2/16 休", "2/17 休", "2/18 休", "2/19 休", "2/20 休", "2/21 休", "2/22 休"],
        ["2/23 休", "2/24 3", "2/25 4", "2/26 到期", "2/27 ", "2/28 班", "3/1 休"],
    ]


def test_paused_days_have_no_number() -> None:
    pause = Pause(at("2026-06-03 10:00"), at("2026-06-04 10:00"))
    grid = shown("2026-06-01 09:30", Limit(4, Unit.DAY, Counting.CALENDAR), pause)
    assert grid[0] == ["6/1 当日不计", "6/2 1", "6/3 中止", "6/4 中止", "6/5 2", "6/6 3", "6/7 4"]
    assert grid[1][0] == "6/8 到期"


def test_the_last_counted_day_keeps_its_number_even_when_it_is_the_end() -> None:
    limit = Limit(5, Unit.WORKDAY, Counting.WORKING)
    counted = Counted(at("2026-02-12 09:30"), limit, due_date(at("2026-02-12 09:30"), limit, CALENDAR))
    last = [cell for week in weeks(counted, CALENDAR) for cell in week if cell.is_last_counted]
    assert [(cell.on, cell.ordinal, cell.is_rest) for cell in last] == [(day("2026-02-26"), 5, False)]
