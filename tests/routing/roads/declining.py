"""Refused, settled before, answered at once, laid aside: what is lawful, and what is refused."""

from __future__ import annotations

from datetime import date

from lianjie_contracts.base import Sealed
from lianjie_contracts.vocabulary import Channel, MatterClass, MatterState, Urgency
from services.routing.domain.roads.declining import (
    DirectGround,
    DirectReply,
    FinalRefusal,
    Hold,
    HoldReason,
    IntakeError,
    Refusal,
    RefusalReason,
)
from tests.routing.builders import PERSON, a_matter
from tests.routing.roads.objecting import of_office

BY = "deputy@450199"
REFUSAL = Refusal(
    reason_code=RefusalReason.IN_PROCESS_UPPER,
    reason="市信访局正在办理",
    remedy="请向市信访局查询",
    approved_by=BY,
)
FINAL = FinalRefusal(
    number="云复核〔2025〕3号", dated=date(2025, 6, 1), reason="同一事实和理由", approved_by=BY
)
REPLY = DirectReply(ground=DirectGround.CLEAR_POLICY, outline="补贴标准见县政府公告", approved_by=BY)
HOLD = Hold(reason_code=HoldReason.NO_VALUE_OR_UNCLEAR, reason="内容无法辨认", approved_by=BY)
LETTER = a_matter(channel=Channel.LETTER)
KNOWN = Sealed(key="k", nonce="n", text="t")
CLOSED = a_matter(MatterState.CLOSED_AT_INTAKE, assignments=())
WRONG = IntakeError(reason="法院认为应由行政机关处理", organ="云岭县人民法院", evidence=("不予受理裁定书",))

LAWFUL = {
    "4": (a_matter(), of_office("refuse", REFUSAL)),
    "4.2": (a_matter(), of_office("refuse_as_final", FINAL)),
    "4.4": (a_matter(), of_office("reply_directly", REPLY)),
    "36.6": (CLOSED, of_office("reopen_intake", WRONG)),
    "4.5": (LETTER, of_office("hold_letter", HOLD)),
}
PROVOKED = (
    ("intake_error_or_refusal_proof", CLOSED, of_office("reopen_intake", IntakeError(reason="处理有误"))),
    ("refusal_reason_allowed", a_matter(), of_office("refuse", REFUSAL.model_copy(update={"reason_code": RefusalReason.SKIP_LEVEL}))),
    ("prior_final_opinion_cited", a_matter(), of_office("refuse_as_final", FINAL.model_copy(update={"number": ""}))),
    ("prior_final_opinion_cited", a_matter(), of_office("refuse_as_final", FINAL.model_copy(update={"dated": date(2027, 1, 1)}))),
    ("reply_outline_approved", a_matter(), of_office("reply_directly", REPLY.model_copy(update={"approved_by": None}))),
    ("reply_outline_approved", a_matter(), of_office("reply_directly", REPLY.model_copy(update={"approved_by": PERSON.id}))),
    ("direct_reply_eligible", a_matter(matter_class=MatterClass.ACCUSATION), of_office("reply_directly", REPLY)),
    ("direct_reply_eligible", a_matter(urgency=Urgency.URGENT), of_office("reply_directly", REPLY)),
    ("hold_reason_allowed", a_matter(), of_office("hold_letter", HOLD)),
    ("hold_reason_allowed", a_matter(channel=Channel.LETTER, petitioner_name=KNOWN), of_office("hold_letter", HOLD)),
)  # fmt: skip
