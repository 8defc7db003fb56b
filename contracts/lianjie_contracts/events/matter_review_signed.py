"""The opinion of a review or recheck is signed and must be served; rows 28 and 31.1: pauses C12 or C14, starts C26."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import MatterEvent, UnitCode, Value
from lianjie_contracts.events.matter_opinion_issued import ClaimAnswer
from lianjie_contracts.vocabulary import ReviewDecision, ReviewStage, RevocationGround


class ReviewOpinion(Value):
    """D12 or D13: what the organ above says of the opinion, or of the review's own [R22 35, 36; SD 45]."""

    number: str = Field(min_length=1, description="文号")
    decision: ReviewDecision
    facts: str
    legal_basis: tuple[str, ...] = ()
    issued_as: str = Field(description="the government or organ in whose name it is issued")
    answers: tuple[ClaimAnswer, ...] = Field(default=(), description="变更: what is answered instead")
    recheck_organ: str = Field(
        default="", description="复查: organ to which a recheck may be applied for within 30 days"
    )
    execute_by: date | None = Field(default=None, description="变更: by when it must be carried out")
    redo_due_on: date | None = Field(default=None, description="撤销: by when the unit must answer anew")
    ground: RevocationGround | None = Field(default=None, description="撤销: why")


class MatterReviewSigned(MatterEvent):
    """维持, 变更 or 撤销并责令重办; it takes effect with its service."""

    type: ClassVar[str] = "matter_review_signed"

    stage: ReviewStage
    opinion: ReviewOpinion
    respondent: UnitCode | None = Field(default=None, description="the unit whose opinion it is about")
    request: str = Field(default="", description="what the application asks for")
