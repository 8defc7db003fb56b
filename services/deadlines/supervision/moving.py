"""One act on one record: the whole record after it, or why it stays as it is."""

from __future__ import annotations

from typing import Any

from chassis.decisions import Changed, Decision, Refused
from lianjie_contracts.events.supervision_moved import SupervisionMoved, SupervisionStep
from lianjie_contracts.vocabulary import SupervisionState
from services.deadlines.supervision.lifecycle import MACHINE
from services.deadlines.supervision.rules import rules
from services.deadlines.supervision.supervision import (
    Act,
    Answering,
    Intent,
    Opening,
    Rejecting,
    Sending,
    Supervision,
)

WRITTEN = ("form", "failed", "measures", "done_on", "answer_by")


def decide(id_: str, county: str, held: Supervision | None, intent: Intent) -> Decision[Supervision]:
    """The record after one act with its message, or the first refusal."""
    told = moved(id_, county, held, intent)
    return told if isinstance(told, Refused) else Changed(Supervision(told), (told,))


def moved(id_: str, county: str, held: Supervision | None, intent: Intent) -> SupervisionMoved | Refused:
    row = MACHINE.permits(held.state if held else None, held, intent)
    if isinstance(row, Refused):
        return row
    if held is None:
        return _opened(id_, county, row.number, intent)
    changed: dict[str, Any] = {
        "occurred_at": intent.at, "by": intent.by, "row": row.number, "state": row.after(held.state),
        "steps": (*held.told.steps, _step(row.number, intent)),
    }  # fmt: skip
    return held.told.model_copy(update=changed | _changes(held.told, intent))


def _opened(id_: str, county: str, row: str, intent: Intent) -> SupervisionMoved:
    opening = intent.of(Opening)
    assert opening is not None, "the guard has seen the ground on it"
    assert opening.ground is not None
    by_head = "office_deputy_head" in intent.roles and opening.level in rules().approved
    return SupervisionMoved(
        occurred_at=intent.at, by=intent.by, supervision_id=id_, matter_id=opening.matter_id, county=county, row=row,
        state=SupervisionState.OPEN, level=opening.level, ground=opening.ground, unit=opening.unit, clock=opening.clock,
        clock_id=opening.clock_id, opened_at=intent.at, opened_by=intent.by, approved_by=intent.by if by_head else None,
        previous=opening.previous, steps=(SupervisionStep(row=row, at=intent.at, by=intent.by, text=opening.reason),),
    )  # fmt: skip


def _changes(told: SupervisionMoved, intent: Intent) -> dict[str, Any]:
    """What an act sets beside the state."""
    match intent.act:
        case Act.APPROVE:
            return {"approved_by": intent.by}
        case Act.SEND:
            sending = intent.of(Sending)
            return {"answer_by": sending.answer_by if sending else None}
        case Act.REJECT:
            rejecting = intent.of(Rejecting)
            return {"fruitless": told.fruitless + 1, "answer_by": rejecting.answer_by if rejecting else None}
        case _:
            return {}


def _step(row: str, intent: Intent) -> SupervisionStep:
    written = {name: getattr(intent.brings, name) for name in WRITTEN if hasattr(intent.brings, name)}
    answer = intent.of(Answering)
    text = answer.facts if answer else getattr(intent.brings, "text", "")
    return SupervisionStep(row=row, at=intent.at, by=intent.by, text=text, **written)
