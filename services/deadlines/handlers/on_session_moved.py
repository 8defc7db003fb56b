"""A joint session decided who does what by when: each decision is a limit (C38) of its matter, until the unit has reported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from chassis.documents import Kind
from chassis.work import Heard, Work
from lianjie_contracts.events.session_moved import SessionDecision, SessionMoved
from services.deadlines.domain.happening import Happening
from services.deadlines.domain.sheet import ClockSheet
from services.deadlines.handlers.said import AFTER_THE_MATTER_S_OWN
from services.deadlines.keeping import keep_of_matter
from services.deadlines.law import Law
from services.deadlines.store import SHEETS

DECIDED, CLOSED = "JS6", "JS10"


async def on_session_moved(heard: Heard[SessionMoved], work: Work, *, law: Law) -> None:
    """On the sheet of each decision's matter, so that a missed one is supervised there as any other duty is."""
    for decision in _concerned(heard.event):
        happened = Happening(
            (heard.event.row,), heard.envelope.id, AFTER_THE_MATTER_S_OWN + heard.envelope.seq, heard.event.occurred_at,
            unit=decision.unit, about=decision.decision_id, until=decision.due_on,
        )  # fmt: skip
        await keep_of_matter(decision.matter_id, work, law, happened)


def its_sheets(event: SessionMoved) -> Iterable[tuple[Kind[ClockSheet], str]]:
    """Of the matters that what was done says something of."""
    return ((SHEETS, decision.matter_id) for decision in _concerned(event))


def _concerned(event: SessionMoved) -> Iterator[SessionDecision]:
    """All decisions when they are made and when the session closes; else the one that the act was about."""
    whole = event.row in (DECIDED, CLOSED)
    return (each for each in event.decisions if whole or each.decision_id == event.decision_id)
