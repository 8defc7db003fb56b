"""What waits for somebody else's approval: what is lawful, and what is refused."""

from __future__ import annotations

from dataclasses import replace

from lianjie_contracts.base import Actor
from lianjie_contracts.vocabulary import MatterState as S
from services.routing.domain.acts import Act
from services.routing.domain.beside import ApprovalState, Proposal
from services.routing.domain.roads.approving import Asking, Verdict
from tests.routing.builders import AT, PERSON, ZJJ, a_matter, a_wish
from tests.routing.roads.objecting import of_office

DEPUTY = Actor(id="deputy@450199", role="office_deputy_head", name="覃国安")
HEADS = frozenset({"office_deputy_head"})
HOLD = {"reason_code": "NO_VALUE_OR_UNCLEAR", "reason": "无法辨认"}
ASKED = replace(
    a_matter(S.SCREENING), approval=ApprovalState.WAITING, proposals=1,
    proposal=Proposal(1, "hold_letter", HOLD, PERSON, AT),
)  # fmt: skip
OF_UNIT = replace(ASKED, proposal=Proposal(1, "undeliverable", {}, PERSON, AT, unit="450199-rsj"))


def decided(act: str, no: int = 1, reason: str = "") -> object:
    return replace(of_office(act, Verdict(no, reason)), by=DEPUTY, roles=HEADS)


LAWFUL = {
    "AP1": (a_matter(S.SCREENING), of_office(Act.ASK_APPROVAL, Asking("hold_letter", HOLD))),
    "AP2": (ASKED, decided(Act.APPROVE_PROPOSAL)),
    "AP3": (ASKED, decided("return_proposal", reason="先电话核实来信人")),
    "AP4": (ASKED, of_office("take_back_proposal", Verdict(1))),
}
PROVOKED = (
    ("approval_is_needed", a_matter(S.SCREENING), of_office(Act.ASK_APPROVAL, Asking("forward", {}))),
    ("proposal_as_read", ASKED, decided(Act.APPROVE_PROPOSAL, no=2)),
    ("approver_allowed", OF_UNIT, a_wish(Act.APPROVE_PROPOSAL, Verdict(1), roles=frozenset({"unit_head"}), unit=ZJJ)),
    ("approver_allowed", ASKED, replace(decided(Act.APPROVE_PROPOSAL), roles=frozenset({"office_head"}))),
    ("approver_not_proposer", replace(ASKED, proposal=replace(ASKED.proposal, by=DEPUTY)), decided(Act.APPROVE_PROPOSAL)),
    ("return_reason_given", ASKED, decided("return_proposal", reason=" ")),
    ("own_proposal", ASKED, replace(of_office("take_back_proposal", Verdict(1)), by=DEPUTY)),
)  # fmt: skip
