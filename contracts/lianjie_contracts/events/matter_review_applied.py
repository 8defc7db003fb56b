"""A petitioner has applied for a review or a recheck; rows 27, 27.2, 30, 30.2: starts C11 and C12 or C14, stops C10 or C13."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import MatterEvent
from lianjie_contracts.vocabulary import ReviewStage


class MatterReviewApplied(MatterEvent):
    """复查 or 复核, applied for in writing and in time, or late with good reason [R22 35, 36]."""

    type: ClassVar[str] = "matter_review_applied"

    stage: ReviewStage
    number: str = Field(default="", description="acknowledges the application")
    reason: str = ""
    good_reason: str = Field(default="", description="why it comes late")
