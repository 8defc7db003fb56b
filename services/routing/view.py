"""What somebody may see of a matter over HTTP: offices their county, units their own share, as on their topic."""

from __future__ import annotations

from typing import Any

from chassis.identity import Principal
from lianjie_contracts.vocabulary import AssignmentRole
from services.routing.domain.matter import Matter
from services.routing.store import MATTERS

NEVER = {"petitioner_name", "accused_unit"}  # opened by intake, on record; never a unit's business [R22 30]
OF_A_TICKET = {"matter_id", "county", "state", "item_nos", "restricted", "received_at"}


def may_see(matter: Matter, caller: Principal) -> bool:
    """A restricted matter is seen by those who must act on it."""
    if caller.unit:
        return matter.share_of(caller.unit) is not None
    needed = not matter.restricted or caller.may("router", "office_deputy_head", "office_head")
    return caller.county == matter.county and needed


def shown_to(matter: Matter, caller: Principal) -> dict[str, Any]:
    """The matter as JSON: whole for the office; for a unit the claims it must answer, and for an accusation a ticket."""
    shown: dict[str, Any] = MATTERS.adapter.dump_python(matter, mode="json", exclude={"petitioner_name"})
    share = matter.share_of(caller.unit)
    if share is None:
        return shown
    if matter.restricted:
        return {name: value for name, value in shown.items() if name in OF_A_TICKET}
    seen = {name: value for name, value in shown.items() if name not in NEVER}
    if share.role == AssignmentRole.CO:
        seen["claims"] = [claim for claim in shown["claims"] if claim["claim_id"] in share.claim_ids]
        seen["assignments"] = [other for other in shown["assignments"] if other["unit"] == caller.unit]
        seen["opinion"] = None
    return seen
