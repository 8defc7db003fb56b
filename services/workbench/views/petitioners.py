"""What petitioners have asked for, as the office reads it: the open questions first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.workbench.words import moment

if TYPE_CHECKING:
    from datetime import datetime

    from services.workbench.language import Language
    from services.workbench.readmodel import MatterView


@dataclass(frozen=True, slots=True)
class Row:
    """`waits`: a question that nobody has answered yet."""

    number: str
    what: str
    when: str
    text: str
    answer: str
    waits: bool
    note: str


def requests_of(matter: MatterView, now: datetime, language: Language) -> tuple[Row, ...]:
    rows = []
    for each in sorted(matter.requests.values(), key=lambda r: r.at, reverse=True):
        word = language.word("application", each.word) if each.type == "application_made" else ""
        if each.type.startswith("evaluation"):
            word = f"{language.word('rated', 'OFFICE' if each.key == 'OFFICE' else 'UNIT')}：{language.word('level_given', each.word or 'NONE')}"
        rows.append(
            Row(
                each.number, word or language.word("request", each.type), moment(each.at, now, language), each.text, each.answer,
                each.type == "progress_asked" and not each.answer, language.say("flagged.true") if each.flagged else "",
            )
        )  # fmt: skip
    return tuple(sorted(rows, key=lambda row: not row.waits))
