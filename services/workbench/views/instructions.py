"""领导批示 as a list: who instructed what, who sees to it by name, and by when it is answered (RU4 to RU8, C37)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from services.workbench.clockchip import chip
from services.workbench.views.parts import NamedChip, duty_name
from services.workbench.words import day_and_weekday, grouped, local

if TYPE_CHECKING:
    from services.workbench.language import Language
    from services.workbench.readmodel import ClockView, MatterView

REPORTED, ANSWER = "matter_reported_up", "C37"
INSTRUCTS = frozenset({"RU4", "RU8"})


@dataclass(frozen=True, slots=True)
class Instruction:
    """The newest instruction on a matter; `chip` is none until its limit was heard of, `owner` empty until one is named."""

    matter_id: str
    title: str
    groups: tuple[str, ...]
    leader: str
    text: str
    owner: str
    due: str
    chip: NamedChip | None


def instructions(matters: Iterable[MatterView], now: datetime, words: Language) -> tuple[Instruction, ...]:
    """Those that are owed an answer, the nearest first."""
    rows = [(_clock(matter), matter) for matter in matters]
    rows.sort(key=lambda row: row[0].due_at if row[0] and row[0].due_at else datetime.max.replace(tzinfo=UTC))
    return tuple(_one(matter, clock, now, words) for clock, matter in rows)


def _one(matter: MatterView, clock: ClockView | None, now: datetime, words: Language) -> Instruction:
    told = [entry.facts for entry in reversed(matter.timeline) if entry.type == REPORTED]
    given = next((facts for facts in told if facts.get("moved") in INSTRUCTS), {})
    named = told[: told.index(given)] if given else []
    due = given.get("due_on", "")
    return Instruction(
        matter_id=matter.id, title=matter.title, groups=grouped(matter.number), leader=given.get("leader", ""),
        text=given.get("text", ""), owner=next((facts["owner"] for facts in named if facts.get("owner")), ""),
        due=day_and_weekday(date.fromisoformat(due), local(now).date(), words) if due else "",
        chip=NamedChip(duty_name(clock, words), chip(clock, now, words)) if clock else None,
    )  # fmt: skip


def _clock(matter: MatterView) -> ClockView | None:
    """Its limit, as long as nobody has answered."""
    return next((clock for clock in matter.clocks.values() if clock.clock == ANSWER and clock.runs), None)
