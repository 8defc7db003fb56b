"""The chip of a limit: what it says, how much of it is gone, and when it raises its voice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from lianjie_contracts.vocabulary import ClockKind, ClockLevel
from services.workbench.clockchip import Level, chip, level_of, workdays_left
from services.workbench.language import language
from services.workbench.readmodel import ClockState, ClockView
from tests.workbench.town import NOW, at, end_of

ZH = language("zh")
SIXTY = ClockView(
    "c", "C07", "办结", ClockKind.DUTY, started_at=at(8, 3), nominal_on=date(2026, 10, 2), due_at=end_of(date(2026, 10, 8)),
    rolled=True, length=60, length_unit="d",
)  # fmt: skip


def due(day: date, **changes: object) -> ClockView:
    return replace(SIXTY, nominal_on=day, due_at=end_of(day), rolled=False, **changes)  # type: ignore[arg-type]


def test_the_guides_own_chip_of_a_sixty_day_limit() -> None:
    shown = chip(SIXTY, NOW, ZH)
    assert (shown.words, shown.css, shown.under) == ("余10天", "clock near u7", "10月8日")


@pytest.mark.parametrize(
    ("now", "level", "words"),
    [
        (at(8, 20), Level.CALM, "余49天"),
        (at(9, 10), Level.HALF, "余28天"),
        (at(9, 28), Level.NEAR, "余10天"),
        (at(10, 8), Level.DUE, "今日到期"),
        (at(10, 12), Level.LATE, "超期 4天"),
    ],
)
def test_it_grows_louder_as_the_day_nears(now: datetime, level: Level, words: str) -> None:
    assert (level_of(SIXTY, now), chip(SIXTY, now, ZH).words) == (level, words)


def test_what_deadlines_announced_with_its_calendar_is_never_softened() -> None:
    announced = replace(SIXTY, level=ClockLevel.RED)  # on 30 September one working day is left: 8 October
    assert (level_of(announced, at(9, 30)), chip(announced, at(9, 30), ZH).words) == (Level.DUE, "余8天")
    assert level_of(SIXTY, at(9, 30)) is Level.NEAR


def test_the_last_day_says_from_which_day_it_was_rolled() -> None:
    assert chip(SIXTY, at(10, 8), ZH).under == "10月2日顺延"
    assert chip(SIXTY, at(10, 12), ZH).under == "应于 10月8日"


def test_a_short_limit_turns_red_on_its_last_day_only() -> None:
    short = due(date(2026, 9, 29), started_at=at(9, 28), length=1, length_unit="wd")
    assert level_of(short, at(9, 28, 10)) in {Level.CALM, Level.HALF}
    assert chip(short, at(9, 28, 10), ZH).words == "余1个工作日"
    assert level_of(short, at(9, 29, 10)) is Level.DUE


def test_a_right_is_never_red_black_or_overdue() -> None:
    right = due(date(2026, 10, 10), kind=ClockKind.RIGHT_WINDOW)
    assert chip(right, NOW, ZH).css == "clock right"
    assert chip(right, NOW, ZH).words == "余12天"
    assert chip(right, at(10, 20), ZH).words == "已过，未行使"
    assert level_of(replace(right, state=ClockState.LAPSED), at(10, 20)) is Level.RIGHT


def test_what_is_over_says_how_long_it_took() -> None:
    stopped = replace(SIXTY, state=ClockState.STOPPED, stopped_at=at(9, 10), met=True)
    assert chip(stopped, NOW, ZH).words == "按期，用38日"
    assert chip(replace(stopped, met=False, overdue_days=3), NOW, ZH).words == "逾期3天办结"
    assert chip(replace(SIXTY, state=ClockState.VOID), NOW, ZH).words == "不再计算"


def test_a_held_limit_waits_for_service_without_shouting() -> None:
    held = replace(SIXTY, state=ClockState.HELD)
    assert (level_of(held, at(10, 20)), chip(held, at(10, 20), ZH).words) == (Level.STOP, "已签发，待送达")


def test_a_limit_that_waits_for_an_objection_is_not_called_signed() -> None:
    objected = replace(SIXTY, clock="C04", state=ClockState.HELD)
    assert chip(objected, NOW, ZH).words == "暂停计算"


def test_a_breach_that_was_told_stays_black() -> None:
    assert level_of(replace(SIXTY, state=ClockState.BREACHED), NOW) is Level.LATE


def test_the_sector_fills_in_eighths_and_only_the_last_day_is_full() -> None:
    sectors = [chip(SIXTY, at(8, 3) + timedelta(days=n), ZH).css[-2:] for n in range(67)]
    assert sectors == sorted(sectors)
    assert (sectors[0], sectors[65], sectors[66]) == ("u1", "u7", "u8")


def test_working_days_follow_the_rest_days_that_came_with_the_limit() -> None:
    rest = (date(2026, 9, 29), date(2026, 9, 30))
    assert workdays_left(due(date(2026, 10, 2), rest_days=rest), NOW) == 2
    assert workdays_left(due(date(2026, 10, 2)), NOW) == 4
