"""督办 as it is read: a row of the desk, and one record with its steps and the acts this person may try."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from services.workbench.words import day_and_weekday, local, moment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lianjie_contracts.directory import Directory
    from services.workbench.language import Language

FIELDS: Mapping[str, tuple[str, ...]] = {
    "approve_level": (), "send_supervision": ("form", "text", "answer_by"), "drop_supervision": ("text",),
    "answer_supervision": ("facts", "measures", "done_on"), "verify_answer": ("text",), "reject_answer": ("failed", "text", "answer_by"),
    "escalate_supervision": ("text",), "propose_accountability": ("text",), "close_supervision": (),
}  # fmt: skip
LABELS = {"answer_by": "answer_until", "text": "text_other"}


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the record."""

    when: str
    what: str
    who: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """An act this person may try, with the fields of its form (name, label) and what stands in them at first."""

    act: str
    fields: tuple[tuple[str, str], ...]
    begins: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Record:
    """One record in words; `answer_by` is empty before it is sent."""

    id: str
    matter_id: str
    level: str
    ground: str
    state: str
    unit: str
    opened: str
    answer_by: str
    late: bool
    fruitless: int
    waits_for_approval: bool
    approved_by: str
    previous: str
    clock: str
    referred: bool
    unit_code: str
    steps: tuple[Step, ...]
    offers: tuple[Offer, ...]


def record(told: Mapping[str, Any], now: datetime, directory: Directory, words: Language) -> Record:
    """From what deadlines says of a record."""
    unit, due, clock = told.get("unit"), told.get("answer_by"), told.get("clock")
    known = directory.unit(unit).name if unit and directory.has_unit(unit) else unit
    return Record(
        id=told["supervision_id"], matter_id=told["matter_id"], level=words.word("supervision_level", told["level"]),
        ground=words.word("supervision_ground", told["ground"]), state=words.word("supervision_state", told["state"]),
        unit=known or words.say("supervision.of_office"), opened=moment(_at(told["opened_at"]), now, words),
        answer_by=day(due, now, words), late=bool(told.get("late")), fruitless=int(told.get("fruitless") or 0),
        waits_for_approval=bool(told.get("level_needs_approval")), approved_by=str((told.get("approved_by") or {}).get("name", "")),
        previous=str(told.get("previous") or ""), clock=words.word("duty", clock) if clock else "",
        referred=told["state"] == "REFERRED", unit_code=unit or "",
        steps=tuple(step_of(each, words.word("supervised", each["row"]), now, words) for each in told.get("steps", ())), offers=tuple(_offers(told, words)),
    )  # fmt: skip


def _offers(told: Mapping[str, Any], words: Language) -> Iterator[Offer]:
    begins = {"answer_by": str(told.get("answer_by_default") or ""), "form": "LETTER"}
    for act in (str(each["act"]) for each in told.get("acts", ())):
        if act in FIELDS:
            yield Offer(act, tuple((name, _label(act, name, words)) for name in FIELDS[act]), begins)


def _label(act: str, name: str, words: Language) -> str:
    own = f"supervision.{name}_{act}"
    return words.say(own if words.has(own) else f"supervision.{LABELS.get(name, name)}")


def step_of(told: Mapping[str, Any], what: str, now: datetime, words: Language) -> Step:
    """One line of a record; `what` was done."""
    form = told.get("form")
    said = [words.word("supervision_form", form)] if form else []
    said += [str(told[name]) for name in ("failed", "text", "measures") if told.get(name)]
    said += [f"{words.say(f'supervision.{label}')}：{day(told[name], now, words)}" for name, label in (("done_on", "done_on"), ("answer_by", "answer_until")) if told.get(name)]  # fmt: skip
    by = told.get("by") or {}
    return Step(
        moment(_at(told["at"]), now, words), what, str(by.get("name") or ""), tuple(said)
    )  # fmt: skip


def day(written: object, now: datetime, words: Language) -> str:
    return day_and_weekday(date.fromisoformat(str(written)), local(now).date(), words) if written else ""


def _at(written: object) -> datetime:
    return written if isinstance(written, datetime) else datetime.fromisoformat(str(written))
