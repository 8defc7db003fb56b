"""What one limit takes from another, a date that somebody set, several reasons to stand still, and a stop that came to nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given, strategies as st

from services.deadlines.domain.clock import State
from services.deadlines.domain.happening import Happening, marks_of
from services.deadlines.domain.runs import Act, Mark, runs_of
from services.deadlines.domain.sheet import ClockSheet, hear
from tests.deadlines.builders import LEAD, TABLE, TERMS, Matter, accepted_matter, at, day

EMPTY = ClockSheet("450199:m", "450199", "national_2022")


class TestService:
    def test_it_has_five_working_days_and_never_more_than_the_limit_it_is_a_part_of(self) -> None:
        early = accepted_matter().told("24", "2026-09-01 10:00")
        assert early.clock("C26").due_on == day("2026-09-08")
        late = accepted_matter().told("24", "2026-10-08 10:00")
        assert (late.clock("C26").due_on, late.clock("C26").due_at) == (
            day("2026-10-08"),
            late.clock("C07").due_at,
        )

    def test_of_a_limit_that_is_over_already_it_is_no_part(self) -> None:
        matter = accepted_matter().told("24", "2026-10-12 10:00")
        assert matter.clock("C26").due_on == day("2026-10-19")

    def test_an_extension_of_the_whole_gives_the_part_its_own_days_back(self) -> None:
        matter = accepted_matter().told("24", "2026-10-08 10:00").told("21", "2026-10-08 11:00", days=30)
        assert matter.clock("C26").due_on == day("2026-10-14")  # Saturday the 10th is worked

    @given(st.permutations(range(4)))
    def test_in_whatever_order_it_is_heard_the_limit_ends_with_the_issue(self, order: list[int]) -> None:
        begun, served = at("2026-09-02 09:00"), at("2026-09-20 09:00")
        happened = [
            Happening(("13",), "a", 4, at("2026-08-03 09:30"), LEAD),
            Happening(("24",), "b", 5, at("2026-09-01 10:00"), LEAD),
            Happening(("DL3",), "c", 10**9, begun, LEAD, begun_at=begun),
            Happening(("24.2",), "d", 6, served, LEAD, begun_at=begun, served_at=served),
        ]
        sheet = EMPTY
        for n in order:
            sheet, _ = hear(sheet, marks_of(happened[n]), TERMS, at("2026-09-21 09:00"))
        c07 = sheet.clock("C07", LEAD)
        assert c07 is not None
        assert (c07.ended_at, c07.missed_at) == (at("2026-09-01 10:00"), None)


class TestGivenDates:
    def test_a_date_that_was_set_does_not_roll_and_says_so(self) -> None:
        matter = accepted_matter().told("6.2", "2026-08-03 10:00", until=date(2026, 10, 3))
        assert (matter.clock("C09").due_on, matter.clock("C09").rolled) == (day("2026-10-03"), False)

    def test_without_a_date_the_report_is_due_with_the_answer_and_moves_with_it(self) -> None:
        matter = accepted_matter().told("36", "2026-11-02 10:00", owes_report=True)
        assert matter.clock("C09").due_on == matter.clock("C07").due_on
        matter.told("21", "2026-11-20 10:00", days=30)
        assert matter.clock("C09").due_on == matter.clock("C07").due_on

    def test_without_either_it_is_not_yet_counted(self) -> None:
        assert Matter().told("12", "2026-08-03 10:00", owes_report=True).sheet.clock("C09") is None

    def test_more_time_counts_if_it_was_granted_in_time(self) -> None:
        granted = accepted_matter().told("6.2", "2026-08-03 10:00", until=date(2026, 9, 1))
        granted.told("33.3", "2026-09-01 17:00", until=date(2026, 9, 20))
        assert granted.clock("C09").due_on == day("2026-09-20")
        late = accepted_matter().told("6.2", "2026-08-03 10:00", until=date(2026, 9, 1))
        late.told("33.3", "2026-09-02 09:00", until=date(2026, 9, 20)).ticked("2026-09-02 09:01")
        assert (late.clock("C09").due_on, late.clock("C09").state) == (day("2026-09-01"), State.BREACHED)


class TestStandingStill:
    REASONS = (("26", "39"), ("27", "27.5"))

    @pytest.mark.parametrize("ends", list(permutations(("39", "27.5"))))
    def test_the_closing_check_rests_until_the_last_reason_is_gone(self, ends: tuple[str, str]) -> None:
        matter = Matter().told("33", "2026-09-01 09:00")
        matter.told("26", "2026-09-02 09:00").told("27", "2026-09-03 09:00")
        assert matter.told(ends[0], "2026-09-07 09:00").clock("C49").paused_at == at("2026-09-02 09:00")
        matter.told(ends[1], "2026-09-09 09:00")
        # ten working days of which none passed before the pause: Thursday the 10th is the first
        assert (matter.clock("C49").paused_at, matter.clock("C49").due_on) == (None, day("2026-09-22"))

    def test_a_check_that_begins_while_something_is_executed_rests_from_the_start(self) -> None:
        matter = Matter().told("24.2", "2026-09-01 09:00", "26").told("33", "2026-09-02 09:00")
        assert matter.clock("C49").paused_at == at("2026-09-02 09:00")

    def test_a_new_opinion_forgets_the_reasons_of_the_old_one(self) -> None:
        matter = (
            Matter()
            .told("26", "2026-09-01 09:00")
            .told("36", "2026-09-02 09:00")
            .told("33", "2026-09-03 09:00")
        )
        assert matter.clock("C49").paused_at is None

    def test_a_recheck_s_hearing_does_not_count(self) -> None:
        plain = Matter().told("30", "2026-09-01 09:00")
        heard = (
            Matter()
            .told("30", "2026-09-01 09:00")
            .told("30.7", "2026-09-07 09:00")
            .told("30.8", "2026-09-11 09:00")
        )
        moved = heard.clock("C14").nominal_on - plain.clock("C14").nominal_on
        assert moved == timedelta(days=5), "both its days do not count"


class TestRestored:
    def test_a_refused_application_gives_the_window_its_original_end_back(self) -> None:
        matter = Matter().told("24.2", "2026-09-01 09:00").told("27", "2026-09-10 09:00")
        original = matter.clock("C10").due_at
        assert matter.clock("C10").state is State.STOPPED
        matter.told("27.5", "2026-09-14 09:00")
        assert (matter.said_of("C10"), matter.clock("C10").due_at) == (["ClockRestored C10"], original)
        assert matter.ticked("2026-10-09 00:10").clock("C10").state is State.LAPSED

    def test_nothing_is_added_if_no_days_are_left(self) -> None:
        matter = (
            Matter()
            .told("24.2", "2026-09-01 09:00")
            .told("27", "2026-09-10 09:00")
            .told("40", "2026-10-20 09:00")
        )
        assert matter.ticked("2026-10-20 09:01").clock("C10").state is State.LAPSED

    def test_what_lapsed_or_fell_away_is_not_restored(self) -> None:
        marks = [
            Mark("C10", Act.START, at("2026-09-01 09:00"), "a", 1),
            Mark("C10", Act.VOID, at("2026-09-02 09:00"), "b", 2),
            Mark("C10", Act.RESTORE, at("2026-09-03 09:00"), "c", 3),
        ]
        (run,) = runs_of(marks)
        assert run.ended_at == at("2026-09-02 09:00")


class TestProfiles:
    @pytest.mark.parametrize(
        ("profile", "handling", "office"),
        [("national_2022", "2026-10-08", "2026-08-14"), ("zhejiang_2016", "2026-09-02", "2026-08-06"), ("henan_2012", "2026-09-02", "2026-08-04")],
    )  # fmt: skip
    def test_each_has_its_own_lengths(self, profile: str, handling: str, office: str) -> None:
        matter = accepted_matter(replace(TERMS, table=TABLE.under(profile)))
        assert (matter.clock("C07").due_on, matter.clock("C02").due_on) == (day(handling), day(office))

    def test_a_clock_that_a_profile_disables_does_not_start(self) -> None:
        for profile, runs in (("national_2022", False), ("variant_b", True)):
            matter = Matter(replace(TERMS, table=TABLE.under(profile))).told("H1", "2026-09-01 09:00")
            assert (matter.sheet.clock("C16") is not None) is runs
