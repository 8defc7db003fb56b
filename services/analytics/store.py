"""What analytics keeps: one fact per matter and one per clock. No rollup, so that no document is hot."""

from __future__ import annotations

from chassis.documents import Kind
from services.analytics.domain.facts import ClockFact, MatterFact

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
