"""Our own recommendations: the limit of the written answer (C19) begins and ends with them."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.recommendation_moved import RecommendationMoved
from services.deadlines.domain.happening import Happening
from services.deadlines.domain.rows import CLOCK_EFFECTS
from services.deadlines.handlers.said import AFTER_THE_MATTER_S_OWN
from services.deadlines.keeping import keep_of_matter
from services.deadlines.law import Law


async def on_recommendation_moved(heard: Heard[RecommendationMoved], work: Work, *, law: Law) -> None:
    event = heard.event
    if event.row in CLOCK_EFFECTS:
        moved = Happening(
            (event.row,), heard.envelope.id, AFTER_THE_MATTER_S_OWN + heard.envelope.seq, event.occurred_at, unit=event.unit,
            about=event.recommendation_id,
        )  # fmt: skip
        await keep_of_matter(event.matter_id, work, law, moved)
