"""In whatever order a matter's events are heard, and whenever it is ticked, its clocks end the same."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise

from hypothesis import given, strategies as st

from services.deadlines.domain.calendar import DayNature
from services.deadlines.domain.clock import Clock
from services.deadlines.domain.county_calendar import laid_over
from services.deadlines.domain.facts import (
    BreachWithdrawn,
    ClockBreached,
    ClockFact,
    ClockLapsed,
    ClockStarted,
    LapseWithdrawn,
)
from services.deadlines.domain.notice import Notice, NoticeDay
from services.deadlines.domain.runs import Act, Mark, runs_of
from services.deadlines.domain.sheet import ClockSheet, hear, recount, tick
from tests.deadlines.builders import LEAD, TERMS, Matter, accepted_matter, at

EMPTY = ClockSheet("450199:m", "450199", "national_2022")
FIRST = at("2026-07-01 09:00")
LAST = at("2027-06-01 09:00")
NEW_YEAR = date(2027, 1, 1)

acts = st.sampled_from(
    [Act.START, Act.STOP, Act.VOID, Act.PAUSE, Act.RESUME, Act.HOLD, Act.RELEASE, Act.EXTEND]
)
moments = st.integers(0, 200 * 24).map(lambda hours: FIRST + timedelta(hours=hours))


def mark(seq: int, clock: str, act: Act, moment: datetime) -> Mark:
    return Mark(clock, act, moment, f"event-{seq}", seq, LEAD, days=30 if act is Act.EXTEND else 0)


def histories_of(*clocks: str) -> st.SearchStrategy[list[Mark]]:
    rows = st.lists(st.tuples(st.sampled_from(clocks), acts, moments), max_size=12)
    return rows.map(lambda rows: [mark(seq, *row) for seq, row in enumerate(rows)])


histories = histories_of("C04", "C05", "C07")


def truth(clock: Clock) -> tuple[object, ...]:
    """All of a clock but when things were said of it."""
    return (
        clock.key,
        clock.state,
        clock.started_at,
        clock.due_at,
        clock.ended_at,
        clock.missed_at,
        clock.extension,
    )


@given(histories, st.randoms(use_true_random=False))
def test_any_order_of_hearing_gives_the_same_sheet(history: list[Mark], shuffled: random.Random) -> None:
    in_order = EMPTY
    for one in history:
        in_order, _ = hear(in_order, [one], TERMS, LAST)
    any_order = EMPTY
    for one in shuffled.sample(history, len(history)):
        any_order, _ = hear(any_order, [one], TERMS, LAST)
    assert any_order == in_order
    assert hear(EMPTY, history, TERMS, LAST)[0] == in_order


@given(histories, st.lists(moments, max_size=12), st.randoms(use_true_random=False))
def test_ticks_in_between_change_what_was_said_and_not_what_is_true(
    history: list[Mark], ticks: list[datetime], shuffled: random.Random
) -> None:
    quiet, _ = tick(hear(EMPTY, history, TERMS, LAST)[0], TERMS, LAST)
    steps: list[Mark | datetime] = [*history, *ticks]
    shuffled.shuffle(steps)
    sheet = EMPTY
    for step in steps:
        sheet, _ = (
            tick(sheet, TERMS, step) if isinstance(step, datetime) else hear(sheet, [step], TERMS, LAST)
        )
    sheet, _ = tick(sheet, TERMS, LAST)
    assert [truth(clock) for clock in sheet.clocks] == [truth(clock) for clock in quiet.clocks]
    assert tick(sheet, TERMS, LAST) == (sheet, ())


@given(histories, st.lists(moments, max_size=12), st.randoms(use_true_random=False))
def test_what_was_told_adds_up_to_what_is_true(
    history: list[Mark], ticks: list[datetime], shuffled: random.Random
) -> None:
    """Who only counts breaches and withdrawals knows which clocks are missed; none is missed twice."""
    missed: set[object] = set()
    started: set[object] = set()
    sheet = EMPTY
    steps: list[Mark | datetime] = [*history, *sorted(ticks)]
    shuffled.shuffle(steps)
    for step in steps:
        sheet, facts = (
            tick(sheet, TERMS, step) if isinstance(step, datetime) else hear(sheet, [step], TERMS, LAST)
        )
        for fact in facts:
            listen(fact, started, missed)
    assert started == {clock.key for clock in sheet.clocks}
    assert missed == {clock.key for clock in sheet.clocks if clock.missed_at}


def listen(fact: ClockFact, started: set[object], missed: set[object]) -> None:
    key = fact.clock.key
    if isinstance(fact, ClockStarted):
        assert key not in started
        started.add(key)
    assert key in started
    if isinstance(fact, ClockBreached | ClockLapsed):
        assert key not in missed
        missed.add(key)
    if isinstance(fact, BreachWithdrawn | LapseWithdrawn):
        missed.remove(key)


@given(histories)
def test_next_is_never_before_something_is_to_be_said(history: list[Mark]) -> None:
    sheet, _ = hear(EMPTY, history, TERMS, FIRST)
    if sheet.next_at is None:
        assert tick(sheet, TERMS, LAST) == (sheet, ())
        return
    just_before = sheet.next_at - timedelta(milliseconds=1)
    assert tick(sheet, TERMS, just_before) == (sheet, ())
    after, facts = tick(sheet, TERMS, sheet.next_at)
    assert facts
    assert after.next_at is None or after.next_at > sheet.next_at


@given(histories)
def test_runs_of_one_clock_follow_each_other(history: list[Mark]) -> None:
    runs = runs_of([one for one in history if one.clock == "C07"])
    for first, then in pairwise(runs):
        assert first.ended_at is not None
        assert first.started_at <= first.ended_at <= then.started_at


@given(histories, st.randoms(use_true_random=False))
def test_an_early_stop_is_remembered_for_the_start_that_is_heard_later(
    history: list[Mark], shuffled: random.Random
) -> None:
    start, stop = mark(90, "C07", Act.START, FIRST), mark(91, "C07", Act.STOP, FIRST + timedelta(days=3))
    others = [one for one in history if one.clock != "C07"]
    sheet, _ = hear(EMPTY, [*others, stop], TERMS, LAST)
    assert sheet.clock("C07", LEAD) is None
    sheet, _ = hear(sheet, shuffled.sample([*others, start], len(others) + 1), TERMS, LAST)
    clock = sheet.clock("C07", LEAD)
    assert clock is not None
    assert (clock.ended_at, clock.missed_at) == (stop.at, None)


notices = st.builds(
    lambda year, rests, local: Notice(
        year, "n", local, tuple(NoticeDay(NEW_YEAR + timedelta(n), DayNature.HOLIDAY, "x") for n in rests)
    ),
    st.just(2027), st.sets(st.integers(-40, 90), min_size=1, max_size=2), st.booleans(),
)  # fmt: skip


@given(histories_of("C04", "C05", "C07", "C09", "C26"), notices)
def test_only_what_a_notice_reaches_is_counted_again(history: list[Mark], notice: Notice) -> None:
    """The shorter way ends where the longer one does: every limit counted again."""
    _same_both_ways(hear(EMPTY, history, TERMS, LAST)[0], notice)


def test_a_notice_that_reaches_the_service_of_a_text_reaches_the_limit_it_was_issued_under() -> None:
    matter = accepted_matter().told("24", "2026-10-12 10:00")
    matter.told("24.2", "2026-10-21 09:00", begun_at=at("2026-10-20 09:00"))
    rests = tuple(NoticeDay(date(2026, 10, day), DayNature.HOLIDAY, "x") for day in (13, 14, 15, 16))
    after = _same_both_ways(matter.sheet, Notice(2026, "n", True, rests))
    ended = matter.clock("C07").ended_at, next(c for c in after.clocks if c.id == "C07").ended_at
    assert ended == (at("2026-10-21 09:00"), at("2026-10-12 10:00"))


def test_a_notice_makes_certain_what_ends_in_its_year_before_its_first_day() -> None:
    matter = Matter().told("7", "2026-11-18 10:00").told("13", "2026-11-18 11:00")
    may = (NoticeDay(date(2027, 5, 1), DayNature.HOLIDAY, "劳动节"),)
    after = _same_both_ways(matter.sheet, Notice(2027, "n", False, may)).clock("C07", LEAD)
    assert matter.clock("C07").provisional
    assert after is not None
    assert not after.provisional


def _same_both_ways(sheet: ClockSheet, notice: Notice) -> ClockSheet:
    sheet = sheet.counted_by(TERMS.calendar.edition)
    terms = replace(TERMS, calendar=laid_over(TERMS.calendar, notice))
    shorter, told = recount(sheet, terms, LAST)
    longer, all_told = recount(replace(sheet, edition=0), terms, LAST)
    assert (shorter.clocks, shorter.next_at, told) == (longer.clocks, longer.next_at, all_told)
    return shorter
