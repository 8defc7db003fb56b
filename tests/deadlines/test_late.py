"""What happened beats when it was heard: a late act never erases a breach, an act in time takes it back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from services.deadlines.domain.calendar import DayNature, SpecialDay
from services.deadlines.domain.clock import State
from services.deadlines.domain.clocks import Level
from services.deadlines.domain.facts import ClockFact, ClockStopped
from services.deadlines.domain.sheet import recount
from tests.deadlines.builders import CALENDAR, TERMS, Matter, accepted_matter, at, day


def test_a_breached_clock_runs_on_and_a_late_act_never_erases_the_breach() -> None:
    matter = accepted_matter().ticked("2026-10-09 00:10")
    assert matter.clock("C07").overdue_days(day("2026-10-12")) == 4
    matter.told("24", "2026-10-12 10:00").told("24.2", "2026-10-14 10:00", begun_at=at("2026-10-13 09:00"))
    assert matter.facts_of("C07") == (ClockStopped(matter.clock("C07"), is_met=False, overdue_days=4),)
    assert matter.clock("C07").missed_at == at("2026-10-09 00:00")
    assert matter.clock("C07").level is Level.BLACK


def test_an_act_in_the_last_second_heard_within_the_grace_is_in_time() -> None:
    matter = accepted_matter().ticked("2026-10-09 00:05")
    matter.told("AS7", "2026-10-08 23:59:58", heard="2026-10-09 00:06")
    assert matter.said == ["ClockStopped C07"]
    assert matter.clock("C07").missed_at is None
    assert matter.ticked("2026-10-09 00:10").said == []


def test_an_act_in_time_heard_after_the_breach_takes_it_back() -> None:
    matter = accepted_matter().ticked("2026-10-09 00:10")
    matter.told("AS7", "2026-10-08 23:59:58", heard="2026-10-09 03:00")
    assert matter.said == ["BreachWithdrawn C07", "ClockStopped C07"]
    assert matter.facts[-1] == ClockStopped(matter.clock("C07"), is_met=True, overdue_days=0)
    assert (matter.clock("C07").state, matter.clock("C07").level) == (State.STOPPED, Level.GREEN)


def test_the_first_moment_of_the_next_day_is_late_even_if_no_breach_was_said_yet() -> None:
    matter = accepted_matter().told("AS7", "2026-10-09 00:00", heard="2026-10-09 00:01")
    assert matter.said == ["ClockBreached C07", "ClockStopped C07"]
    assert matter.facts[-1] == ClockStopped(matter.clock("C07"), is_met=False, overdue_days=1)
    assert accepted_matter().told("AS7", "2026-10-08 23:59:59.999").said == ["ClockStopped C07"]


def test_handling_is_held_from_the_opinion_and_ends_with_its_issue() -> None:
    matter = accepted_matter().told("24", "2026-10-08 16:00")
    assert matter.said == ["ClockHeld C07", "ClockStarted C26"]
    matter.told("DL3", "2026-10-08 17:00", begun_at=at("2026-10-08 17:00"))
    assert matter.said == ["ClockStopped C26"]
    assert matter.sheet.next_at is None
    assert matter.ticked("2026-10-12 10:00").said == []
    matter.told("24.2", "2026-10-13 09:00", begun_at=at("2026-10-08 17:00"))
    assert matter.facts_of("C07") == (ClockStopped(matter.clock("C07"), is_met=True, overdue_days=0),)
    assert matter.clock("C07").ended_at == at("2026-10-08 16:00")


def test_service_not_begun_in_time_is_counted_through_as_if_never_held() -> None:
    matter = accepted_matter().told("24", "2026-10-08 16:00").ticked("2026-10-09 00:10")
    assert matter.said == ["ClockBreached C26"]
    assert matter.told("24.3", "2026-10-09 00:11").said == ["ClockReleased C07"]
    assert matter.ticked("2026-10-09 00:11").said == ["ClockBreached C07"]
    assert matter.clock("C07").missed_at == at("2026-10-09 00:00")


def test_service_that_began_late_and_succeeded_ends_the_limit_with_the_service() -> None:
    matter = accepted_matter().told("24", "2026-10-08 16:00")
    matter.told("24.2", "2026-10-20 09:00", begun_at=at("2026-10-09 09:00"))
    assert matter.said_of("C07", "C26") == [
        "ClockBreached C07", "ClockStopped C07", "ClockBreached C26", "ClockStopped C26",
    ]  # fmt: skip
    assert matter.facts_of("C07")[-1] == ClockStopped(matter.clock("C07"), is_met=False, overdue_days=12)


def test_an_opinion_issued_in_time_but_heard_late_takes_the_breach_back() -> None:
    matter = (
        accepted_matter().ticked("2026-10-09 00:10").told("24", "2026-10-08 20:00", heard="2026-10-09 08:00")
    )
    assert matter.said_of("C07") == ["BreachWithdrawn C07", "ClockHeld C07"]
    assert matter.clock("C07").state is State.RUNNING


def test_an_opinion_issued_late_does_not() -> None:
    matter = accepted_matter().ticked("2026-10-09 00:10").told("24", "2026-10-09 08:00")
    assert matter.said_of("C07") == ["ClockHeld C07"]
    assert matter.clock("C07").state is State.BREACHED


def test_a_right_used_in_time_but_heard_late_has_not_lapsed() -> None:
    matter = Matter().told("7", "2026-08-03 09:12").ticked("2026-08-11 00:10")
    matter.told("8", "2026-08-10 23:59:58", heard="2026-08-11 09:00")
    assert matter.said == ["ClockPaused C04", "LapseWithdrawn C05", "ClockStopped C05", "ClockStarted C06"]


def test_a_window_left_unused_has_lapsed_even_if_no_tick_said_so() -> None:
    matter = Matter().told("7", "2026-08-03 09:12").told("13", "2026-08-14 10:00")
    assert matter.said == ["ClockStopped C04", "ClockLapsed C05", "ClockStarted C07"]


def test_voiding_a_breached_duty_keeps_the_breach() -> None:
    matter = accepted_matter().ticked("2026-10-09 00:10").told("25", "2026-10-12 10:00", assignment_id=None)
    assert matter.said == ["ClockVoided C07"]
    assert matter.clock("C07").missed_at == at("2026-10-09 00:00")


def test_a_calendar_that_gives_more_time_takes_a_breach_back() -> None:
    matter = accepted_matter().ticked("2026-10-09 00:10")
    typhoon = {**CALENDAR.special, day("2026-10-08"): SpecialDay(DayNature.HOLIDAY, "台风停工")}
    terms = replace(TERMS, calendar=replace(CALENDAR, special=typhoon))
    _, facts = recount(matter.sheet, terms, at("2026-10-09 12:00"))
    assert names(facts) == ["BreachWithdrawn", "ClockMoved"]
    _, facts = recount(matter.sheet, terms, at("2026-10-12 12:00"))
    assert names(facts) == ["ClockMoved"]


def test_a_longer_grace_only_delays_what_is_missed() -> None:
    matter = accepted_matter(replace(TERMS, grace=timedelta(hours=2)))
    assert matter.ticked("2026-09-03 00:00").said == ["ClockWarned C07"]
    assert matter.ticked("2026-10-08 23:59").said == ["ClockWarned C07"]
    assert matter.ticked("2026-10-09 01:59").said == []
    assert matter.ticked("2026-10-09 02:00").said == ["ClockBreached C07"]


def names(facts: tuple[ClockFact, ...]) -> list[str]:
    return [type(fact).__name__ for fact in facts]
