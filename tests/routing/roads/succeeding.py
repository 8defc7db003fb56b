"""A lawful succession, and what is refused."""

from __future__ import annotations

from lianjie_contracts.vocabulary import AssignmentRole, MatterState as S
from services.routing.domain.matter import AssignmentState as A
from tests.routing.builders import RSJ, ZJJ, a_claim, a_dispatch, a_matter, a_share, a_wish

NEW = "450199-zjcxj"
TWO = (a_claim(1), a_claim(2))
HELD = (a_share(state=A.ACK), a_share(RSJ, AssignmentRole.CO, claim_ids=("c2",)))
IN_HAND = a_matter(S.HANDLING, claims=TWO, assignments=HELD)
TAKEN_OVER = (a_share(NEW, assignment_id=f"a-{ZJJ}", state=A.ACK), HELD[1])
PAPER = "云编发〔2026〕12号"

LAWFUL = {
    "SU1": (IN_HAND, a_wish("hand_to_successor", a_dispatch(shares=TAKEN_OVER, reason=PAPER), unit=None))
}
PROVOKED = (
    ("something_to_succeed", IN_HAND, a_wish("hand_to_successor", a_dispatch(shares=HELD, reason=PAPER))),
    ("succession_papered", IN_HAND, a_wish("hand_to_successor", a_dispatch(shares=TAKEN_OVER, reason=" "))),
)
