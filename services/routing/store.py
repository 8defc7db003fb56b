"""What routing keeps: matters, whole; what grows with the years lies beside them in the history."""

from __future__ import annotations

from chassis.documents import Kind
from services.routing.domain.matter import Matter

MATTERS: Kind[Matter] = Kind(
    "matters",
    Matter,
    subject="matter",
    topic="routing.matters.v1",
    indexes=(("county", "state"), ("county", "exchange"), ("item_nos",)),
)
