"""The office ends a matter at the counter: refused, settled for good before, answered at once, laid aside (rows 4, 4.2, 4.4, 4.5);
and takes it up again if that was wrong (36.6).

Always on a ground from a closed list, approved by somebody else, with the way that remains open; never for want of a
paper or of spokesmen (correction 3).
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any

from lianjie_contracts.base import MatterEvent
from lianjie_contracts.events.matter_closed_at_intake import MatterClosedAtIntake
from lianjie_contracts.events.matter_reopened import MatterReopened
from lianjie_contracts.vocabulary import Channel, MatterClass, MatterState as S, Outcome, Urgency
from services.routing.domain.acts import Intent, Paper
from services.routing.domain.citing import basis_in_force
from services.routing.domain.guards import (
    deputy_head_approved,
    on_petition_path,
    reason_code_given,
    remedy_named,
    written,
)
from services.routing.domain.matter import Matter
from services.routing.domain.profiles import profile
from services.routing.domain.rows import (
    CLERK,
    DEPUTY,
    RECEPTIONIST,
    ROUTER,
    SUPERVISOR,
    Row,
    Tells,
    filled,
    of_form,
    of_matter,
    row,
)


class RefusalReason(StrEnum):
    """On what a matter may be refused; never for a missing paper or missing representatives (correction 3)."""

    LEGAL_PATH = "LEGAL_PATH"
    OTHER_ORGAN = "OTHER_ORGAN"
    IN_PROCESS_UPPER = "IN_PROCESS_UPPER"
    REVIEW_WINDOW_LAPSED = "REVIEW_WINDOW_LAPSED"
    SKIP_LEVEL = "SKIP_LEVEL"


class HoldReason(StrEnum):
    """On what a letter may be laid on the shelf."""

    RECHECKED = "RECHECKED"
    REPEAT_NO_ACTION = "REPEAT_NO_ACTION"
    NO_VALUE_OR_UNCLEAR = "NO_VALUE_OR_UNCLEAR"
    OTHER = "OTHER"


class DirectGround(StrEnum):
    """What may be answered at once: nothing of it needs an investigation."""

    CONSULTATION = "CONSULTATION"
    CLEAR_POLICY = "CLEAR_POLICY"
    OUT_OF_AREA = "OUT_OF_AREA"


class Refusal(Paper):
    """不予受理: on what ground, why, and where to go instead."""

    reason_code: RefusalReason
    reason: str = ""
    basis: str = ""
    remedy: str = ""
    approved_by: str | None = None


class FinalRefusal(Paper):
    """不再受理: the final opinion on the same facts, by number and day."""

    number: str = ""
    dated: date | None = None
    reason: str = ""
    approved_by: str | None = None

    @property
    def reason_code(self) -> str:
        return "RECHECKED"


class DirectReply(Paper):
    """直接答复: on what ground, and what is answered, as a leader of the office has approved it."""

    ground: DirectGround
    outline: str = ""
    approved_by: str | None = None


class Hold(Paper):
    """暂存: a letter that nothing follows from."""

    reason_code: HoldReason
    reason: str = ""
    approved_by: str | None = None


@of_form("REFUSAL_NOT_ALLOWED", "该理由不能作为不予受理的依据。")
def refusal_reason_allowed(matter: Matter, intent: Intent) -> bool:
    skips = intent.says("reason_code") == RefusalReason.SKIP_LEVEL
    return not skips or profile(matter.profile).skip_level


@of_form("NO_FINAL_OPINION", "请填写终结意见的文号和日期。")
def prior_final_opinion_cited(_: Matter, intent: Intent) -> bool:
    dated = intent.says("dated")
    return written(intent, "number") and dated is not None and dated <= intent.on


@of_form("NO_OUTLINE_APPROVAL", "答复提纲须经局领导审定。")
def reply_outline_approved(_: Matter, intent: Intent) -> bool:
    return written(intent, "outline", "approved_by") and not intent.is_one_with(intent.says("approved_by"))


@of_matter("NOT_DIRECT_REPLY", "该事项含需调查处理的诉求,不能直接答复办结。")
def direct_reply_eligible(matter: Matter, _: Intent) -> bool:
    """An accusation is never answered at once; of the rest, the ground that is chosen says that nothing needs looking into."""
    return matter.matter_class != MatterClass.ACCUSATION and matter.urgency == Urgency.ORDINARY


@of_matter("HOLD_NOT_ALLOWED", "该来信不符合暂存条件。")
def hold_reason_allowed(matter: Matter, _: Intent) -> bool:
    """Letters only, and never the first one of a sender whose name can be read."""
    first_of_known = len(matter.item_ids) <= 1 and matter.petitioner_name is not None
    return matter.channel == Channel.LETTER and not first_of_known


class IntakeError(Paper):
    """Why the matter should not have ended at the counter: a finding or an order, or the written refusal of the organ named."""

    reason: str = ""
    organ: str = ""
    evidence: tuple[str, ...] = ()


@of_form("NO_INTAKE_ERROR", "请提供原处理有误或被引导机关不予受理的证明。")
def intake_error_or_refusal_proof(_: Matter, intent: Intent) -> bool:
    return written(intent, "reason") and any(each.strip() for each in intent.says("evidence") or ())


def _reopened(matter: Matter, intent: Intent, common: dict[str, Any]) -> MatterEvent:
    return filled(MatterReopened, intent, common, on_petition_path=on_petition_path(matter))


def _closed(outcome: Outcome, basis: str, remedy: str) -> Tells:
    """Refused, answered or laid aside: what the paper leaves open is the law's to say."""

    def told(_: Matter, intent: Intent, common: dict[str, Any]) -> MatterEvent:
        b = intent.brings
        return MatterClosedAtIntake(
            **common, outcome=outcome, reason_code=str(intent.says("reason_code") or intent.says("ground")),
            reason=intent.says("outline") or b.reason, basis=intent.says("basis") or basis, remedy=intent.says("remedy") or remedy,
            approved_by=b.approved_by, cited=intent.says("number"), cited_on=intent.says("dated"),
        )  # fmt: skip

    return told


_REFUSED = _closed(Outcome.NOT_ACCEPTED, "《信访工作条例》第二十二条、第二十三条", "")
_FINAL = _closed(
    Outcome.NO_LONGER,
    "《信访工作条例》第三十六条",
    "同一事实和理由不再受理；有新的事实、证据的，可以重新提出。",
)
_ANSWERED = _closed(
    Outcome.DIRECT_REPLY, "《信访工作条例》第二十二条", "对答复有不同意见的，可以到接访窗口反映。"
)
_HELD = _closed(Outcome.HOLD, "《信访工作条例》第二十二条", "有新的事实、证据的，可以重新来信。")


ROWS: tuple[Row, ...] = (
    row("4", [S.SCREENING], "refuse", S.CLOSED_AT_INTAKE, f"{ROUTER} {RECEPTIONIST} {CLERK}", "R22 19,20,22,23; S4 一(一)2",
        reason_code_given, refusal_reason_allowed, remedy_named, deputy_head_approved, basis_in_force,
        brings=Refusal, tells=_REFUSED),
    row("4.2", [S.SCREENING], "refuse_as_final", S.CLOSED_AT_INTAKE, f"{ROUTER} {RECEPTIONIST} {CLERK}",
        "R22 36; SD 46; S4 二(四)4", reason_code_given, prior_final_opinion_cited, deputy_head_approved,
        brings=FinalRefusal, tells=_FINAL),
    row("4.4", [S.SCREENING], "reply_directly", S.CLOSED_AT_INTAKE, f"{RECEPTIONIST} {CLERK}", "S4 一(二)3",
        reply_outline_approved, direct_reply_eligible, brings=DirectReply, tells=_ANSWERED),
    row("4.5", [S.SCREENING], "hold_letter", S.CLOSED_AT_INTAKE, CLERK, "S4 二(四)4", hold_reason_allowed, deputy_head_approved,
        brings=Hold, tells=_HELD),
    row("36.6", [S.CLOSED_AT_INTAKE], "reopen_intake", S.SCREENING, f"{DEPUTY} {SUPERVISOR}", "R22 40 违规受理, 43 [D]",
        intake_error_or_refusal_proof, brings=IntakeError, tells=_reopened),
)  # fmt: skip
