"""Objection, return and recall: what is lawful, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from lianjie_contracts.vocabulary import AssignmentRole, MatterState as S
from services.routing.domain.acts import Intent, TimeIsUp
from services.routing.domain.matter import AssignmentState as A, Matter, Window
from services.routing.domain.roads.objecting import (
    Finding,
    FindingOnShare,
    Objection,
    Recall,
    RecallOfShare,
    ShareNamed,
)
from tests.routing.builders import AT, RSJ, ZJJ, a_matter, a_share, a_wish

OBJECTION = Objection(reasons="该路段为县道", basis="县政府办〔2021〕12号", competent_unit="县交通局")
FINDING = Finding(reason="经核实，情况属实")
RECALL = Recall(reason="误选单位", approved_by="deputy@450199")
UNSIGNED = TimeIsUp("C42", AT - timedelta(days=1), AT)
SIGNED = a_matter(S.RECEIVED, assignments=(a_share(state=A.SIGNED),))
OBJECTED = a_matter(S.OBJECTED, assignments=(a_share(state=A.OBJECTED),), objected=(ZJJ,))


def with_co(state: A) -> Matter:
    """A matter in hand at its lead, and a co-unit whose share stands in `state`."""
    co = a_share(RSJ, AssignmentRole.CO, claim_ids=("c2",), state=state)
    return a_matter(S.HANDLING, assignments=(a_share(state=A.ACK), co))


def of_co(act: str, brings: object) -> Intent:
    return a_wish(act, brings, unit=RSJ)


def of_office(act: str, brings: object = None) -> Intent:
    return a_wish(act, brings, unit=None)


LAWFUL = {
    "AS1": (a_matter(), replace(of_office("send"), driven=True)),
    "7.2": (a_matter(S.DISPATCHED), of_office("deem_received", UNSIGNED)),
    "7.3": (a_matter(S.DISPATCHED), of_office("recall", RECALL)),
    "8": (SIGNED, a_wish("object", OBJECTION)),
    "9": (OBJECTED, of_office("uphold_objection", FINDING)),
    "9.2": (replace(OBJECTED, return_count=1), of_office("uphold_objection_again", FINDING)),
    "10": (OBJECTED, of_office("reject_objection", FINDING)),
    "AS3": (with_co(A.SIGNED), of_co("object_assignment", OBJECTION)),
    "AS4": (with_co(A.OBJECTED), of_office("uphold_return", FindingOnShare(unit=RSJ, reason="属实"))),
    "AS5": (with_co(A.OBJECTED), of_office("reject_objection_of", FindingOnShare(unit=RSJ, reason="职责明确"))),
    "AS9": (with_co(A.REPORTED), of_office("close_assignment", ShareNamed(unit=RSJ))),
    "AS10": (with_co(A.SENT), of_office("recall_assignment", RecallOfShare(unit=RSJ, reason="误转"))),
}  # fmt: skip
LATE = replace(
    SIGNED, windows=(Window("C05", AT - timedelta(days=9), AT, SIGNED.assignments[0].assignment_id),)
)
PROVOKED = (
    ("deemed_receipt_due", a_matter(S.DISPATCHED), of_office("deem_received", replace(UNSIGNED, due_at=AT + timedelta(days=1)))),
    ("deemed_receipt_due", a_matter(S.DISPATCHED), of_office("deem_received", replace(UNSIGNED, clock="C40"))),
    ("deemed_receipt_due", a_matter(S.DISPATCHED, assignments=(a_share(deemed_received_at=AT),)), of_office("deem_received", UNSIGNED)),
    ("sender_error_recorded", a_matter(S.DISPATCHED), of_office("recall", Recall(approved_by="deputy@450199"))),
    ("return_count_below_limit", replace(OBJECTED, return_count=1), of_office("uphold_objection", FINDING)),
    ("return_count_at_limit", OBJECTED, of_office("uphold_objection_again", FINDING)),
    ("within_c05", LATE, a_wish("object", OBJECTION)),
    ("objection_reasons_given", SIGNED, a_wish("object", Objection(reasons="不属本单位职责", basis="三定规定"))),
    ("competence_in_force", SIGNED, a_wish("object", OBJECTION.model_copy(update={"basis": "《信访条例》第二十一条"}))),
    ("no_prior_objection_same_sender", replace(SIGNED, objected=(ZJJ,)), a_wish("object", OBJECTION)),
    ("not_designated", replace(SIGNED, assignments=(a_share(state=A.SIGNED, designated=True),)), a_wish("object", OBJECTION)),
    ("sender_agrees", OBJECTED, of_office("uphold_objection", Finding(reason=" "))),
    ("rejection_reasons_given", OBJECTED, of_office("reject_objection", Finding())),
)  # fmt: skip
