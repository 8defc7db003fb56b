"""By telephone, a helper more, another lead: what is lawful, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from lianjie_contracts.vocabulary import AssignmentRole, MatterState as S, TransferMode, Urgency
from services.routing.domain.matter import AssignmentState as A
from services.routing.domain.roads.assigning import WrittenFollowup
from tests.routing.builders import AT, RSJ, ZJJ, a_claim, a_dispatch, a_matter, a_share, a_wish

CALL = "2026-09-28 09:20 电话告知县住建局值班室梁雨桐"
URGENT = a_matter(urgency=Urgency.URGENT)
BY_PHONE = a_dispatch(mode=TransferMode.ASSIGN, report_due_at=AT + timedelta(days=30), call=CALL)
TWO = (a_claim(1), a_claim(2))
ALONE = a_matter(S.HANDLING, claims=TWO, assignments=(a_share(state=A.ACK, claim_ids=("c1", "c2")),))
HELPED = a_dispatch(shares=(a_share(), a_share(RSJ, AssignmentRole.CO, claim_ids=("c2",))))
TWO_UNITS = (a_share(state=A.ACK), a_share(RSJ, AssignmentRole.CO, claim_ids=("c2",), state=A.ACK))
TOGETHER = replace(ALONE, assignments=TWO_UNITS)
SWAPPED = a_dispatch(
    shares=(a_share(RSJ, claim_ids=("c2",)), a_share(ZJJ, AssignmentRole.CO)), approved_by="deputy@450199"
)
FOLLOWUP = WrittenFollowup(number="云信交〔2026〕41号", sent_on=date(2026, 9, 29))
UNACCEPTED = replace(TOGETHER, assignments=(TWO_UNITS[0], replace(TWO_UNITS[1], state=A.SIGNED)))

LAWFUL = {
    "6.3": (URGENT, a_wish("assign_by_phone", BY_PHONE, unit=None)),
    "6.4": (ALONE, a_wish("add_assignment", HELPED, unit=None)),
    "6.5": (a_matter(S.DISPATCHED, call=CALL), a_wish("send_written_followup", FOLLOWUP, unit=None)),
    "6.6": (TOGETHER, a_wish("change_lead", SWAPPED, unit=None)),
}
PROVOKED = (
    ("urgency_major", a_matter(), a_wish("assign_by_phone", BY_PHONE)),
    ("call_stated", URGENT, a_wish("assign_by_phone", replace(BY_PHONE, call=" "))),
    ("urgent_call_recorded", a_matter(S.DISPATCHED), a_wish("send_written_followup", FOLLOWUP)),
    ("new_lead_has_accepted", UNACCEPTED, a_wish("change_lead", SWAPPED)),
)
