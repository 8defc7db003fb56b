"""A petitioner asks how the matter stands: C39 runs, for each question its own."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.progress_answered import ProgressAnswered
from lianjie_contracts.events.progress_asked import ProgressAsked
from services.deadlines.domain.happening import Happening
from services.deadlines.handlers.said import AFTER_THE_MATTER_S_OWN
from services.deadlines.keeping import keep_of_matter
from services.deadlines.law import Law


async def on_progress_asked(heard: Heard[ProgressAsked], work: Work, *, law: Law) -> None:
    """Row PQ1."""
    await keep_of_matter(heard.event.matter_id, work, law, about_question(heard, "PQ1"))


def about_question(heard: Heard[ProgressAsked] | Heard[ProgressAnswered], row: str) -> Happening:
    """What is heard of one question, by its number."""
    event, seq = heard.event, AFTER_THE_MATTER_S_OWN + heard.envelope.seq
    return Happening((row,), heard.envelope.id, seq, event.occurred_at, about=event.number)
