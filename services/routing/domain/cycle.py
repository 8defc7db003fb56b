"""A new opinion cycle: what hung on the old opinion is history, and what is to come has not begun (rule new_opinion_cycle)."""

from __future__ import annotations

from dataclasses import replace

from services.routing.domain.beside import (
    ClosingCheckState,
    ExecutionState,
    HearingFile,
    HearingState,
    Proceeding,
    ReviewState,
    ServiceState,
)
from services.routing.domain.matter import Matter


def left_to_enter(matter: Matter) -> int:
    """How many concluded hearings are not entered once this stage is over: a later one begins anew, and the duty stays (C44)."""
    return matter.hearings_unentered + (matter.hearing == HearingState.CONCLUDED)


def with_new_cycle(matter: Matter) -> Matter:
    """The matter before its next opinion: what hung on the old one is history (rule new_opinion_cycle); row CB8 ends its callback."""
    check = {
        ClosingCheckState.REPORT_CHECK: ClosingCheckState.AWAITING_REPORT,
        ClosingCheckState.APPROVED: ClosingCheckState.NONE,
    }.get(matter.closing_check, matter.closing_check)
    return replace(
        matter, execution=ExecutionState.NONE, review=ReviewState.NONE, recheck=ReviewState.NONE, delivery=ServiceState.NONE,
        closing_check=check, opinion=None, issued_at=None, delivery_id=None, served_at=None,
        review_file=Proceeding(), recheck_file=Proceeding(),
        hearing=HearingState.NONE, hearing_file=HearingFile(), hearing_missed=False,
        hearings_unentered=left_to_enter(matter),
        mediations=0, extended_days=0, performance_on=None,
        callbacks=replace(matter.callbacks, attempts=()),
        claims=tuple(claim.model_copy(update={"result": None}) for claim in matter.claims),
    )  # fmt: skip
