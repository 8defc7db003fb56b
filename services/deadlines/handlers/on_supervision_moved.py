"""Our own records of supervision: the limit of the unit's answer (C20), and the next level of one that was escalated."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.supervision_moved import SupervisionMoved
from lianjie_contracts.vocabulary import SupervisionState
from services.deadlines.domain.happening import Happening
from services.deadlines.handlers.said import AFTER_THE_MATTER_S_OWN
from services.deadlines.keeping import keep_of_matter
from services.deadlines.law import Law
from services.deadlines.supervision.opening import open_next_level

NO_LIMIT = frozenset({"SV1", "SVA", "SV3", "SV9"})


async def on_supervision_moved(heard: Heard[SupervisionMoved], work: Work, *, law: Law) -> None:
    """A record is one document and one write; the sheet of limits and the next level follow from its message."""
    event = heard.event
    if event.row not in NO_LIMIT:
        moved = Happening(
            (event.row,), heard.envelope.id, AFTER_THE_MATTER_S_OWN + heard.envelope.seq, event.occurred_at, unit=event.unit,
            about=event.supervision_id, until=event.answer_by,
        )  # fmt: skip
        await keep_of_matter(event.matter_id, work, law, moved)
    if event.state is SupervisionState.ESCALATED:
        await open_next_level(event, work)
