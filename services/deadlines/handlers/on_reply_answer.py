"""A unit's system answers what was asked of it: decided as if it had been answered in the window."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.base import Misfit
from lianjie_contracts.directory import Directory
from lianjie_contracts.events.reply_answer import ReplyAnswer
from services.deadlines.replies import answer


async def on_reply_answer(heard: Heard[ReplyAnswer | Misfit], work: Work, *, directory: Directory) -> None:
    await answer(heard, work, directory)
