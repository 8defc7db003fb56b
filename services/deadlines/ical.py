"""What is due as an iCalendar feed [RFC 5545], for a calendar program: days, duties and numbers, and no word of any matter."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from services.deadlines.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from services.deadlines.due import Owing

KIND = "text/calendar; charset=utf-8"
LONGEST = 75  # bytes of a line; longer ones are folded


def feed(name: str, rows: Iterable[Owing], now: datetime) -> str:
    """One whole-day event per limit, under the limit's own id, so that a moved date moves its event."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Lianjie//deadlines//ZH",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for row in rows:
        lines += _event(row, now)
    return "".join(f"{folded}\r\n" for line in (*lines, "END:VCALENDAR") for folded in _folded(line))


def _event(row: Owing, now: datetime) -> Iterator[str]:
    of = words()
    behind = of.feed("provisional") if row.provisional else ""
    behind += of.feed("stands_for").format(name=row.stands_for) if row.stands_for else ""
    yield "BEGIN:VEVENT"
    yield f"UID:{row.clock_id}@lianjie"
    yield f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{row.due_on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{row.due_on + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(of.feed('late' if row.overdue_days else 'due').format(name=row.name, days=row.overdue_days) + behind)}"
    yield f"DESCRIPTION:{_text(of.feed('description').format(clock=row.clock, number=row.number))}"
    yield "END:VEVENT"


def _text(value: str) -> str:
    """Special characters as the standard wants them."""
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\\n").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 bytes, never through the middle of a character; each but the first begins with a blank."""
    piece = ""
    for character in line:
        if len((piece + character).encode()) > LONGEST:
            yield piece
            piece = " "
        piece += character
    yield piece
