"""A batch of imports as its page shows it: what becomes of its rows, and how far it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from services.workbench.words import moment

if TYPE_CHECKING:
    from services.workbench.language import Language

SUMS = ("rows", "ready", "there", "refused")


@dataclass(frozen=True, slots=True)
class FaultLine:
    """`row` is empty for a fault of the whole table."""

    row: str
    column: str
    because: str


@dataclass(frozen=True, slots=True)
class BatchPage:
    """`sums`: words and numbers, the first of which is the sum of the others. `share`: per cent that was gone through."""

    id: str
    state: str
    sums: tuple[tuple[str, str], ...]
    ready: int
    refused: int
    faults: tuple[FaultLine, ...]
    bad_rows: int
    share: int
    gone_through: str
    checked: str
    taken: str

    @property
    def running(self) -> bool:
        return self.state == "TAKING"


@dataclass(frozen=True, slots=True)
class BatchLine:
    id: str
    what: str
    state: str
    rows: str
    ready: str
    refused: str


def batch_view(told: Mapping[str, Any], now: datetime, words: Language) -> BatchPage:
    sums, state, all_rows = _sums(told), str(told["state"]), int(told["checked"]["rows"])
    past = "done_" if state != "CHECKED" else ""
    faults = tuple(
        FaultLine(str(each["row"] or ""), str(each["column"]), str(each["because"]))
        for each in told["faults"]
    )
    taken = ""
    if told["taken_by"]:
        began = moment(datetime.fromisoformat(told["started_at"]), now, words)
        taken = words.say("imports.taken_by", who=told["taken_by"], at=began)
    return BatchPage(
        id=str(told["batch_id"]),
        state=state,
        sums=tuple((words.say(f"imports.sum_{past}{name}"), str(int(sums[name]))) for name in SUMS),
        ready=int(sums["ready"]),
        refused=int(sums["refused"]),
        faults=faults,
        bad_rows=len({fault.row for fault in faults}),
        share=min(100, 100 * int(told["done"]["rows"]) // max(1, all_rows)),
        gone_through=words.say("imports.gone_through", n=told["done"]["rows"], all=all_rows),
        checked=_checked(told, now, words),
        taken=taken,
    )


def line_view(told: Mapping[str, Any], now: datetime, words: Language) -> BatchLine:
    sums = _sums(told)
    return BatchLine(
        str(told["batch_id"]), _checked(told, now, words), words.word("import_state", str(told["state"])),
        *(str(int(sums[name])) for name in ("rows", "ready", "refused")),
    )  # fmt: skip


def _sums(told: Mapping[str, Any]) -> Mapping[str, Any]:
    sums: Mapping[str, Any] = told["checked"] if told["state"] == "CHECKED" else told["done"]
    return sums


def _checked(told: Mapping[str, Any], now: datetime, words: Language) -> str:
    at = moment(datetime.fromisoformat(told["checked_at"]), now, words)
    return words.say("imports.checked_by", who=told["checked_by"], at=at)
