"""An import is undone: a matter that nobody has touched since is as it was before registration (row U1 of our own [D], ADR 0027)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lianjie_contracts.base import MatterEvent
from lianjie_contracts.events.matter_undo_decided import MatterUndoDecided
from lianjie_contracts.vocabulary import MatterState as S
from services.routing.domain.acts import Act, Intent
from services.routing.domain.matter import Matter
from services.routing.domain.rows import DEPUTY, OFFICE_HEAD, Row, of_matter, row


@dataclass(frozen=True, slots=True)
class Undo:
    """The import that is taken back, and the item that it brought."""

    batch: str
    item_id: str


@of_matter("TOUCHED_SINCE", "导入后已有人办理或更正，不能撤销。请按更正办理。")
def untouched_since_import(matter: Matter, _: Intent) -> bool:
    """[D] What somebody has worked on since is theirs, and stays."""
    return matter.carried_until == matter.last_at and len(matter.item_ids) == 1


def _undone(_: Matter, intent: Intent, common: dict[str, Any]) -> MatterEvent:
    return MatterUndoDecided(**common, item_id=intent.brings.item_id, batch=intent.brings.batch, undone=True)


ROWS: tuple[Row, ...] = (
    row("U1", [state for state in S if state not in (S.NONE, S.UNKNOWN)], Act.UNDO_IMPORT,
        S.NONE, f"{OFFICE_HEAD} {DEPUTY}", "[D] ADR 0027", untouched_since_import,
        brings=Undo, tells=_undone, drives="assignment.end_with_matter"),
)  # fmt: skip
