"""The act bar: which acts somebody may do on a matter now, and why not the others."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from chassis.decisions import Refused
from chassis.identity import Principal
from lianjie_contracts.vocabulary import MatterState
from services.routing.domain.acts import Act, Intent
from services.routing.domain.lifecycle import ACTS_ZH, CO_ASSIGNMENT, MATTER, UNIT_ACTS, refusals_of
from services.routing.domain.matter import Matter

# Refusals that speak of what is brought with the act, which the form will ask for: no reason to hide the act.
_LEFT_TO_THE_FORM = frozenset({
    "NO_REASON_CODE", "NO_ROUTE_BASIS", "NO_REMEDY", "TARGET_NOT_COMPETENT", "LEAD_NOT_SINGLE", "NO_REPORT_DUE", "CLAIM_UNANSWERED",
    "NO_DEPUTY_APPROVAL", "CLAIM_WITHOUT_PATH", "ONE_INVESTIGATOR", "BASIS_MISSING_OR_EXPIRED", "CLAIM_NOT_SHARED_OUT", "NOT_A_HANDLER", "OPINION_INCOMPLETE",
})  # fmt: skip


def allowed_acts(matter: Matter, caller: Principal, now: datetime) -> list[dict[str, Any]]:
    """Every act of the caller's post, in the order of the tables: {act, name, allowed, refusal_code, because}."""
    share = matter.share_of(caller.unit)
    rows = CO_ASSIGNMENT if share and share.role == "CO" else MATTER
    told = []
    for row in rows:
        act = Act(row.act)
        if row.roles & caller.roles and (act in UNIT_ACTS) == bool(caller.unit):
            refused = _blocked(
                matter, Intent(act, caller.actor(min(caller.roles)), now, caller.roles, caller.unit)
            )
            told.append({
                "act": act.value, "name": ACTS_ZH[act], "allowed": refused is None,
                "refusal_code": refused.code if refused else None, "because": refused.because if refused else None,
            })  # fmt: skip
    return told


def _blocked(matter: Matter, intent: Intent) -> Refused | None:
    """The first refusal that no form could mend."""
    if intent.act == Act.ISSUE_OPINION and matter.state == MatterState.HANDLING:
        return None  # issuing includes the handler's draft (rows 23 and 24 in one step)
    refusals = refusals_of(matter, intent)
    return next((refused for refused in refusals if refused.code not in _LEFT_TO_THE_FORM), None)
