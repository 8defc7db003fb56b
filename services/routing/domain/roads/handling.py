"""While a matter is in hand: other investigators, more time, a rest where local rules have it, a draft or an answer given back.

Rows 17.2, 21, 22 to 22.3, 23.2; AS8. An extension is asked for in time, once, and within the limit [R22 34]; the handling
limit runs on through everything else, and bounds every loop here.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from lianjie_contracts.base import MatterEvent, UnitCode
from lianjie_contracts.events.matter_answer_sent_back import MatterAnswerSentBack
from lianjie_contracts.events.matter_draft_returned import MatterDraftReturned
from lianjie_contracts.events.matter_extended import MatterExtended
from lianjie_contracts.events.matter_handler_assigned import MatterHandlerAssigned
from lianjie_contracts.events.matter_resumed import MatterResumed
from lianjie_contracts.events.matter_suspended import MatterSuspended
from lianjie_contracts.vocabulary import MatterState as S, TransferMode
from services.routing.domain.acts import Intent, Paper, TimeIsUp
from services.routing.domain.guards import opinion_not_issued, recusal_clear, redo_round_left, written
from services.routing.domain.matter import AssignmentState as A, Matter, of_share
from services.routing.domain.profiles import profile
from services.routing.domain.roads.accepting import two_investigators
from services.routing.domain.roads.reporting import failed_item_named
from services.routing.domain.rows import HANDLER, HEAD, ROUTER, SYSTEM, Row, filled, of_form, of_matter, row
from services.routing.domain.windows import window_is_open, window_of


class NewHandlers(Paper):
    """Who investigates from now on, all of them, and how the papers were handed over."""

    handlers: tuple[str, ...]
    handover: str = ""
    reason: str = ""


class Extension(Paper):
    """How many days more, what is complex about it, and for an assigned matter the assigner's consent or the report to it."""

    days: int
    reason: str = ""
    assigner_agreed: str = ""
    assigner_told: str = ""


class Suspension(Paper):
    """One of the causes that the local rule lists."""

    cause: str
    reason: str = ""


class DraftReturn(Paper):
    """What the signer wants mended."""

    reason: str = ""


class AnswerReturn(Paper):
    """What of a co-unit's answer does not do, what is to be done, and by when."""

    unit: UnitCode
    failed_items: tuple[str, ...] = ()
    requirement: str = ""
    due_on: date | None = None


@of_form("NO_HANDOVER", "请先登记交接。")
def handover_recorded(_: Matter, intent: Intent) -> bool:
    return written(intent, "handover")


@of_matter("EXTENSION_TOO_LATE", "办理期限已届满,不能再办理延期。")
def before_c07_due(matter: Matter, intent: Intent) -> bool:
    lead = matter.lead
    return window_is_open(matter, "C07", intent.at, lead.assignment_id if lead else None)


@of_matter("EXTENDED_BEFORE", "办理期限只能延长一次。")
def not_extended_before(matter: Matter, _: Intent) -> bool:
    return matter.extended_days == 0


@of_form("EXTENSION_TOO_LONG", "延长期限超过规定上限。")
def extension_within_limit(matter: Matter, intent: Intent) -> bool:
    return 1 <= (intent.says("days") or 0) <= profile(matter.profile).extension_days


@of_form("EXTENSION_REASON", "延期理由须说明情况复杂之处。")
def extension_reason_complex(_: Matter, intent: Intent) -> bool:
    return written(intent, "reason")


@of_form("ASSIGNER_NOT_AGREED", "交办事项延期须报交办机关同意(或说明情况)。")
def assigner_agrees_if_assigned(matter: Matter, intent: Intent) -> bool:
    """The assigner's consent where the local rule asks for it; elsewhere the report to the assigner does as well."""
    if matter.lead is None or matter.lead.mode != TransferMode.ASSIGN:
        return True
    reported = not profile(matter.profile).extension_needs_assigner and written(intent, "assigner_told")
    return reported or written(intent, "assigner_agreed")


@of_matter("SUSPENSION_OFF", "本地规定未设中止程序。")
def suspension_profile_on(matter: Matter, intent: Intent) -> bool:
    causes = profile(matter.profile).suspension_causes
    return bool(causes) and intent.says("cause") in (None, *causes)


@of_matter("SUSPENSION_USED", "同一事由不得再次中止。")
def suspension_round_left(matter: Matter, intent: Intent) -> bool:
    return intent.says("cause") not in matter.suspended_for


@of_matter("SUSPENSION_RUNNING", "中止期限尚未届满。")
def suspension_limit_reached(matter: Matter, intent: Intent) -> bool:
    most = timedelta(days=profile(matter.profile).suspension_days)
    return matter.suspended_at is not None and intent.at >= matter.suspended_at + most


@of_form("NO_RETURN_REASON", "请写明退回修改的理由。")
def draft_return_reason(_: Matter, intent: Intent) -> bool:
    return written(intent, "reason")


def _in_other_hands(matter: Matter, event: MatterHandlerAssigned) -> Matter:
    return replace(matter, handlers=event.handlers)


def _extended(matter: Matter, intent: Intent, common: dict[str, Any]) -> MatterEvent:
    """With the day it ran to, as deadlines has told it: the petitioner is told both [R22 34]."""
    share = matter.lead
    due = window_of(matter, "C07", share.assignment_id if share else None)
    nominal = due.nominal_on if due else None
    return filled(
        MatterExtended, intent, common, original_due_at=due.due_at if due else None,
        extended_on=nominal + timedelta(days=intent.brings.days) if nominal else None,
    )  # fmt: skip


def _longer(matter: Matter, event: MatterExtended) -> Matter:
    return replace(matter, extended_days=event.days)


def _resting(matter: Matter, event: MatterSuspended) -> Matter:
    return replace(matter, suspended_for=(*matter.suspended_for, event.cause), suspended_at=event.occurred_at)


def _once_more(matter: Matter, event: MatterAnswerSentBack) -> Matter:
    share = matter.share_of(event.unit)
    return of_share(matter, share, answers=(), returns=share.returns + 1 if share else 0)


IN_HANDS = (S.ACCEPTED, S.HANDLING, S.MEDIATING, S.HEARING, S.SUSPENDED, S.OPINION_READY)
ROWS: tuple[Row, ...] = (
    row("17.2", IN_HANDS, "replace_handler", None, HEAD, "corrections 22; S4 一6",
        recusal_clear, handover_recorded, two_investigators,
        brings=NewHandlers, tells=MatterHandlerAssigned, then=_in_other_hands),
    row("21", [S.HANDLING, S.MEDIATING, S.HEARING], "extend", None, HEAD, "R22 34; S4 二(五)2; SD 42",
        before_c07_due, not_extended_before, extension_within_limit, extension_reason_complex, assigner_agrees_if_assigned,
        brings=Extension, tells=_extended, then=_longer),
    row("22", [S.HANDLING], "suspend", S.SUSPENDED, HEAD, "local profile only", suspension_profile_on, suspension_round_left,
        brings=Suspension, tells=MatterSuspended, then=_resting),
    row("22.2", [S.SUSPENDED], "resume", S.HANDLING, f"{HEAD} {HANDLER}", "local profile only", tells=MatterResumed),
    row("22.3", [S.SUSPENDED], "resume_at_limit", S.HANDLING, SYSTEM, "[D]", suspension_limit_reached,
        brings=TimeIsUp, tells=MatterResumed),
    row("23.2", [S.OPINION_READY], "return_draft", S.HANDLING, HEAD, "S4 一(六) [D]", draft_return_reason, opinion_not_issued,
        brings=DraftReturn, tells=MatterDraftReturned),
    row("AS8", [A.REPORTED], "send_back_answer", A.ACK, f"{HEAD} {ROUTER}", "S4 一(八)1", failed_item_named, redo_round_left,
        machine="assignment", brings=AnswerReturn, tells=MatterAnswerSentBack, then=_once_more),
)  # fmt: skip
