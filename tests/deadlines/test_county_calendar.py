"""A notice comes into force by two persons, and then every open clock is held against it, once."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from chassis.decisions import Changed, Refused
from chassis.identity import Principal
from chassis.work import Heard, Work
from lianjie_contracts.events.clock_started import ClockStarted
from lianjie_contracts.events.work_calendar_changed import WorkCalendarChanged
from services.deadlines import calendar, table
from services.deadlines.calendar.reading import rows_of
from services.deadlines.calendars import approve, decline, propose, rolled
from services.deadlines.domain.calendar import DayNature
from services.deadlines.domain.county_calendar import CountyCalendar, changed_days, laid_over
from services.deadlines.domain.notice import Notice, notice_of
from services.deadlines.keeping import count_again
from services.deadlines.law import Law
from services.deadlines.previewing import Preview
from services.deadlines.store import CALENDARS
from services.deadlines.ticking import tick_some
from tests.deadlines.builders import CALENDAR, at, day
from tests.deadlines.notices import made
from tests.deadlines.town import MATTER, Town, accepted, dispatched, opened, signed

COUNTY = "450199"
ANALYST = Principal("analyst", "黄文静", frozenset({"analyst"}), COUNTY)
DEPUTY = Principal("deputy", "覃国安", frozenset({"office_deputy_head"}), COUNTY)
NOW = at("2026-11-23 09:00")
NOTICE = notice_of(rows_of("2027.csv", made.csv()), 2027, is_local=False)
LOCAL = notice_of(
    rows_of("三月三.csv", f"{made.HEAD}\n2027-04-07,休,三月三,桂政办发〔2027〕1号".encode()),
    2027,
    is_local=True,
)


def proposed(notice: Notice = NOTICE, before: CountyCalendar | None = None) -> CountyCalendar:
    decision = propose(before, COUNTY, notice, ANALYST, NOW)
    assert isinstance(decision, Changed)
    return decision.state


def in_force(notice: Notice = NOTICE, before: CountyCalendar | None = None) -> CountyCalendar:
    decision = approve(proposed(notice, before), notice.number, DEPUTY, NOW)
    assert isinstance(decision, Changed)
    return decision.state


class TestTwoPersons:
    def test_a_loaded_notice_changes_nothing_before_it_is_approved(self) -> None:
        waiting = proposed()
        assert waiting.over(CALENDAR) == CALENDAR
        after = in_force().over(CALENDAR)
        assert after.nature(day("2027-10-07")) is DayNature.HOLIDAY
        assert (after.notice(day("2027-10-08")), after.is_known(day("2027-12-31"))) == (made.NUMBER, True)
        assert after.edition == CALENDAR.edition + 1

    @pytest.mark.parametrize(
        ("decision", "code"),
        [
            (approve(proposed(), made.NUMBER, replace(DEPUTY, id="analyst"), NOW), "SAME_PERSON"),
            (approve(proposed(), "国办发明电〔2030〕1号", DEPUTY, NOW), "NO_SUCH_NOTICE"),
            (approve(None, made.NUMBER, DEPUTY, NOW), "NO_SUCH_NOTICE"),
            (decline(CountyCalendar(COUNTY), made.NUMBER), "NO_SUCH_NOTICE"),
            (propose(proposed(), COUNTY, LOCAL, ANALYST, NOW), "NOTICE_WAITS"),
            (propose(in_force(), COUNTY, NOTICE, ANALYST, NOW), "NOTICE_IN_FORCE"),
        ],
    )
    def test_what_is_refused(self, decision: Refused, code: str) -> None:
        assert decision.code == code
        assert decision.because.endswith("。")

    def test_a_declined_notice_leaves_no_trace_of_days(self) -> None:
        decision = decline(proposed(), made.NUMBER)
        assert isinstance(decision, Changed)
        assert decision.state == CountyCalendar(COUNTY)

    def test_the_event_of_an_approval_is_the_calendar_again(self) -> None:
        decision = approve(proposed(LOCAL, in_force()), LOCAL.number, DEPUTY, NOW)
        assert isinstance(decision, Changed)
        (event,) = decision.announce
        assert (event.calendar_version, event.local, event.proposed_by, event.by.id) == (
            2,
            True,
            "analyst",
            "deputy",
        )
        again = WorkCalendarChanged.model_validate_json(event.body())
        heard: Any = Heard(again, None)  # type: ignore[arg-type]
        assert asyncio.run(rolled(in_force(), heard)) == decision.state


class TestLayers:
    def test_a_local_holiday_is_added_to_what_the_nation_orders(self) -> None:
        both = in_force(LOCAL, in_force()).over(CALENDAR)
        assert both.holiday(day("2027-04-07")) == "三月三"
        assert both.notice(day("2027-04-07")) == LOCAL.number
        assert both.holiday(day("2027-04-05")) == "清明节"

    def test_a_corrected_national_notice_takes_the_place_of_the_first(self) -> None:
        corrected = replace(NOTICE, number="国办发明电〔2027〕1号", days=NOTICE.days[:-1])
        after = in_force(corrected, in_force()).over(CALENDAR)
        assert after.notices[2027] == corrected.number
        assert after.is_workday(day("2027-10-09")) is False

    def test_other_years_stay_as_they_were(self) -> None:
        assert {on.year for on in changed_days(CALENDAR, laid_over(CALENDAR, NOTICE))} == {2027}


class County(Town):
    """A town whose county loads notices of its own; `law` is that of one process."""

    def __init__(self) -> None:
        super().__init__()
        self.law = Law(table.committed(), calendar.committed(), timedelta(minutes=10))
        self.listen(self.law)

    def approve(self, notice: Notice = NOTICE) -> None:
        async def save() -> None:
            async with self.store.batch() as tx:
                work = Work(tx, NOW, "lianjie/deadlines")
                held = await work.load(CALENDARS, COUNTY)
                await work.save(CALENDARS, COUNTY, in_force(notice, held))
                await tx.write(work.touched(), [], [], [])

        asyncio.run(save())

    def look(self) -> list[Any]:
        """What the job does with every sheet that was counted by an older calendar; what it says of them."""

        async def recounted() -> None:
            held = (await self.store.get(CALENDARS, [COUNTY])).get(COUNTY)
            self.law.adopt(COUNTY, held.state if held else None)
            older = [i for i, sheet in self.sheets().items() if sheet.edition < self.law.edition(COUNTY)]
            await tick_some(self.store, older, self.law, self.clock.now(), count_again)

        asyncio.run(recounted())
        return self.said()


LATE = (
    opened("2026-11-20 09:40", received_at=at("2026-11-20 09:26")),
    dispatched("2026-11-20 16:48"),
    signed("2026-11-23 09:12"),
    accepted("2026-11-23 09:30"),
)


class TestOpenClocks:
    @pytest.fixture
    def county(self) -> County:
        county = County()
        county.clock.at = at("2026-11-23 10:00")
        county.hear(*LATE)
        return county

    def test_only_dates_that_moved_or_became_certain_are_told_and_once(self, county: County) -> None:
        before = {clock.id: clock.due_on for clock in county.sheets()[MATTER].clocks}
        assert before["C07"] == day("2027-01-22")
        county.approve(replace(NOTICE, days=(*NOTICE.days, replace(NOTICE.days[0], on=day("2027-01-22")))))
        told = county.look()
        assert [(type(event), event.clock, event.due_at) for event in told] == [
            (ClockStarted, "C07", at("2027-01-25 23:59:59.999"))
        ]
        assert told[0].provisional is False
        assert county.look() == []

    def test_a_notice_that_moves_nothing_tells_nothing_but_certainty(self, county: County) -> None:
        county.approve(LOCAL)
        assert county.look() == []
        county.approve()
        (event,) = county.look()
        assert (event.clock, event.provisional) == ("C07", False)

    def test_a_process_that_knows_less_looks_before_it_counts(self, county: County) -> None:
        """Another process has counted the sheet by a newer calendar; this one hears the next event."""
        county.approve(replace(NOTICE, days=(*NOTICE.days, replace(NOTICE.days[0], on=day("2027-01-22")))))
        county.look()
        behind = Law(table.committed(), calendar.committed(), timedelta(minutes=10))
        behind.adopt(COUNTY, None)
        county.listen(behind)
        told = county.hear(accepted("2026-11-24 09:30", row="13a"), first=5)
        assert [event for event in told if isinstance(event, ClockStarted) and event.clock == "C07"] == []
        assert behind.edition(COUNTY) == CALENDAR.edition + 1

    def test_a_preview_says_what_will_move_and_writes_nothing(self, county: County) -> None:
        sheet, seen = county.sheets()[MATTER], Preview()
        notice = replace(NOTICE, days=(*NOTICE.days, replace(NOTICE.days[0], on=day("2027-01-22"))))
        terms = replace(county.law.under(sheet.profile, COUNTY), calendar=proposed(notice).preview(CALENDAR))
        seen.note(sheet, terms, NOW)
        (move,) = seen.shown
        assert (move.clock, move.was, move.becomes) == ("C07", day("2027-01-22"), day("2027-01-25"))
        assert (seen.moved, seen.settled) == (1, 0)
        assert county.sheets()[MATTER] == sheet
