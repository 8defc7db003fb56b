"""Warnings on their way to a unit or to the office: gathered in one box each, sent in one mail, once, while people are at work.

deadlines says when people are told of a limit (`tell_at`); a unit's own hours may put it off. A mail holds numbers, limits and days,
never a name or a word of the matter. What was done before the mail went is taken out.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from chassis.documents import Kind
from lianjie_contracts.directory import Directory
from services.notifications.domain.wording import LOCAL

LEVELS = {"BLACK": "已超期", "RED": "一个工作日内到期", "YELLOW": "快要到期", "BLUE": "已过半"}
AGAIN = timedelta(minutes=5)
_HOURS = re.compile(r"(\d{1,2}):(\d{2})\D+?(\d{1,2}):(\d{2})")


@dataclass(frozen=True, slots=True)
class Warned:
    """One limit that has reached a level. `key`: of this run of the limit."""

    key: str
    matter_id: str
    number: str
    name: str
    level: str
    due_on: date
    tell_at: datetime


@dataclass(frozen=True, slots=True)
class WarningBox:
    """What one unit, or a county's office (`unit` None), has not been told yet; `next_at` None: nothing. `claimed_until`: a process
    is sending."""

    county: str
    unit: str | None
    waiting: tuple[Warned, ...] = ()
    next_at: datetime | None = None
    claimed_until: datetime | None = None

    def free(self, now: datetime) -> bool:
        """Whether its time has come and nobody is at it."""
        claimed = self.claimed_until is not None and self.claimed_until > now
        return self.next_at is not None and self.next_at <= now and not claimed


WARNING_BOXES: Kind[WarningBox] = Kind("warning_boxes", WarningBox, indexes=(("next_at",),))


def box_id(county: str, unit: str | None) -> str:
    return f"{county}:{unit or 'office'}"


def with_warning(box: WarningBox, one: Warned) -> WarningBox:
    """A limit is told of at its newest level only."""
    return _settled(box, (*(each for each in box.waiting if each.key != one.key), one))


def without(box: WarningBox, keys: Collection[str]) -> WarningBox:
    return _settled(box, tuple(each for each in box.waiting if each.key not in keys))


def told(box: WarningBox, warnings: Collection[Warned]) -> WarningBox:
    """These were told; what has come since, or has reached a higher level, stays."""
    left = _settled(box, tuple(each for each in box.waiting if each not in warnings))
    return replace(left, claimed_until=None)


def _settled(box: WarningBox, waiting: tuple[Warned, ...]) -> WarningBox:
    return replace(box, waiting=waiting, next_at=min((each.tell_at for each in waiting), default=None))


def due(box: WarningBox, now: datetime) -> tuple[Warned, ...]:
    """What is told now, the strongest first and in each the nearest."""
    ripe = [each for each in box.waiting if each.tell_at <= now]
    return tuple(sorted(ripe, key=lambda each: (list(LEVELS).index(each.level), each.due_on, each.number)))


def at_work(hours: str, now: datetime) -> bool:
    """Whether a unit is there by its own hours, e.g. “8:30-12:00，14:30-17:30”; without hours that can be read it is."""
    spans = [tuple(map(int, each)) for each in _HOURS.findall(hours)]
    clock = now.astimezone(LOCAL).time()
    return not spans or any(
        time(a, b) <= clock < time(c, d) for a, b, c, d in spans if max(a, c) < 24 and max(b, d) < 60
    )


def addresses(directory: Directory, county: str, unit: str | None) -> tuple[str, ...]:
    """The unit's liaisons; where none has an address, the county's office."""
    liaisons = directory.unit(unit).liaisons if unit and directory.has_unit(unit) else ()
    own = tuple(each.email for each in liaisons if each.email)
    office = directory.county(county).email
    return own or ((office,) if office else ())


def text(warnings: Collection[Warned], window: str) -> str:
    """The words of the mail."""
    lines = []
    for each in warnings:
        link = f"　{window.rstrip('/')}/matters/{each.matter_id}" if window else ""
        lines.append(f"{LEVELS[each.level]}　{each.number}　{each.name}　{each.due_on:%Y-%m-%d}{link}")
    return "\n".join(
        ("以下期限请及时办理：", "", *lines, "", "本邮件由系统自动发出，请勿回复。已经办理的请忽略。")
    )
