"""A decision of the organ above takes effect with its service: upheld, changed, revoked (28.1 to 28.6, 29.1; 31.2 to 31.6, 29.2)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from lianjie_contracts.base import MatterEvent
from lianjie_contracts.events.matter_review_decided import MatterReviewDecided
from lianjie_contracts.events.matter_served_late import MatterServedLate
from lianjie_contracts.events.matter_service_missed import MatterServiceMissed
from lianjie_contracts.vocabulary import ReviewDecision as D
from services.routing.domain.acts import Intent, TimeIsUp
from services.routing.domain.beside import ReviewState as R
from services.routing.domain.guards import on_petition_path, report_owed
from services.routing.domain.matter import Matter, with_results
from services.routing.domain.profiles import profile
from services.routing.domain.roads.answering import Service
from services.routing.domain.roads.serving import (
    Undeliverable,
    c26_breached,
    two_modes_tried,
    undeliverable_approved,
)
from services.routing.domain.rows import LEAD, NOTIFIER, SYSTEM, Fixed, Row, filled, of_matter, row
from services.routing.domain.stages import decided, of, stage_of


@of_matter("DECISION_DIFFERS_UPHOLD", "所签发的决定不是“维持”。")
def decision_is_uphold(matter: Matter, intent: Intent) -> bool:
    return decided(matter, intent) == D.UPHOLD


@of_matter("DECISION_DIFFERS", "所签发的决定不是“变更”。")
def decision_is_change(matter: Matter, intent: Intent) -> bool:
    return decided(matter, intent) == D.CHANGE


@of_matter("DECISION_DIFFERS_REVOKE", "所签发的决定不是“撤销并责令重办”。")
def decision_is_revoke(matter: Matter, intent: Intent) -> bool:
    return decided(matter, intent) == D.REVOKE_REDO


@of_matter("REVOCATION_LIMIT", "已撤销重办两次,应直接变更处理意见。")
def revocation_round_left(matter: Matter, _: Intent) -> bool:
    return matter.revocations < profile(matter.profile).revocations


@of_matter("ALREADY_SERVED", "该文书已经送达,不重复起算。")
def first_real_service(matter: Matter, intent: Intent) -> bool:
    return stage_of(intent).file(matter).served_at is None


def _decided(matter: Matter, intent: Intent, common: dict[str, Any]) -> MatterEvent:
    opinion = stage_of(intent).file(matter).opinion
    said = {
        "stage": stage_of(intent).word,
        "decision": decided(matter, intent),
        "service_begun_at": intent.says("begun_at"),
        "execute_by": opinion.execute_by if opinion else None,
        "on_petition_path": on_petition_path(matter),
        "report_owed": report_owed(matter, intent) is None,
    }
    return filled(MatterReviewDecided, intent, common, **said)


def _served_late(_: Matter, intent: Intent, common: dict[str, Any]) -> MatterEvent:
    return filled(MatterServedLate, intent, common, document=stage_of(intent).document)


def _missed(_: Matter, intent: Intent, common: dict[str, Any]) -> MatterEvent:
    return MatterServiceMissed(**common, document=stage_of(intent).document)


def _in_force(matter: Matter, event: MatterReviewDecided) -> Matter:
    stage = of(event)
    opinion = stage.file(matter).opinion
    changed = with_results(matter, opinion.answers if opinion else ())
    return stage.with_file(changed, served_at=event.served_at)


def _revoked(matter: Matter, event: MatterReviewDecided) -> Matter:
    return replace(_in_force(matter, event), revocations=matter.revocations + 1)


def _at_last(matter: Matter, event: MatterServedLate) -> Matter:
    return replace(matter, review_file=replace(matter.review_file, served_at=event.served_at))


EXECUTES = "execution.restart_execution execution.start_execution"
FINAL = "matter.finalize_by_recheck"
EITHER = f"{NOTIFIER} {LEAD}"
SERVED = Fixed(brings=Service, tells=_decided, then=_in_force)
REVOKED = Fixed(brings=Service, tells=_decided, then=_revoked)
GIVEN_UP = Fixed(brings=Undeliverable, tells=_decided, then=_in_force)
IN_VAIN = (two_modes_tried, undeliverable_approved)
OVERDUE = Fixed(brings=TimeIsUp, tells=_missed)
ROWS: tuple[Row, ...] = (
    row("28.1", [R.SIGNED], "deliver_review_upheld", R.UPHELD, NOTIFIER, "R22 35,36", decision_is_uphold, machine="review", **SERVED),
    row("28.2", [R.SIGNED], "deliver_review_changed", R.CHANGED, NOTIFIER, "R22 35; SD 45", decision_is_change,
        machine="review", drives=EXECUTES, **SERVED),
    row("29.1", [R.SIGNED], "deliver_review_revoked", R.REVOKED, NOTIFIER, "SD 45; S1 一(三)2; corrections 26",
        decision_is_revoke, revocation_round_left,
        machine="review", drives="matter.order_redo", **REVOKED),
    row("28.3", [R.SIGNED], "review_service_not_begun", None, SYSTEM, "corrections 8", c26_breached, machine="review", **OVERDUE),
    row("28.4", [R.SIGNED], "review_upheld_undeliverable", R.UPHELD, EITHER, "corrections 8", decision_is_uphold, *IN_VAIN,
        machine="review", **GIVEN_UP),
    row("28.5", [R.UPHELD, R.CHANGED], "record_late_review_service", None, NOTIFIER, "corrections 8", first_real_service,
        machine="review", brings=Service, tells=_served_late, then=_at_last),
    row("28.6", [R.SIGNED], "review_changed_undeliverable", R.CHANGED, EITHER, "corrections 8", decision_is_change, *IN_VAIN,
        machine="review", drives=EXECUTES, **GIVEN_UP),
    row("31.2", [R.SIGNED], "deliver_recheck_upheld", R.UPHELD, NOTIFIER, "R22 36", decision_is_uphold,
        machine="recheck", drives=FINAL, **SERVED),
    row("31.3", [R.SIGNED], "deliver_recheck_changed", R.CHANGED, NOTIFIER, "R22 36; SD 45", decision_is_change,
        machine="recheck", drives=f"{FINAL} {EXECUTES}", **SERVED),
    row("29.2", [R.SIGNED], "deliver_recheck_revoked", R.REVOKED, NOTIFIER, "SD 45; S1 一(三)2; corrections 26",
        decision_is_revoke, revocation_round_left,
        machine="recheck", drives="matter.order_redo", **REVOKED),
    row("31.4", [R.SIGNED], "recheck_service_not_begun", None, SYSTEM, "corrections 8", c26_breached, machine="recheck", **OVERDUE),
    row("31.5", [R.SIGNED], "recheck_upheld_undeliverable", R.UPHELD, EITHER, "corrections 8", decision_is_uphold, *IN_VAIN,
        machine="recheck", drives=FINAL, **GIVEN_UP),
    row("31.6", [R.SIGNED], "recheck_changed_undeliverable", R.CHANGED, EITHER, "corrections 8", decision_is_change, *IN_VAIN,
        machine="recheck", drives=f"{FINAL} {EXECUTES}", **GIVEN_UP),
)  # fmt: skip
