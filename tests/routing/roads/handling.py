"""While a matter is in hand: what is lawful, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from lianjie_contracts.vocabulary import AssignmentRole, MatterState as S, TransferMode
from services.routing.domain import profiles
from services.routing.domain.acts import TimeIsUp
from services.routing.domain.matter import AssignmentState as A, Window
from services.routing.domain.roads.handling import (
    AnswerReturn,
    DraftReturn,
    Extension,
    NewHandlers,
    Suspension,
)
from tests.routing.builders import AT, RSJ, a_draft, a_matter, a_share, a_wish
from tests.routing.roads.objecting import of_office, with_co

# No source of ours has a suspension: a profile of the tests' own, beside those of the file.
profiles.written()["tried_here"] = {"suspension_causes": ("等待司法鉴定",), "suspension_days": 90}
IN_HAND = a_matter(S.HANDLING, assignments=(a_share(state=A.ACK),))
LEAD = IN_HAND.assignments[0].assignment_id
LATE = replace(IN_HAND, windows=(Window("C07", AT - timedelta(days=60), AT, LEAD),))
ASSIGNED = replace(IN_HAND, assignments=(a_share(state=A.ACK, mode=TransferMode.ASSIGN),))
MORE = Extension(days=30, reason="需委托房屋安全鉴定，鉴定周期较长")
OTHERS = NewHandlers(handlers=("梁伟", "农立新"), handover="2026-09-28 移交案卷 1 册，接收人农立新")
WAITS = Suspension(cause="等待司法鉴定")
MAY_REST = replace(IN_HAND, profile="tried_here")
RESTING = replace(
    MAY_REST, state=S.SUSPENDED, suspended_at=AT - timedelta(days=90), suspended_for=("等待司法鉴定",)
)
BACK = AnswerReturn(
    unit=RSJ, failed_items=("未说明补缴起止时间",), requirement="逐月列明", due_on=date(2026, 10, 20)
)
DRAFTED = a_matter(S.OPINION_READY, assignments=(a_share(state=A.ACK),))
REPORTED = with_co(A.REPORTED)
TWICE = replace(
    REPORTED,
    assignments=(
        REPORTED.assignments[0],
        a_share(RSJ, AssignmentRole.CO, claim_ids=("c2",), state=A.REPORTED, returns=2),
    ),
)

LAWFUL = {
    "17.2": (IN_HAND, a_wish("replace_handler", OTHERS)),
    "21": (IN_HAND, a_wish("extend", MORE)),
    "22": (MAY_REST, a_wish("suspend", WAITS)),
    "22.2": (RESTING, a_wish("resume")),
    "22.3": (RESTING, of_office("resume_at_limit", TimeIsUp("C07", AT, AT))),
    "23.2": (DRAFTED, a_wish("return_draft", DraftReturn(reason="第二项请求没有写明依据"))),
    "AS8": (REPORTED, of_office("send_back_answer", BACK)),
}
PROVOKED = (
    ("handover_recorded", IN_HAND, a_wish("replace_handler", OTHERS.model_copy(update={"handover": " "}))),
    ("before_c07_due", LATE, a_wish("extend", MORE)),
    ("not_extended_before", replace(IN_HAND, extended_days=30), a_wish("extend", MORE)),
    ("extension_within_limit", IN_HAND, a_wish("extend", MORE.model_copy(update={"days": 31}))),
    ("extension_within_limit", IN_HAND, a_wish("extend", MORE.model_copy(update={"days": 0}))),
    ("extension_reason_complex", IN_HAND, a_wish("extend", Extension(days=30))),
    ("assigner_agrees_if_assigned", ASSIGNED, a_wish("extend", MORE)),
    ("assigner_agrees_if_assigned", replace(ASSIGNED, profile="shandong_2015"),
        a_wish("extend", MORE.model_copy(update={"assigner_told": "已书面报告县信访局"}))),
    ("extension_within_limit", replace(IN_HAND, profile="zhejiang_2016"), a_wish("extend", MORE.model_copy(update={"days": 61}))),
    ("suspension_profile_on", IN_HAND, a_wish("suspend", WAITS)),
    ("suspension_profile_on", MAY_REST, a_wish("suspend", Suspension(cause="工作忙"))),
    ("suspension_round_left", replace(RESTING, state=S.HANDLING), a_wish("suspend", WAITS)),
    ("suspension_limit_reached", replace(RESTING, suspended_at=AT), of_office("resume_at_limit", TimeIsUp("C07", AT, AT))),
    ("legal_basis_current", IN_HAND, a_wish("draft_opinion", a_draft(legal_basis=("《信访条例》第三十三条",)))),
    ("legal_basis_current", IN_HAND, a_wish("draft_opinion", a_draft(legal_basis=("《无此法》第三条",)))),
    ("draft_return_reason", DRAFTED, a_wish("return_draft", DraftReturn())),
    ("redo_round_left", TWICE, of_office("send_back_answer", BACK)),
)  # fmt: skip
