"""Our own records of supervision: one that was escalated opens the next level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lianjie_contracts.vocabulary import SupervisionState
from services.deadlines.supervision.opening import open_next_level

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.supervision_moved import SupervisionMoved


async def on_supervision_moved(heard: Heard[SupervisionMoved], work: Work) -> None:
    """A record is one document and one write; the next level, another document, follows from its message."""
    if heard.event.state is SupervisionState.ESCALATED:
        await open_next_level(heard.event, work)
