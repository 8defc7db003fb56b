"""A matter's clocks through its life: what is said, and when."""

from __future__ import annotations

from dataclasses import replace

from services.deadlines.domain.calendar import DayNature, SpecialDay, WorkCalendar
from services.deadlines.domain.clock import State
from services.deadlines.domain.clocks import Level
from services.deadlines.domain.facts import ClockMoved, ClockStopped
from services.deadlines.domain.sheet import hear, recount
from tests.deadlines.builders import CALENDAR, GRACE, TABLE, TERMS, Matter, accepted_matter, at, day


def test_the_office_s_fifteen_days_run_from_receipt_to_dispatch() -> None:
    matter = Matter().told("1", "2026-07-30 09:40", received_at=at("2026-07-30 09:26"))
    assert matter.said == ["ClockStarted C02"]
    assert matter.clock("C02").due_at == at("2026-08-14 23:59:59.999")
    matter.told("6", "2026-07-31 16:48")
    assert matter.said == ["ClockStopped C02", "ClockStarted C42"]
    assert matter.facts_of("C02") == (ClockStopped(matter.clock("C02"), is_met=True, overdue_days=0),)


def test_signing_starts_notice_and_objection_and_acceptance_ends_both_and_starts_handling() -> None:
    matter = Matter().told("7", "2026-08-03 09:12", unit="450199-zjj")
    assert matter.said == ["ClockStarted C04", "ClockStarted C05"]
    matter.told("13", "2026-08-03 09:30", unit="450199-zjj")
    assert matter.said == ["ClockStopped C04", "ClockVoided C05", "ClockStarted C07"]
    c07 = matter.clock("C07")
    assert (c07.nominal_on, c07.due_on, c07.unit) == (day("2026-10-02"), day("2026-10-08"), "450199-zjj")


def test_starting_twice_and_stopping_what_does_not_run_say_nothing() -> None:
    matter = Matter().told("7.2", "2026-08-03 23:59").told("7", "2026-08-05 10:00")
    assert matter.said == []
    assert matter.clock("C04").started_at == at("2026-08-03 23:59")
    assert matter.told("24.3", "2026-08-06 10:00").said == []
    assert matter.told("10", "2026-08-06 11:00").said == []


def test_each_warning_is_said_once_at_its_time() -> None:
    matter = accepted_matter()
    assert matter.sheet.next_at == at("2026-09-03 00:00")
    assert matter.ticked("2026-09-02 23:59:59").said == []
    assert matter.ticked("2026-09-03 00:00").said == ["ClockWarned C07"]
    assert matter.clock("C07").level is Level.BLUE
    assert matter.ticked("2026-09-03 00:00").said == []
    assert matter.ticked("2026-09-26 00:01").facts[0].clock.level is Level.YELLOW
    assert matter.ticked("2026-09-30 08:00").facts[0].clock.level is Level.RED
    assert matter.sheet.next_at == at("2026-10-09 00:00") + GRACE
    assert matter.ticked("2026-10-09 00:09").said == []
    assert matter.ticked("2026-10-09 00:10").said == ["ClockBreached C07"]
    assert (matter.clock("C07").state, matter.clock("C07").level) == (State.BREACHED, Level.BLACK)
    assert matter.sheet.next_at is None


def test_of_several_warnings_that_are_due_only_the_strongest_is_said() -> None:
    matter = accepted_matter().ticked("2026-10-01 10:00")
    assert [fact.clock.level for fact in matter.facts] == [Level.RED]
    assert accepted_matter().ticked("2026-11-01 10:00").said == ["ClockBreached C07"]


def test_a_limit_that_is_over_is_not_warned_of_any_more() -> None:
    matter = accepted_matter().ticked("2026-10-09 00:05")
    assert matter.said == []
    assert matter.ticked("2026-10-09 00:10").said == ["ClockBreached C07"]


def test_a_right_that_is_not_used_lapses_and_is_never_overdue() -> None:
    matter = Matter().told("7", "2026-08-03 09:12")
    assert matter.ticked("2026-08-10 00:00").said == ["ClockWarned C05"]
    assert matter.clock("C05").level is Level.GREEN
    matter.ticked("2026-08-11 00:10")
    assert matter.said == ["ClockLapsed C05"]
    c05 = matter.clock("C05")
    assert (c05.state, c05.level, c05.overdue_days(day("2026-09-01"))) == (State.LAPSED, Level.GREEN, 0)
    matter.told("13", "2026-08-14 10:00")
    assert matter.said == ["ClockStopped C04", "ClockStarted C07"]
    assert matter.clock("C05").state is State.LAPSED


def test_the_notice_rests_while_an_objection_is_examined() -> None:
    matter = Matter().told("7", "2026-06-01 09:00").told("8", "2026-06-04 10:00")
    assert matter.said == ["ClockPaused C04", "ClockStopped C05", "ClockStarted C06"]
    matter.told("10", "2026-06-08 16:00")
    assert matter.said == ["ClockResumed C04", "ClockStopped C06"]
    assert matter.clock("C04").nominal_on == day("2026-06-21")  # 15 days and the 5 of the pause
    assert matter.clock("C04").due_on == day("2026-06-22")


def test_an_upheld_objection_voids_the_notice_and_a_designation_restarts_it() -> None:
    matter = (
        Matter().told("7", "2026-06-01 09:00").told("8", "2026-06-04 10:00").told("9", "2026-06-05 10:00")
    )
    assert matter.said == ["ClockVoided C04", "ClockStopped C06", "ClockStarted C43"]
    disputed = (
        Matter().told("7", "2026-06-01 09:00").told("11", "2026-06-04 10:00").told("12.2", "2026-06-10 10:00")
    )
    assert disputed.said == ["ClockVoided C04", "ClockStarted C04", "ClockStopped C48"]
    assert (disputed.clock("C04").cycle, disputed.clock("C04").due_on) == (2, day("2026-06-25"))


def test_a_withdrawn_matter_ends_the_clocks_of_all_assignments() -> None:
    matter = accepted_matter().told("AS2", "2026-08-04 10:00", assignment_id="assignment-2")
    matter.told("25", "2026-08-06 10:00", assignment_id=None)
    assert sorted(matter.said) == ["ClockVoided C04", "ClockVoided C05", "ClockVoided C07"]
    assert not any(clock.is_open for clock in matter.sheet.clocks)


def test_reopening_gives_new_sixty_days_and_keeps_the_old_run() -> None:
    matter = accepted_matter().told("24", "2026-09-01 10:00").told("24.2", "2026-09-03 10:00")
    matter.told("36", "2026-09-20 10:00")
    assert matter.said == [
        "ClockStarted C07",
        "ClockVoided C10",
        "ClockVoided C24",
        "ClockBreached C46",
        "ClockVoided C46",
    ]
    assert [(c.cycle, c.state) for c in matter.sheet.clocks if c.id == "C07"] == [
        (1, State.STOPPED),
        (2, State.RUNNING),
    ]


def test_an_extension_counts_on_from_the_unrolled_day() -> None:
    matter = accepted_matter().ticked("2026-09-26 00:00").told("21", "2026-09-28 10:00", days=30)
    assert matter.facts == (ClockMoved(matter.clock("C07"), at("2026-10-08 23:59:59.999")),)
    assert (matter.clock("C07").nominal_on, matter.clock("C07").due_on) == (
        day("2026-11-01"),
        day("2026-11-02"),
    )
    assert matter.clock("C07").level is Level.BLUE
    assert matter.sheet.next_at == at("2026-10-15 00:00")


def test_a_second_extension_and_one_that_came_too_late_change_nothing() -> None:
    matter = accepted_matter().told("21", "2026-09-28 10:00", days=30).told("21", "2026-10-20 10:00", days=30)
    assert matter.said == []
    late = accepted_matter().told("21", "2026-10-09 00:00", days=30)
    assert late.said == []
    assert late.clock("C07").due_on == day("2026-10-08")


def test_a_new_calendar_moves_what_it_touches_and_tells_only_that() -> None:
    """A provisional date in 2027 becomes certain, or moves, when the notice arrives."""
    matter = Matter().told("7", "2026-12-18 10:00").told("13", "2026-12-18 11:00")
    matter.told("7", "2026-12-20 10:00", assignment_id="assignment-2")
    before = matter.sheet.clock("C04", "assignment-2")
    assert before is not None
    assert (before.due_on, before.provisional) == (day("2027-01-04"), True)
    new_year = {day(f"2027-01-0{n}"): SpecialDay(DayNature.HOLIDAY, "元旦") for n in (1, 2, 3, 4)}
    known = WorkCalendar({**CALENDAR.special, **new_year}, {**CALENDAR.notices, 2027: "n"}, edition=1)
    sheet, facts = recount(matter.sheet, replace(TERMS, calendar=known), at("2026-12-21 09:00"))
    assert [(type(f).__name__, f.clock.id, f.clock.due_on, f.clock.provisional) for f in facts] == [
        ("ClockMoved", "C04", day("2027-01-05"), False),
        ("ClockMoved", "C07", day("2027-02-16"), False),
    ]
    assert recount(sheet, replace(TERMS, calendar=known), at("2026-12-21 09:01")) == (sheet, ())


def test_a_profile_without_the_objection_window_does_not_start_it() -> None:
    matter = Matter(replace(TERMS, table=TABLE.under("legacy_2005"))).told("7", "2026-08-03 09:12")
    assert matter.said == ["ClockStarted C04"]


def test_hearing_the_same_marks_again_changes_nothing() -> None:
    matter = accepted_matter().ticked("2026-09-26 00:00")
    assert hear(matter.sheet, matter.sheet.marks, TERMS, at("2026-09-27 00:00")) == (matter.sheet, ())
