"""A unit's system asks for an act, by the reply of its own name or by the one for all: decided as if it had been asked in the window."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.base import Misfit, Reply
from lianjie_contracts.directory import Directory
from services.routing.replies import answer


async def on_reply_act(heard: Heard[Reply | Misfit], work: Work, *, directory: Directory) -> None:
    """Decided once and always answered. Who signs for the unit is what its system says."""
    await answer(heard, work, directory)
