"""Which department sits at which desk on which half-days (进驻单位), and who is there now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from chassis.decisions import Changed, Decision, Refused
from services.intake.domain.numbers import LOCAL

Halves = Mapping[str, tuple[time, time]]


@dataclass(frozen=True, slots=True)
class Stay:
    """A unit's people at a desk from one day to another, on these weekdays (0 is Monday) and half-days.

    `person` is the account that answers for the desk; no name is kept.
    """

    unit: str
    desk: int
    person: str
    from_day: date
    to_day: date
    weekdays: tuple[int, ...]
    halves: tuple[str, ...]

    def covers(self, day: date) -> bool:
        return self.from_day <= day <= self.to_day and day.weekday() in self.weekdays

    def meets(self, other: Stay) -> bool:
        """Whether both would sit at one desk at one time."""
        return (
            self.desk == other.desk
            and not set(self.halves).isdisjoint(other.halves)
            and not set(self.weekdays).isdisjoint(other.weekdays)
            and self.from_day <= other.to_day
            and other.from_day <= self.to_day
        )


def half_of(now: datetime, halves: Halves) -> str | None:
    """The half-day of an instant; None outside opening hours."""
    at = now.astimezone(LOCAL).time()
    return next((name for name, (start, end) in halves.items() if start <= at < end), None)


def here_now(stays: Iterable[Stay], now: datetime, halves: Halves) -> list[Stay]:
    """Who sits in the hall at this moment, by desk."""
    day, half = now.astimezone(LOCAL).date(), half_of(now, halves)
    here = [stay for stay in stays if stay.covers(day) and half in stay.halves]
    return sorted(here, key=lambda stay: stay.desk)


def planned(stay: Stay, others: Iterable[Stay], unit_names: Mapping[str, str]) -> Decision[Stay]:
    """Put a stay on the roster; a desk has room for one unit at a time."""
    if not stay.weekdays or not stay.halves:
        return Refused("NO_HALF_DAY", "没有选星期或上下午。请至少各选一个。")
    if stay.to_day < stay.from_day:
        return Refused("ENDS_BEFORE", "截止日期早于起始日期。请核对两个日期。")
    if clash := next((other for other in others if stay.meets(other)), None):
        name = unit_names.get(clash.unit, clash.unit)
        return Refused(
            "DESK_PLANNED", f"{stay.desk} 号窗口那段时间已排了{name}。请换窗口，或先结束原来的安排。"
        )
    return Changed(stay)


def ended(stay: Stay | None, last_day: date) -> Decision[Stay]:
    """The stay ends with this day; of what was before nothing is changed."""
    if stay is None:
        return Refused("NO_SUCH_STAY", "没有这条安排。请刷新页面。")
    if last_day > stay.to_day:
        return Refused("ENDS_LATER", "新的截止日期比原来还晚。要延长的，请另排一条。")
    return Changed(replace(stay, to_day=last_day))
