"""How a name, a number, a date or a time is written on a page."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from services.workbench.language import Language

SHANGHAI = ZoneInfo("Asia/Shanghai")
_NUMBER = re.compile(r"^(\d{6})(\d{8})([A-Z]\d+)$")

COUNTED_TO = 999  # a longer list is not counted out: its size would cost more than it tells


def grouped(number: str) -> tuple[str, ...]:
    """An item number in its three groups: place, day, serial; anything else in one piece."""
    found = _NUMBER.match(number)
    return found.groups() if found else (number,)


def masked_name(name: str) -> str:
    """The first and the last character only; of two characters, the first."""
    if len(name) <= 1:
        return name
    return name[0] + "*" if len(name) == 2 else name[0] + "*" * (len(name) - 2) + name[-1]


def masked_phone(phone: str) -> str:
    """Enough to recognise one's own number, too little to call it."""
    area, dash, rest = phone.partition("-")
    if dash:
        return f"{area}-****{rest[-3:]}"
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 11 else "*" * len(phone)


def local(instant: datetime) -> datetime:
    """The instant on the wall clock of the county."""
    return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).astimezone(SHANGHAI)


def day(on: date, today: date, language: Language) -> str:
    """10月8日; with the year only when it is not this one."""
    key = "date.day" if on.year == today.year else "date.day_of_year"
    return language.say(
        key, year=on.year, month=on.month, day=on.day, name=language.say(f"date.month_{on.month}")
    )


def day_and_weekday(on: date, today: date, language: Language) -> str:
    """10月8日（周四）."""
    weekday = language.say(f"date.weekday_{on.weekday()}")
    return language.say("date.with_weekday", day=day(on, today, language), weekday=weekday)


def on_paper(at: datetime, language: Language, *, time: bool = False) -> str:
    """2026年9月28日 09:41: a document never says "today"."""
    when = local(at)
    name = language.say(f"date.month_{when.month}")
    key = "date.full_at" if time else "date.full"
    return language.say(key, year=when.year, month=when.month, day=when.day, name=name, time=f"{when:%H:%M}")


def moment(at: datetime, now: datetime, language: Language) -> str:
    """今天 09:41, or 9月22日 15:20."""
    when, today = local(at), local(now).date()
    if when.date() == today:
        return language.say("date.today_at", time=f"{when:%H:%M}")
    return f"{day(when.date(), today, language)} {when:%H:%M}"


def between(earlier: datetime, later: datetime) -> str:
    """A short span in seconds, for how soon an event was heard."""
    return f"{max((later - earlier) / timedelta(seconds=1), 0):.2f}"


def counted(n: int, *, more: bool = False) -> str:
    """A count as a page says it; `more`: only so many of them were looked at."""
    return f"{COUNTED_TO}+" if n > COUNTED_TO else f"{n}+" if more else str(n)
