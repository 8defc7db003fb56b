"""The act bar: which acts somebody may do on a matter now, and why not the others."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from chassis.decisions import Refused
from chassis.identity import Principal
from services.routing.domain.acts import Act, Intent
from services.routing.domain.lifecycle import ACTS_ZH, CO_ASSIGNMENT, MATTER, UNIT_ACTS, permits
from services.routing.domain.matter import Matter

# Refusals that speak of what is brought with the act, which the form will ask for: no reason to hide the act.
_LEFT_TO_THE_FORM = frozenset({
    "NO_REASON_CODE", "NO_ROUTE_BASIS", "NO_REMEDY", "TARGET_NOT_COMPETENT", "LEAD_NOT_SINGLE", "NO_REPORT_DUE", "CLAIM_UNANSWERED",
    "NO_DEPUTY_APPROVAL", "CLAIM_WITHOUT_PATH", "ONE_INVESTIGATOR", "BASIS_MISSING_OR_EXPIRED", "OPINION_INCOMPLETE",
})  # fmt: skip


def allowed_acts(matter: Matter, caller: Principal, now: datetime) -> list[dict[str, Any]]:
    """Every act of the caller's post, in the order of the tables: {act, name, allowed, refusal_code, because}."""
    share = matter.share_of(caller.unit)
    rows = CO_ASSIGNMENT if share and share.role == "CO" else MATTER
    told = []
    for row in rows:
        if not row.roles & caller.roles or (row.act in UNIT_ACTS) != bool(caller.unit):
            continue
        intent = Intent(row.act, caller.actor(sorted(caller.roles)[0]), now, caller.roles, caller.unit)
        refusal = permits(matter, intent)
        blocked = isinstance(refusal, Refused) and refusal.code not in _LEFT_TO_THE_FORM
        told.append({
            "act": row.act.value, "name": ACTS_ZH[Act(row.act)], "allowed": not blocked,
            "refusal_code": refusal.code if blocked and isinstance(refusal, Refused) else None,
            "because": refusal.because if blocked and isinstance(refusal, Refused) else None,
        })  # fmt: skip
    return told
