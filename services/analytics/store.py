"""What analytics keeps: one fact per matter, per clock, per visit to a hall and per on-site card. No rollup, so that no document is hot."""

from __future__ import annotations

from chassis.documents import Kind
from services.analytics.domain.facts import ClockFact, MatterFact
from services.analytics.domain.hall import CardFact, VisitFact

MATTER_FACTS: Kind[MatterFact] = Kind(
    "matter_facts", MatterFact,
    indexes=(
        ("county", "items.month"), ("unit", "items.month"),
        ("county", "dispatches.month"), ("unit", "dispatches.month"),
        ("county", "ended_at", "opened_at"), ("unit", "ended_at", "opened_at"),
        ("county", "accepted_at"), ("unit", "accepted_at"),
    ),
)  # fmt: skip
CLOCK_FACTS: Kind[ClockFact] = Kind(
    "clock_facts", ClockFact,
    indexes=(
        ("county", "clock", "due_month"), ("unit", "clock", "due_month"),
        ("county", "met", "due_at"), ("matter_id",),
    ),
)  # fmt: skip
VISIT_FACTS: Kind[VisitFact] = Kind("visit_facts", VisitFact, indexes=(("county", "month", "day"),))
CARD_FACTS: Kind[CardFact] = Kind("card_facts", CardFact, indexes=(("county", "month", "day"),))
