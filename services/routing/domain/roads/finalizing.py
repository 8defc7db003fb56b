"""A matter is final, and at last archived (rows 31, 32 to 32.3, 37)."""

from __future__ import annotations

from typing import Any

from lianjie_contracts.base import MatterEvent
from lianjie_contracts.events.matter_archived import MatterArchived
from lianjie_contracts.events.matter_finalized import MatterFinalized
from lianjie_contracts.vocabulary import MatterState as S
from services.routing.domain.acts import Intent, Paper
from services.routing.domain.beside import (
    EXECUTION_AT_REST,
    NO_CHECK_OPEN,
    NO_REVIEW_OPEN,
    ExecutionState,
    ReviewState,
    ServiceState,
)
from services.routing.domain.guards import driven_only
from services.routing.domain.matter import Matter
from services.routing.domain.rows import ARCHIVIST, DEPUTY, HEAD, SYSTEM, Row, filled, of_form, of_matter, row
from services.routing.domain.windows import window_is_shut


class Proved(Paper):
    """Why the matter ends, and what proves it."""

    reason: str = ""
    proof: str = ""


@of_matter("WINDOW_STILL_OPEN", "申请期限尚未届满。")
def window_lapsed_no_good_reason(matter: Matter, intent: Intent) -> bool:
    """C13 after a review's decision was served, else C10; one that nobody has told of has not ended."""
    if matter.review in (ReviewState.UPHELD, ReviewState.CHANGED):
        return window_is_shut(matter, "C13", intent.at, since=matter.review_file.served_at)
    return window_is_shut(matter, "C10", intent.at, since=matter.served_at)


@of_matter("AGREEMENT_NOT_PERFORMED", "协议尚未履行完毕,不能终结。")
def agreement_performed(matter: Matter, _: Intent) -> bool:
    """What was agreed has been carried out; an opinion that was executed leaves the right to a review."""
    return matter.execution == ExecutionState.EXECUTED and matter.opinion is None


@of_form("NO_SUCCESSOR_PROOF", "请提供无权利承受人的证明。")
def no_successor_proof(_: Matter, intent: Intent) -> bool:
    return bool(intent.says("reason")) and bool(intent.says("proof"))


@of_matter("WINDOW_OPEN", "信访人的申请期限尚未届满,不能归档。")
def no_open_window(matter: Matter, intent: Intent) -> bool:
    """What is final or withdrawn, or ended at the counter, has no window left; after an opinion C10 or C13 must have ended."""
    if matter.state != S.CLOSED or matter.opinion is None:
        return True
    return window_lapsed_no_good_reason(matter, intent) is None


@of_matter("NOT_SERVED", "意见书尚未送达或公告,不能归档。")
def opinion_served_or_public_notice(matter: Matter, _: Intent) -> bool:
    """Served, or no opinion was due. What could not be served waits for its public notice."""
    return matter.delivery in (ServiceState.NONE, ServiceState.SERVED)


@of_matter("DOSSIER_INCOMPLETE", "案卷材料不齐全,不能归档。")
def dossier_complete(matter: Matter, _: Intent) -> bool:
    """Bound whole by notifications, and nothing has happened in the matter since."""
    return matter.dossier is not None and matter.dossier.bound_at >= matter.last_at


@of_matter("DUTY_OPEN", "尚有未完成的办理时限,不能归档。")
def no_open_duty_clock(matter: Matter, _: Intent) -> bool:
    return not matter.duties


def _archived(matter: Matter, intent: Intent, common: dict[str, Any]) -> MatterEvent:
    return filled(MatterArchived, intent, common, dossier_no=matter.dossier.number if matter.dossier else "")


OVER = (S.COMPLETED, S.CLOSED)
AT_REST = {**NO_REVIEW_OPEN, "execution": EXECUTION_AT_REST, "closing_check": NO_CHECK_OPEN}
ROWS: tuple[Row, ...] = (
    row("31", [*OVER, S.FINALIZED], "finalize_by_recheck", S.FINALIZED, SYSTEM, "R22 36", driven_only),
    row("32", OVER, "window_lapsed", S.FINALIZED, SYSTEM, "R22 35,36", window_lapsed_no_good_reason,
        tells=MatterFinalized, requires=AT_REST),
    row("32.2", OVER, "finalize_settled", S.FINALIZED, HEAD, "SD 46; ZJ 25", agreement_performed,
        brings=Proved, tells=MatterFinalized, requires=AT_REST | {"execution": (ExecutionState.EXECUTED,)}),
    row("32.3", OVER, "finalize_no_successor", S.FINALIZED, f"{HEAD} {DEPUTY}", "SD 46; ZJ 25", no_successor_proof,
        brings=Proved, tells=MatterFinalized, requires=AT_REST),
    row("37", [S.CLOSED_AT_INTAKE, S.CLOSED, S.FINALIZED, S.WITHDRAWN], "archive", S.ARCHIVED, ARCHIVIST, "S4 5, 四",
        dossier_complete, no_open_window, opinion_served_or_public_notice, no_open_duty_clock,
        tells=_archived, requires=AT_REST),
)  # fmt: skip
