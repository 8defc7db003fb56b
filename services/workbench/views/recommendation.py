"""建议书 as it is read: a row of the list, and one record with its text, its answer, its steps and the acts one may try."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from services.workbench.views.supervision import Step, day, step_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from lianjie_contracts.directory import Directory
    from services.workbench.language import Language

# What each kind of text asks for, in the order of the page; then what each act asks for.
TEXTS: Mapping[str, tuple[str, ...]] = {
    "IMPROVE": ("facts", "suggestion"),
    "POLICY": ("policy", "facts", "suggestion"),
    "ACCOUNTABILITY": ("about", "finding", "facts", "unit_statement", "suggestion"),
}
FIELDS: Mapping[str, tuple[str, ...]] = {
    "send_recommendation": (), "drop_recommendation": ("text",), "answer_recommendation": ("result", "reasons", "text"),
    "close_recommendation": (),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Record:
    """One recommendation in words; `text` and `answer` are pairs of heading and words."""

    id: str
    matter_id: str
    kind: str
    state: str
    unit: str
    answer_by: str
    late: bool
    text: tuple[tuple[str, str], ...]
    answer: tuple[tuple[str, str], ...]
    steps: tuple[Step, ...]
    offers: tuple[tuple[str, tuple[str, ...]], ...]


def record(told: Mapping[str, Any], now: datetime, directory: Directory, words: Language) -> Record:
    """From what deadlines says of a recommendation."""
    kind, result = str(told["kind"]), told.get("result")
    said = dict(told) | {"about": unit_name(told.get("about"), directory)}
    text = [(label(name, kind, words), str(said[name])) for name in TEXTS.get(kind, ()) if said.get(name)]
    answer = [(words.say("recommendation.result"), words.word("suggestion_result", result))] if result else []
    answer += [(words.say("recommendation.reasons"), told["reasons"])] if told.get("reasons") else []
    return Record(
        id=told["recommendation_id"], matter_id=told["matter_id"], kind=words.word("recommendation_kind", kind),
        state=words.word("recommendation_state", told["state"]), unit=unit_name(told["unit"], directory),
        answer_by=day(told.get("answer_by"), now, words), late=bool(told.get("late")), text=tuple(text), answer=tuple(answer),
        steps=tuple(step_of(each, words.word("recommended", each["row"]), now, words) for each in told.get("steps", ())),
        offers=tuple((act, FIELDS[act]) for act in (str(each["act"]) for each in told.get("acts", ())) if act in FIELDS),
    )  # fmt: skip


def label(name: str, kind: str, words: Language) -> str:
    """What a part of the text is called in a text of this kind."""
    own = f"recommendation.{name}_{kind.lower()}"
    return words.say(own if words.has(own) else f"recommendation.{name}")


def unit_name(code: str | None, directory: Directory) -> str:
    return directory.unit(code).name if code and directory.has_unit(code) else code or ""
