"""A ticket of a hall has ended: a visit, if somebody was talked with."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.ticket_ended import TicketEnded
from lianjie_contracts.vocabulary import TicketEnd
from services.analytics.domain.hall import VisitFact
from services.analytics.store import VISIT_FACTS


async def on_ticket_ended(heard: Heard[TicketEnded], work: Work) -> None:
    event = heard.event
    if event.outcome is TicketEnd.DONE:
        await work.save(
            VISIT_FACTS, event.ticket_id, VisitFact(event.county, f"{event.day:%Y-%m}", event.day)
        )
