"""The committed work calendar is the State Council's, and says where its knowledge ends."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest

from services.deadlines.domain.calendar import DayNature
from tests.deadlines.builders import CALENDAR, day

NOTICES = Path(__file__).parent / "notices"


def ordered(year: int) -> tuple[set[date], set[date]]:
    """The days off and the make-up workdays that the State Council's notice of a year orders, as we read it ourselves."""
    holidays = tomllib.loads((NOTICES / f"{year}.toml").read_text(encoding="utf-8"))["holiday"]
    off = {
        each["first"] + timedelta(days=n)
        for each in holidays
        for n in range((each["last"] - each["first"]).days + 1)
    }
    return off, {made_up for each in holidays for made_up in each.get("makeup", ())}


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_every_day_of_a_year_is_as_its_notice_orders(year: int) -> None:
    off, made_up = ordered(year)
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(366)]
    expected = {d: d in made_up or (d.isoweekday() <= 5 and d not in off) for d in days if d.year == year}
    assert {d: CALENDAR.is_workday(d) for d in expected} == expected


def test_every_day_from_2004_is_known_and_agrees_with_the_library_s_own_answer() -> None:
    days = [date(2004, 1, 1) + timedelta(days=n) for n in range(23 * 366)]
    known = [d for d in days if d.year <= 2026]
    assert [d for d in known if CALENDAR.is_workday(d) != chinese_calendar.is_workday(d)] == []
    assert all(CALENDAR.is_known(d) for d in known)


def test_a_year_names_its_notice_or_else_the_library() -> None:
    assert CALENDAR.notices[2026] == "国办发明电〔2025〕7号"
    assert CALENDAR.notices[2004] == "chinesecalendar 1.11.0"
    assert list(CALENDAR.notices) == list(range(2004, 2027))


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
