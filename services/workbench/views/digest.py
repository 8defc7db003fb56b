"""今日提醒 as it is read: each limit that came near or was missed, with its matter, and who owes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from lianjie_contracts.vocabulary import ClockKind, ClockLevel
from services.workbench.clockchip import Chip, chip
from services.workbench.readmodel import ClockState, ClockView
from services.workbench.views.parts import duty_name
from services.workbench.words import day_and_weekday, local, moment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lianjie_contracts.directory import Directory
    from services.workbench.language import Language


@dataclass(frozen=True, slots=True)
class Warned:
    """One limit; `title` is empty for whom the matter is closed."""

    matter_id: str
    duty: str
    chip: Chip
    title: str
    number: str
    whose: str
    due: str


@dataclass(frozen=True, slots=True)
class Told:
    """The digest of one morning; `read_at` is empty until it was read."""

    day: str
    on: str
    rows: tuple[Warned, ...]
    urgent: tuple[Warned, ...]
    read_at: str
    whole: bool


def told(
    said: Mapping[str, Any], titles: Mapping[str, str], now: datetime, directory: Directory, words: Language
) -> Told:
    """From what deadlines says; `titles` are those of the matters that this person may see."""
    today, read_at = local(now).date(), said.get("read_at")

    def rows(part: str) -> tuple[Warned, ...]:
        return tuple(_warned(row, titles, now, directory, words) for row in said.get(part, ()))

    return Told(
        day=day_and_weekday(date.fromisoformat(said["day"]), today, words), on=str(said["day"]), rows=rows("rows"),
        urgent=rows("urgent"), read_at=moment(_at(read_at), now, words) if read_at else "", whole=bool(said["whole"]),
    )  # fmt: skip


def _warned(
    row: Mapping[str, Any], titles: Mapping[str, str], now: datetime, directory: Directory, words: Language
) -> Warned:
    unit, level = row.get("unit"), ClockLevel(row["level"])
    state = ClockState.BREACHED if level is ClockLevel.BLACK else ClockState.RUNNING
    clock = ClockView(
        row["clock_id"], row["clock"], row["name"], ClockKind.DUTY, state, level, started_at=_at(row["started_at"]),
        due_at=_at(row["due_at"]), overdue_days=int(row["overdue_days"]),
    )  # fmt: skip
    known = directory.unit(unit).name if unit and directory.has_unit(unit) else unit
    due = day_and_weekday(date.fromisoformat(row["due_on"]), local(now).date(), words)
    absent = words.say("timeline.stands_for", name=row["stands_for"]) if row.get("stands_for") else ""
    return Warned(
        row["matter_id"], duty_name(clock, words), chip(clock, now, words), titles.get(row["matter_id"], ""),
        str(row.get("number") or ""), (known or words.say("digest.office")) + absent, due,
    )  # fmt: skip


def _at(written: object) -> datetime:
    return datetime.fromisoformat(str(written))
