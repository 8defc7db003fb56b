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
class LeftLine:
    """An item that was worked on since, and stays."""

    item_no: str
    old_no: str
    because: str


@dataclass(frozen=True, slots=True)
class UndoView:
    """`sums`: how many are taken back, how many stay; `note` while it goes on."""

    sums: tuple[tuple[str, str], ...]
    note: str
    by: str
    left: tuple[LeftLine, ...]
    left_count: int


@dataclass(frozen=True, slots=True)
class BatchPage:
    """`sums`: words and numbers, the first of which is the sum of the others. `share`: per cent that was gone through."""

    id: str
    kind: str
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
    reconciles: str
    undo: UndoView | None

    @property
    def running(self) -> bool:
        return self.state in ("TAKING", "UNDOING")


@dataclass(frozen=True, slots=True)
class BatchLine:
    id: str
    what: str
    kind: str
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
        kind=words.word("import_kind", str(told["kind"])),
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
        reconciles=words.say("imports.reconciles", **{name: int(sums[name]) for name in SUMS}),
        undo=_undo(told, now, words) if told.get("undo") else None,
    )


def _undo(told: Mapping[str, Any], now: datetime, words: Language) -> UndoView:
    undo, left = told["undo"], told.get("left") or ()
    counts = {"undone": int(undo["undone"]), "left": int(undo["left"])}
    began = moment(datetime.fromisoformat(undo["since"]), now, words)
    return UndoView(
        sums=tuple((words.say(f"imports.sum_{name}"), str(n)) for name, n in counts.items()),
        note=words.say("imports.undoing_note", **counts),
        by=words.say("imports.undone_by", who=undo["by"], at=began),
        left=tuple(
            LeftLine(str(each["item_no"]), str(each["old_no"]), str(each["because"])) for each in left
        ),
        left_count=counts["left"],
    )


def line_view(told: Mapping[str, Any], now: datetime, words: Language) -> BatchLine:
    sums = _sums(told)
    return BatchLine(
        str(told["batch_id"]), _checked(told, now, words), words.word("import_kind", str(told["kind"])), words.word("import_state", str(told["state"])),
        *(str(int(sums[name])) for name in ("rows", "ready", "refused")),
    )  # fmt: skip


def _sums(told: Mapping[str, Any]) -> Mapping[str, Any]:
    sums: Mapping[str, Any] = told["checked"] if told["state"] == "CHECKED" else told["done"]
    return sums


def _checked(told: Mapping[str, Any], now: datetime, words: Language) -> str:
    at = moment(datetime.fromisoformat(told["checked_at"]), now, words)
    return words.say("imports.checked_by", who=told["checked_by"], at=at)
