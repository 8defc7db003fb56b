"""The counties' work calendars at work: which one a sheet is counted by, and how a notice comes into force."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from chassis.decisions import Changed, Decision, Refused
from lianjie_contracts.base import Actor
from lianjie_contracts.events.work_calendar_changed import CalendarDay, WorkCalendarChanged
from lianjie_contracts.vocabulary import DayKind
from services.deadlines.domain.calendar import DayNature
from services.deadlines.domain.county_calendar import CountyCalendar, Proposed, approved
from services.deadlines.domain.notice import Notice, NoticeDay
from services.deadlines.store import CALENDARS

if TYPE_CHECKING:
    from datetime import datetime

    from chassis.identity import Principal
    from chassis.work import Heard, Work
    from services.deadlines.domain.clock import Terms
    from services.deadlines.domain.sheet import ClockSheet
    from services.deadlines.law import Law


async def in_force(sheet: ClockSheet, work: Work, law: Law) -> Terms:
    """The terms of a sheet, never older than those by which it was counted last: who knows less looks first."""
    known = law.calendar(sheet.county)
    if known is None or known.edition < sheet.edition:
        kept: CountyCalendar | None = await work.load(CALENDARS, sheet.county)
        law.adopt(sheet.county, kept)
    return law.under(sheet.profile, sheet.county)


def propose(
    calendar: CountyCalendar | None, county: str, notice: Notice, caller: Principal, now: datetime
) -> Decision[CountyCalendar]:
    """A notice was read and waits for a second person."""
    calendar = calendar or CountyCalendar(county)
    if calendar.proposed:
        return Refused(
            "NOTICE_WAITS",
            f"{calendar.proposed.notice.number}还在等批准。请先批准或退回它，再导入下一份。",
        )
    if any(each.notice == notice for each in calendar.loaded):
        return Refused("NOTICE_IN_FORCE", f"{notice.number}已经生效，内容相同，不必再导入。")
    return Changed(
        replace(calendar, proposed=Proposed(notice, caller.id, caller.name, now)), answer=_about(notice)
    )


def approve(
    calendar: CountyCalendar | None, number: str, caller: Principal, now: datetime
) -> Decision[CountyCalendar]:
    """The notice that waits comes into force, by somebody who did not load it."""
    if (waits := _waiting(calendar, number)) is None or calendar is None:
        return _gone(number)
    if waits.by == caller.id:
        return Refused("SAME_PERSON", "导入的人不能自己批准。请另一位负责人核对后批准。")
    after = approved(calendar, waits.notice, caller.id, waits.by, now)
    return Changed(
        after, (_told(after, waits, caller, now),), {"version": after.version} | _about(waits.notice)
    )


def decline(calendar: CountyCalendar | None, number: str) -> Decision[CountyCalendar]:
    """The notice that waits is given back; nothing of it was in force."""
    if (waits := _waiting(calendar, number)) is None or calendar is None:
        return _gone(number)
    return Changed(replace(calendar, proposed=None), answer=_about(waits.notice))


async def rolled(calendar: CountyCalendar | None, heard: Heard[WorkCalendarChanged]) -> CountyCalendar | None:
    """The calendar after one of its own events, for one that came from a backup."""
    event = heard.event
    days = (NoticeDay(day.on, DayNature(day.kind.value), day.name) for day in event.days)
    notice = Notice(event.year, event.notice, event.local, tuple(days))
    before = calendar or CountyCalendar(event.county)
    return approved(before, notice, event.by.id, event.proposed_by, event.occurred_at)


def _waiting(calendar: CountyCalendar | None, number: str) -> Proposed | None:
    waits = calendar.proposed if calendar else None
    return waits if waits and waits.notice.number == number else None


def _gone(number: str) -> Refused:
    return Refused("NO_SUCH_NOTICE", f"{number}没有在等批准，可能已被别人批准或退回。请刷新后再看。")


def _about(notice: Notice) -> dict[str, Any]:
    return {"year": notice.year, "notice": notice.number, "local": notice.is_local, "days": len(notice.days)}


def _told(calendar: CountyCalendar, waits: Proposed, caller: Principal, now: datetime) -> WorkCalendarChanged:
    notice = waits.notice
    by = Actor(id=caller.id, role=min(caller.roles), name=caller.name, org=caller.county)
    days = (CalendarDay(on=day.on, kind=DayKind(day.nature.value), name=day.name) for day in notice.days)
    return WorkCalendarChanged(
        occurred_at=now, by=by, county=calendar.county, calendar_version=calendar.version, year=notice.year,
        notice=notice.number, local=notice.is_local, days=tuple(days), proposed_by=waits.by,
    )  # fmt: skip
