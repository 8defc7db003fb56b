"""Own acceptance and the simple road: what is lawful, and what is refused."""

from __future__ import annotations

from dataclasses import replace

from lianjie_contracts.base import Actor
from lianjie_contracts.events.reply_accept import ClaimPath
from lianjie_contracts.vocabulary import MatterClass, MatterState as S, Path, Urgency
from services.routing.domain.matter import AssignmentState as A
from services.routing.domain.roads.taking import LeavingSimple, Own, OwnAcceptance, SimpleAcceptance
from tests.routing.builders import AT, ZJJ, a_claim, a_matter, a_share, a_wish
from tests.routing.roads.objecting import of_office

PAPER = OwnAcceptance(unit=ZJJ, basis="县信访局职能配置规定第三条", not_in_process_above=True)
OWN = Own(a_share(), competent=True, paper=PAPER)
SUGGESTED = a_matter(matter_class=MatterClass.SUGGESTION, claims=(a_claim(path=Path.SUGGESTION),))
SIGNED = a_matter(S.RECEIVED, assignments=(a_share(state=A.SIGNED),))
SIMPLE = a_matter(S.HANDLING, simple=True, accepted_at=AT, assignments=(a_share(state=A.ACK),))
NOT_SIMPLE = LeavingSimple(reason="需要现场勘查")
SIMPLY = SimpleAcceptance(
    paths=(ClaimPath(claim_id="c1", path=Path.PETITION, basis="《信访工作条例》第三十一条第六项"),)
)
DESK = Actor(id="router@450199", role="router", name="莫志远")

LAWFUL = {
    "5": (a_matter(), of_office("accept_own", OWN)),
    "5.2": (SUGGESTED, of_office("accept_own_suggestion", OWN)),
    "46.2": (a_matter(), of_office("accept_own_simple", OWN)),
    "46": (SIGNED, a_wish("accept_simple", SIMPLY)),
    "46.3": (SIMPLE, a_wish("leave_simple", NOT_SIMPLE)),
    "46.4": (replace(SIGNED, simple=True), a_wish("drop_simple", NOT_SIMPLE)),
}
PROVOKED = (
    ("own_competence", a_matter(), of_office("accept_own", replace(OWN, competent=False))),
    ("own_competence", a_matter(), of_office("accept_own", replace(OWN, paper=PAPER.model_copy(update={"basis": ""})))),
    ("not_in_process_above", a_matter(), of_office("accept_own", replace(OWN, paper=PAPER.model_copy(update={"not_in_process_above": False})))),
    ("simple_eligible", replace(SIGNED, urgency=Urgency.MAJOR), a_wish("accept_simple", SIMPLY)),
    ("simple_eligible", replace(SIGNED, item_ids=("1", "2")), a_wish("accept_simple", SIMPLY)),
    ("simple_eligible", replace(SIGNED, assignments=(a_share(), a_share("450199-rsj"))), a_wish("accept_simple", SIMPLY)),
    ("simple_running", SIGNED, a_wish("drop_simple", NOT_SIMPLE)),
)  # fmt: skip
