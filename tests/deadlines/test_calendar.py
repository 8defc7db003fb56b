"""The committed work calendar is the State Council's, and says where its knowledge ends."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import pytest

from services.deadlines.calendar import CalendarError, calendar_of
from services.deadlines.domain.calendar import DayNature
from tests.deadlines.builders import CALENDAR, day


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_every_day_of_a_committed_year_agrees_with_an_independent_source(year: int) -> None:
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(366)]
    differing = [
        d for d in days if d.year == year and CALENDAR.is_workday(d) != chinese_calendar.is_workday(d)
    ]
    assert differing == []


def test_each_committed_year_names_its_notice() -> None:
    assert CALENDAR.notices == {
        2024: "国办发明电〔2023〕7号",
        2025: "国办发明电〔2024〕12号",
        2026: "国办发明电〔2025〕7号",
    }


def test_a_make_up_saturday_is_worked_and_a_national_day_rests() -> None:
    assert CALENDAR.nature(day("2026-10-10")) is DayNature.MAKEUP_WORKDAY
    assert CALENDAR.nature(day("2026-10-02")) is DayNature.HOLIDAY
    assert CALENDAR.holiday(day("2026-10-02")) == "国庆节"
    assert CALENDAR.nature(day("2026-10-11")) is DayNature.WEEKEND
    assert CALENDAR.holiday(day("2026-10-11")) == ""


def test_beyond_the_last_notice_the_weekend_rule_holds_and_is_not_known() -> None:
    new_year, saturday = day("2027-01-01"), day("2027-01-02")
    assert CALENDAR.is_workday(new_year)
    assert not CALENDAR.is_workday(saturday)
    assert not CALENDAR.is_known(new_year)
    assert CALENDAR.is_known(day("2026-12-31"))


def test_a_holiday_is_jumped_in_both_directions() -> None:
    assert CALENDAR.next_workday(day("2026-09-30")) == day("2026-10-08")
    assert CALENDAR.rolled(day("2026-10-03")) == day("2026-10-08")
    assert CALENDAR.rolled(day("2026-10-08")) == day("2026-10-08")
    assert CALENDAR.add_workdays(day("2026-10-08"), -1) == day("2026-09-30")
    assert CALENDAR.add_workdays(day("2026-09-30"), 3) == day("2026-10-10")


@pytest.mark.parametrize(
    ("holiday", "complaint"),
    [
        ("first = 2027-10-07\nlast = 2027-10-01", "ends before it begins"),
        (
            "first = 2027-10-01\nlast = 2027-10-07\nmakeup = [2027-09-30]",
            "2027-09-30 is a working day anyway",
        ),
        ("first = 2027-10-01\nlast = 2027-10-07\nmakeup = [2027-10-03]", "2027-10-03 is given twice"),
    ],
)
def test_a_year_that_contradicts_itself_is_refused_by_name(holiday: str, complaint: str) -> None:
    with pytest.raises(CalendarError, match=complaint):
        calendar_of([f'year = 2027\nnotice = "n"\n[[holiday]]\nname = "国庆节"\n{holiday}\n'])
