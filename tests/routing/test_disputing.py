"""A dispute ends in a unit that may not object any more; and who helps or leads changes without losing a claim."""

from __future__ import annotations

from dataclasses import replace

from lianjie_contracts.directory import Directory, Unit
from lianjie_contracts.vocabulary import AssignmentRole, MatterState as S, TransferMode
from services.routing.domain.matter import AssignmentState as A, Matter
from services.routing.domain.roads.assigning import Helper, NewLead, PhoneOrder
from services.routing.domain.roads.dispatching import CoUnit
from services.routing.domain.roads.disputing import Agreement, Designation, Holder
from services.routing.sending import prepared
from tests.routing.builders import JW, RSJ, ZJJ, a_claim, a_matter, a_share, a_wish
from tests.routing.roads.assigning import ALONE, TOGETHER
from tests.routing.roads.disputing import DECIDED, DISPUTED, NEGOTIATED
from tests.routing.roads.objecting import OBJECTION, of_office
from tests.routing.test_objecting import done, refused

UNITS = tuple(Unit(code=code, name=f"单位 {code[7:]}", county="450199") for code in (ZJJ, RSJ, JW))
DIRECTORY = Directory(counties=(), units=UNITS, places=())


def by_paper(act: str, paper: object, matter: Matter):
    return of_office(act, prepared(paper, matter, DIRECTORY))


def test_a_designated_unit_signs_and_may_not_object() -> None:
    sent = done(DISPUTED, by_paper("designate", Designation(unit=RSJ, **DECIDED), DISPUTED))
    signed = done(sent, a_wish("sign_for", unit=RSJ))
    assert refused(signed, a_wish("object", OBJECTION, unit=RSJ)) == "DESIGNATED"
    assert refused(signed, a_wish("open_dispute", NEGOTIATED, unit=RSJ)) == "DESIGNATED"


def test_what_the_units_have_agreed_upon_binds_like_a_designation() -> None:
    minutes = {"minutes": "协商纪要〔2026〕1号", "decided_on": DECIDED["decided_on"]}
    sent = done(DISPUTED, by_paper("consultation_agreed", Agreement(unit=RSJ, **minutes), DISPUTED))
    assert sent.state == S.DISPATCHED
    assert sent.lead
    assert sent.lead.designated


def test_a_co_unit_that_is_designated_leads_with_the_claims_of_who_led() -> None:
    claims = (a_claim(1), a_claim(2))
    co = a_share(RSJ, AssignmentRole.CO, claim_ids=("c2",), state=A.SIGNED)
    matter = a_matter(S.DISPUTED, claims=claims, assignments=(a_share(state=A.OBJECTED), co))
    held = done(matter, by_paper("designate_holder", Holder(unit=RSJ, **DECIDED), matter))
    assert held.state == S.RECEIVED
    assert [(s.unit, s.role, s.state, s.claim_ids) for s in held.assignments] == [
        (RSJ, AssignmentRole.LEAD, A.SIGNED, ("c1", "c2")), (ZJJ, AssignmentRole.CO, A.RECALLED, ()),
    ]  # fmt: skip


def test_a_helper_takes_its_claims_off_the_lead_which_goes_on() -> None:
    helped = done(ALONE, by_paper("add_assignment", Helper(unit=RSJ, claim_ids=("c2",)), ALONE))
    assert [(s.unit, s.state, s.claim_ids) for s in helped.assignments] == [
        (ZJJ, A.ACK, ("c1",)), (RSJ, A.SENT, ("c2",)),
    ]  # fmt: skip
    assert [claim.unit for claim in helped.claims] == [ZJJ, RSJ]


def test_a_helper_for_every_claim_would_leave_the_lead_none() -> None:
    every = by_paper("add_assignment", Helper(unit=RSJ, claim_ids=("c1", "c2")), ALONE)
    assert refused(ALONE, every) == "CLAIM_NOT_SHARED_OUT"


def test_another_leads_and_each_keeps_its_claims() -> None:
    paper = NewLead(unit=RSJ, reason="主要责任在人社局", approved_by="deputy@450199")
    after = done(TOGETHER, by_paper("change_lead", paper, TOGETHER))
    assert [(s.unit, s.role, s.claim_ids) for s in after.assignments] == [
        (RSJ, AssignmentRole.LEAD, ("c2",)), (ZJJ, AssignmentRole.CO, ("c1",)),
    ]  # fmt: skip
    nobody = by_paper("change_lead", replace_unit(paper, JW), TOGETHER)
    assert refused(TOGETHER, nobody) == "LEAD_NOT_SINGLE"


def replace_unit(paper: NewLead, unit: str) -> NewLead:
    return paper.model_copy(update={"unit": unit})


def test_a_unit_the_directory_does_not_know_is_not_competent() -> None:
    paper = PhoneOrder(unit="450199-xyz", co_units=(CoUnit(unit=RSJ, claim_ids=("c1",)),))
    sending = prepared(paper, a_matter(), DIRECTORY)
    assert (sending.competent, sending.mode) == (False, TransferMode.ASSIGN)


def test_a_paper_that_names_no_unit_stays_as_it_is() -> None:
    assert prepared(OBJECTION, replace(ALONE), DIRECTORY) is OBJECTION
