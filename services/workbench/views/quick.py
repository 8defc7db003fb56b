"""A quick report as it is read: by its sender, and by those who work on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from services.workbench.words import day_and_weekday, grouped, local, moment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from services.workbench.language import Language

LEVELS = ("SATISFIED", "FAIRLY_SATISFIED", "DISSATISFIED")


@dataclass(frozen=True, slots=True)
class Told:
    """One report in words. `phase`: which one runs, and since when; `redo_by`: the day by which it is to be done again; `body` is what intake said."""

    groups: tuple[str, ...]
    state: str
    kind: str
    where: str
    submitted: str
    last: str
    phase: str
    redo_by: str
    rejected: str
    level: str
    body: Mapping[str, Any]


def told(body: Mapping[str, Any], now: datetime, words: Language) -> Told:
    began = body.get("phase_began_at")
    phase = str(body.get("phase") or "")
    running, redo = "", str(body.get("redo_due_on") or "")
    if phase and began:
        running = words.say(f"quick_phase.{phase}", since=moment(_at(began), now, words))
    return Told(
        groups=tuple(grouped(str(body["number"]))),
        state=words.word("quick_state", str(body["state"])),
        kind=kind_name(str(body["kind_code"]), str(body["kind"]), words),
        where=words.say("punctuation.space").join(part for part in (body["place"], body["where"]) if part),
        submitted=moment(_at(body["submitted_at"]), now, words),
        last=moment(_at(body["last_at"]), now, words),
        phase=running,
        redo_by=day_and_weekday(date.fromisoformat(redo), local(now).date(), words) if redo else "",
        rejected=words.word("quick_reject", str(body["rejected"])) if body["rejected"] else "",
        level=words.word("quick_level", str(body["level"])) if body["level"] else "",
        body=body,
    )


def kind_name(code: str, name: str, words: Language) -> str:
    """In the reader's language where it is known; a county's own kinds are called as the county calls them."""
    return words.say(f"quick_kind.{code}") if words.has(f"quick_kind.{code}") else name


def _at(written: object) -> datetime:
    return written if isinstance(written, datetime) else datetime.fromisoformat(str(written))
