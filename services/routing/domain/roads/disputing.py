"""Nobody holds a matter to be its own: negotiated in vain, then designated or agreed upon, and no objection any more.

Rows 11, 12, 12.2, 12.3 [R22 24]. The petitioner waits for no quarrel: the office's own limit is not paused (C02, C48).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from lianjie_contracts.base import UnitCode
from lianjie_contracts.events.matter_dispatched import MatterDispatched
from lianjie_contracts.events.matter_disputed import MatterDisputed
from lianjie_contracts.vocabulary import AssignmentRole, MatterState as S
from services.routing.domain.acts import Intent, Paper
from services.routing.domain.guards import written
from services.routing.domain.matter import AssignmentState as A, Matter
from services.routing.domain.roads.dispatching import (
    Sending,
    accused_not_target,
    claims_shared_out,
    dispatched,
    one_lead,
    sent,
    target_competent,
)
from services.routing.domain.roads.objecting import not_designated
from services.routing.domain.rows import (
    COORDINATOR,
    HEAD,
    LEADER,
    LIAISON,
    OFFICE_HEAD,
    ROUTER,
    Row,
    of_form,
    row,
)

HOLDS = (A.SIGNED, A.OBJECTED, A.CONFIRMED, A.ACK)


class Dispute(Paper):
    """Which units have negotiated in vain, and the minutes of it."""

    units: tuple[UnitCode, ...]
    minutes: str = ""
    reason: str = ""


class Designation(Sending):
    """The signed decision on who is competent: its number and day."""

    decision: str = ""
    decided_on: date | None = None


class Agreement(Sending):
    """What the units have agreed upon, as their signed minutes say it: number and day."""

    minutes: str = ""
    decided_on: date | None = None


class Holder(Paper):
    """The decision that a unit which has the papers already is competent."""

    unit: UnitCode
    decision: str = ""
    decided_on: date | None = None
    report_due_on: date | None = None
    reason: str = ""


@of_form("NO_NEGOTIATION", "须先由有关单位协商。")
def two_units_failed(_: Matter, intent: Intent) -> bool:
    return len(set(intent.says("units") or ())) >= 2 and written(intent, "minutes")


@of_form("NO_DESIGNATION", "请上传指定管辖决定。")
def designation_text(_: Matter, intent: Intent) -> bool:
    """The decision by its number and day, which is not to come."""
    decided_on = intent.says("decided_on")
    return written(intent, "decision") and decided_on is not None and decided_on <= intent.on


@of_form("NO_MINUTES", "请上传各单位签署的协商纪要。")
def consultation_minutes(matter: Matter, intent: Intent) -> bool:
    return designation_text(matter, intent) is None


@of_form("UNIT_NOT_SIGNED", "该单位尚未签收。")
def unit_has_signed(matter: Matter, intent: Intent) -> bool:
    named = next(iter(intent.says("targets") or ()), None)
    share = matter.share_of(named)
    return share is not None and share.state in HOLDS


def _held(matter: Matter, event: MatterDispatched) -> Matter:
    """The unit leads with all that the lead had; its share is signed for already, and whoever led before gives it back."""
    lead = event.assignments[0]
    others = tuple(
        replace(share, role=AssignmentRole.CO, state=A.RECALLED, claim_ids=()) if share.role == AssignmentRole.LEAD else share
        for share in matter.assignments if share.unit != lead.unit
    )  # fmt: skip
    own = next(share for share in matter.assignments if share.unit == lead.unit)
    now = replace(own, role=AssignmentRole.LEAD, state=A.SIGNED, claim_ids=lead.claim_ids, designated=True)
    return replace(
        matter, assignments=(now, *others), report_due_at=event.report_due_at or matter.report_due_at
    )


SENT_BY_DECISION = "assignment.send closing_check.expect_report"
ROWS: tuple[Row, ...] = (
    row("11", [S.SCREENING, S.RECEIVED, S.OBJECTED], "open_dispute", S.DISPUTED, f"{ROUTER} {LIAISON} {HEAD}", "R22 24; R05 24",
        two_units_failed, not_designated,
        brings=Dispute, tells=MatterDisputed, drives="closing_check.report_not_due"),
    row("12", [S.DISPUTED], "designate", S.DISPATCHED, f"{LEADER} {OFFICE_HEAD}", "R22 24",
        designation_text, target_competent, accused_not_target, one_lead, claims_shared_out,
        brings=Designation, tells=dispatched, then=sent, drives=SENT_BY_DECISION),
    row("12.2", [S.DISPUTED], "designate_holder", S.RECEIVED, f"{LEADER} {OFFICE_HEAD}", "R22 24",
        designation_text, unit_has_signed,
        brings=Holder, tells=dispatched, then=_held, drives="closing_check.expect_report"),
    row("12.3", [S.DISPUTED], "consultation_agreed", S.DISPATCHED, f"{ROUTER} {COORDINATOR}", "R22 24; R05 24; corrections 7",
        consultation_minutes, target_competent, accused_not_target, one_lead, claims_shared_out,
        brings=Agreement, tells=dispatched, then=sent, drives=SENT_BY_DECISION),
)  # fmt: skip
