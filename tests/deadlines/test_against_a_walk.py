"""Every date equals that of a day-by-day walk from 2004 to 2030, and moves only in the direction in which it may."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import given, settings, strategies as st

from services.deadlines.domain.calendar import DayNature, SpecialDay, WorkCalendar
from services.deadlines.domain.counting import Counting, DueDate, Limit, Pause, Unit, due_date, start_of
from tests.deadlines.builders import CALENDAR
from tests.deadlines.oracle import between, walked, works

OFF = SpecialDay(DayNature.HOLIDAY, "地方节日")
days = st.dates(date(2004, 1, 1), date(2030, 12, 31))
countings = st.sampled_from([Counting.CALENDAR, Counting.WORKING])
limits = st.builds(
    lambda counting, length, extension: Limit(
        length, Unit.DAY if counting is Counting.CALENDAR else Unit.WORKDAY, counting, extension
    ),
    countings, st.integers(0, 60), st.sampled_from([0, 0, 2, 30]),
)  # fmt: skip
moments = st.builds(
    lambda day, minutes: start_of(day) + timedelta(minutes=minutes), days, st.integers(0, 1439)
)


def pauses_after(start: datetime) -> st.SearchStrategy[tuple[Pause, ...]]:
    """Up to three pauses that may touch and overlap."""
    one = st.tuples(st.integers(-5, 70), st.integers(0, 15)).map(
        lambda span: Pause(start + timedelta(days=span[0]), start + timedelta(days=sum(span)))
    )
    return st.lists(one, max_size=3).map(tuple)


started = moments.flatmap(lambda start: st.tuples(st.just(start), pauses_after(start)))


def ends(due: DueDate) -> tuple[date, date]:
    return due.nominal_on, due.due_on


def left_out(pauses: tuple[Pause, ...]) -> set[date]:
    shift = timedelta(hours=8)
    return {
        day
        for p in pauses
        for day in between((p.since + shift).date(), ((p.until or p.since) + shift).date())
    }


def with_days(*added: date) -> WorkCalendar:
    return replace(CALENDAR, special={**CALENDAR.special, **dict.fromkeys(added, OFF)})


@settings(max_examples=400)
@given(started, limits)
def test_a_date_is_where_a_walk_ends(begun: tuple[datetime, tuple[Pause, ...]], limit: Limit) -> None:
    start, pauses = begun
    found = due_date(start, limit, CALENDAR, pauses)
    day = (start + timedelta(hours=8)).date()
    walk = walked(
        day, limit.total, only_workdays=limit.counting is Counting.WORKING, left_out=left_out(pauses)
    )
    assert ends(found) == walk
    assert found.rolled is (walk[0] != walk[1])


@given(moments, st.timedeltas(timedelta(0), timedelta(days=30)), limits)
def test_a_later_start_never_gives_an_earlier_date(start: datetime, later: timedelta, limit: Limit) -> None:
    first, then = due_date(start, limit, CALENDAR), due_date(start + later, limit, CALENDAR)
    assert first.nominal_on <= then.nominal_on
    assert first.due_at <= then.due_at


@given(started, limits, st.lists(st.integers(-3, 130), max_size=8))
def test_an_added_holiday_never_brings_a_date_forward(
    begun: tuple[datetime, tuple[Pause, ...]], limit: Limit, offsets: list[int]
) -> None:
    start, pauses = begun
    added = [(start + timedelta(days=n)).date() for n in offsets]
    before, after = (
        due_date(start, limit, CALENDAR, pauses),
        due_date(start, limit, with_days(*added), pauses),
    )
    assert before.nominal_on <= after.nominal_on
    assert before.due_at <= after.due_at


@given(started, limits)
def test_a_pause_never_brings_a_date_forward(begun: tuple[datetime, tuple[Pause, ...]], limit: Limit) -> None:
    start, pauses = begun
    assert due_date(start, limit, CALENDAR).due_at <= due_date(start, limit, CALENDAR, pauses).due_at


@given(moments, limits, st.integers(1, 40), st.integers(0, 20))
def test_pausing_and_resuming_is_counting_again_what_was_left(
    start: datetime, limit: Limit, after: int, lasting: int
) -> None:
    """What is left when a limit is paused runs on from the day of resuming as if it began then."""
    since, until = start + timedelta(days=after), start + timedelta(days=after + lasting)
    whole = due_date(start, limit, CALENDAR)
    day = (start + timedelta(hours=8)).date()
    counts = limit.counting is Counting.CALENDAR
    used = sum(
        counts or works(each) for each in between(day + timedelta(days=1), day + timedelta(days=after - 1))
    )
    paused = due_date(start, limit, CALENDAR, (Pause(since, until),))
    if used >= limit.total:
        assert ends(paused) == ends(whole)
    else:
        rest = replace(limit, length=limit.total - used, extension=0)
        assert ends(paused) == ends(due_date(until, rest, CALENDAR))


@given(moments, limits)
def test_a_date_is_provisional_exactly_where_the_calendar_ends(start: datetime, limit: Limit) -> None:
    found = due_date(start, limit, CALENDAR)
    assert found.provisional is (max(found.due_on, found.nominal_on).year > 2026)
