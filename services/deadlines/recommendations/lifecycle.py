"""The table of a recommendation, row for row (transitions.yaml, machine `recommendation`).

RMD and RMX are ours [D]: the specification sends at once with a deputy head's approval; here a supervisor drafts, and
the deputy head, who sends, has approved by that, or drops it.
"""

from __future__ import annotations

from chassis.machines import Machine, Row, row as _row
from lianjie_contracts.vocabulary import RecommendationState as S
from services.deadlines.recommendations import guards as g
from services.deadlines.recommendations.recommendation import Act, Intent, Recommendation

ROWS: tuple[Row[S, Recommendation | None, Intent], ...] = (
    _row("RMD", [None], Act.DRAFT, S.DRAFTED, "supervisor", "[D]", g.recommendation_ground, g.text_complete),
    _row("RM1", [None, S.DRAFTED], Act.SEND, S.SENT, "supervisor office_deputy_head", "R22 40",
         g.recommendation_ground, g.deputy_head_approved, g.text_complete),
    _row("RMX", [S.DRAFTED], Act.DROP, S.DROPPED, "supervisor office_deputy_head", "[D]"),
    _row("RM2", [S.SENT], Act.ANSWER, S.ANSWERED, "unit_head", "R22 40; R05 36; SD 59", g.adoption_stated),
    _row("RM3", [S.ANSWERED], Act.CLOSE, S.CLOSED, "supervisor", "R22 40"),
)  # fmt: skip
OURS = frozenset({"text_complete"})
ACTS_ZH = {
    Act.DRAFT: "起草建议书", Act.SEND: "发出建议书", Act.DROP: "撤销草稿", Act.ANSWER: "答复建议", Act.CLOSE: "办结建议",
}  # fmt: skip
STATES_ZH = {
    S.DRAFTED: "待批准发出",
    S.SENT: "待答复",
    S.ANSWERED: "已答复",
    S.CLOSED: "已办结",
    S.DROPPED: "已撤销",
}
MACHINE: Machine[S, Recommendation | None, Intent] = Machine(
    ROWS, ACTS_ZH, STATES_ZH, wrong_state="这份建议书现在是“{state}”，{act}须在“{first}”时办理。"
)
