"""A unit's system asks for an act in a joint session: decided as if it had been asked in the window."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.base import Misfit
from lianjie_contracts.directory import Directory
from lianjie_contracts.events.reply_session import ReplySession
from services.routing.sessions.replies import answer


async def on_reply_session(heard: Heard[ReplySession | Misfit], work: Work, *, directory: Directory) -> None:
    """Decided once and always answered. Who speaks for the unit is what its system says."""
    await answer(heard, work, directory)
