"""A question was answered: its C39 stops."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.progress_answered import ProgressAnswered
from services.deadlines.handlers.on_progress_asked import about_question
from services.deadlines.keeping import keep_of_matter
from services.deadlines.law import Law


async def on_progress_answered(heard: Heard[ProgressAnswered], work: Work, *, law: Law) -> None:
    """Row PQ2."""
    await keep_of_matter(heard.event.matter_id, work, law, about_question(heard, "PQ2"))
