"""What is major or urgent goes up at once, wherever the matter stands (row 38); the report above is drafted with it [R22 25]."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from lianjie_contracts.base import MatterEvent
from lianjie_contracts.events.matter_escalated import MatterEscalated
from lianjie_contracts.vocabulary import MatterState as S, ReportGround, Urgency
from services.routing.domain.acts import Intent, Paper
from services.routing.domain.guards import written
from services.routing.domain.matter import Matter
from services.routing.domain.rows import (
    CLERK,
    HANDLER,
    LIAISON,
    RECEPTIONIST,
    REGISTRAR,
    ROUTER,
    Row,
    filled,
    of_form,
    row,
)

ANYWHERE = (
    S.REGISTERED, S.SCREENING, S.AWAITING_INFO, S.DISPATCHED, S.RECEIVED, S.OBJECTED, S.DISPUTED, S.ACCEPTED, S.HANDLING,
    S.ON_LEGAL_PATH, S.MEDIATING, S.HEARING, S.SUSPENDED, S.OPINION_READY, S.COMPLETED, S.CLOSED, S.REOPENED,
)  # fmt: skip


class Escalation(Paper):
    """重大紧急情况: how urgent, where it was not seen before, what has happened, and why it concerns
    those above."""

    urgency: Urgency | None = None
    fact: str = ""
    ground: ReportGround = ReportGround.GROUP


@of_form("NOT_URGENT", "该事项未标注重大紧急。")
def urgency_major(matter: Matter, intent: Intent) -> bool:
    """Seen at registration or now, and a fact that shows it."""
    return _urgency(matter, intent) in (Urgency.MAJOR, Urgency.URGENT) and written(intent, "fact")


def _urgency(matter: Matter, intent: Intent) -> Urgency:
    seen: Urgency | None = intent.says("urgency")
    return seen or matter.urgency


def _escalated(matter: Matter, intent: Intent, common: dict[str, Any]) -> MatterEvent:
    return filled(MatterEscalated, intent, common, urgency=_urgency(matter, intent))


def _urgent(matter: Matter, event: MatterEscalated) -> Matter:
    return replace(matter, urgency=event.urgency)


ROWS: tuple[Row, ...] = (
    row("38", ANYWHERE, "escalate_urgent", None, f"{REGISTRAR} {RECEPTIONIST} {CLERK} {ROUTER} {HANDLER} {LIAISON}", "R22 25; R05 26",
        urgency_major, brings=Escalation, tells=_escalated, then=_urgent, drives="report_up.draft_report"),
)  # fmt: skip
