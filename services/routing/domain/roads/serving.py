"""A text that is not served, not to be served, or served at last; and a suggestion answered (24.3, 24b, 24b.2, 44, 44.2)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from lianjie_contracts.base import MatterEvent
from lianjie_contracts.events.matter_reply_served import MatterReplyServed
from lianjie_contracts.events.matter_served_late import MatterServedLate
from lianjie_contracts.events.matter_service_missed import MatterServiceMissed
from lianjie_contracts.events.matter_suggestion_answered import MatterSuggestionAnswered
from lianjie_contracts.events.matter_undeliverable import MatterUndeliverable
from lianjie_contracts.vocabulary import DeliveryMode, MatterClass, MatterState as S, SuggestionResult
from services.routing.domain.acts import Intent, Paper, TimeIsUp
from services.routing.domain.beside import ServiceState
from services.routing.domain.guards import (
    class_is_suggestion,
    opinion_issued,
    path_is_petition,
    signer_allowed,
)
from services.routing.domain.matter import AssignmentState as A, Matter, of_share
from services.routing.domain.roads.answering import Service
from services.routing.domain.rows import (
    HANDLER,
    HEAD,
    LIAISON,
    NOTIFIER,
    SYSTEM,
    Row,
    filled,
    of_form,
    of_matter,
    row,
)

OPINION, REPLY = "D11", "D22.1"
MODES = 2  # different ones that failed, before a text may be called undeliverable (corrections 8)


class Undeliverable(Paper):
    """无法送达: in which modes it was tried in vain, and who agreed to say so."""

    modes: tuple[DeliveryMode, ...] = ()
    approved_by: str | None = None


@dataclass(frozen=True, slots=True)
class GivenUp:
    """What notifications tells of an opinion that it cannot serve: tried, approved and declared (row DL6)."""

    delivery_id: str
    modes: tuple[DeliveryMode, ...]
    approved_by: str
    service_begun_at: datetime
    declared_at: datetime


class SuggestionReply(Paper):
    """建议答复: adopted, partly or not, and why; by whom it was drafted."""

    result: SuggestionResult | None = None
    reasons: str = ""
    study: str = ""
    drafted_by: str = ""


@of_matter("C26_NOT_BREACHED", "尚未超过送达期限。")
def c26_breached(matter: Matter, intent: Intent) -> bool:
    """The end of an earlier text's time, heard late, is not this one's."""
    over = intent.of(TimeIsUp)
    return (
        over is not None
        and over.clock == "C26"
        and (matter.issued_at is None or over.started_at >= matter.issued_at)
    )


@of_form("MODES_NOT_TRIED", "须至少尝试两种送达方式。")
def two_modes_tried(_: Matter, intent: Intent) -> bool:
    return len(set(intent.says("modes") or ())) >= MODES


@of_form("UNDELIVERABLE_NOT_APPROVED", "无法送达须经审批。")
def undeliverable_approved(_: Matter, intent: Intent) -> bool:
    return bool(intent.says("approved_by"))


@of_matter("ALREADY_SERVED", "该文书已经送达,不重复起算。")
def first_real_service(matter: Matter, _: Intent) -> bool:
    return matter.delivery == ServiceState.UNDELIVERABLE


@of_form("NO_SUGGESTION_RESULT", "请写明建议采纳情况及理由。")
def suggestion_result_stated(_: Matter, intent: Intent) -> bool:
    result = intent.says("result")
    return result not in (None, SuggestionResult.UNKNOWN) and bool(intent.says("reasons"))


@of_matter("REPLY_NOT_AWAITED", "没有等待送达的建议答复。")
def reply_awaits_service(matter: Matter, _: Intent) -> bool:
    """[D] A second proof of it changes nothing."""
    return matter.matter_class == MatterClass.SUGGESTION and matter.delivery == ServiceState.SIGNED


def _missed(_: Matter, __: Intent, common: dict[str, Any]) -> MatterEvent:
    return MatterServiceMissed(**common, document=OPINION)


def _given_up(matter: Matter, intent: Intent, common: dict[str, Any]) -> MatterEvent:
    b = intent.brings
    if matter.lead is None or matter.issued_at is None:
        raise ValueError("an opinion was given up that its rows did not let be issued")
    return MatterUndeliverable(
        **common, unit=matter.lead.unit, delivery_id=b.delivery_id, issued_at=matter.issued_at,
        service_begun_at=b.service_begun_at, declared_at=b.declared_at,
    )  # fmt: skip


def _served_late(matter: Matter, intent: Intent, common: dict[str, Any]) -> MatterEvent:
    b = intent.brings
    return MatterServedLate(
        **common,
        document=OPINION,
        delivery_id=b.delivery_id,
        served_at=b.served_at,
        unit=matter.lead.unit if matter.lead else None,
    )


def _never_came(matter: Matter, event: MatterUndeliverable) -> Matter:
    reported = of_share(matter, matter.lead, state=A.REPORTED)
    return replace(reported, delivery=ServiceState.UNDELIVERABLE, delivery_id=event.delivery_id)


def _came(matter: Matter, event: MatterServedLate) -> Matter:
    return replace(
        matter, delivery=ServiceState.SERVED, delivery_id=event.delivery_id, served_at=event.served_at
    )


def _reply_served(_: Matter, intent: Intent, common: dict[str, Any]) -> MatterEvent:
    return filled(MatterReplyServed, intent, common, document=REPLY)


def _reply_came(matter: Matter, event: MatterReplyServed) -> Matter:
    return replace(
        matter, delivery=ServiceState.SERVED, delivery_id=event.delivery_id, served_at=event.served_at
    )


def _answered(matter: Matter, _: MatterSuggestionAnswered) -> Matter:
    reported = of_share(matter, matter.lead, state=A.REPORTED)
    return replace(reported, delivery=ServiceState.SIGNED)


ROWS: tuple[Row, ...] = (
    row("24.3", [S.OPINION_READY], "service_not_begun", None, SYSTEM, "corrections 8", c26_breached,
        brings=TimeIsUp, tells=_missed),
    row("24b", [S.OPINION_READY], "undeliverable", S.COMPLETED, f"{LIAISON} {HEAD}", "corrections 8",
        opinion_issued, two_modes_tried, undeliverable_approved,
        brings=GivenUp, tells=_given_up, then=_never_came, drives="execution.start_execution closing_check.expect_report"),
    row("24b.2", [S.COMPLETED, S.CLOSED], "record_late_service", None, f"{NOTIFIER} {LIAISON}", "corrections 8",
        first_real_service, path_is_petition,
        brings=Service, tells=_served_late, then=_came, drives="callback.open_task"),
    row("44", [S.HANDLING], "reply_suggestion", S.COMPLETED, f"{HANDLER} {HEAD}", "R22 29; corrections 11",
        class_is_suggestion, suggestion_result_stated, signer_allowed,
        brings=SuggestionReply, tells=MatterSuggestionAnswered, then=_answered,
        drives="callback.open_task closing_check.expect_report"),
    row("44.2", [S.COMPLETED, S.CLOSED], "record_reply_service", None, NOTIFIER, "[D]", reply_awaits_service,
        brings=Service, tells=_reply_served, then=_reply_came),
)  # fmt: skip
