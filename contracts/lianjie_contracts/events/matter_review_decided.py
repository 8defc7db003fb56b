"""A review's opinion has reached the petitioner, or cannot: the decision stands; rows 28.1, 28.2, 28.4, 28.6, 29.1, 31.2, 31.3, 31.5, 31.6, 29.2."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import AwareDatetime, Field

from lianjie_contracts.base import MatterEvent
from lianjie_contracts.vocabulary import ReviewDecision, ReviewStage


class MatterReviewDecided(MatterEvent):
    """A recheck makes the matter final, a revocation begins a new opinion cycle, a change is executed. C13 begins with real service only."""

    type: ClassVar[str] = "matter_review_decided"

    stage: ReviewStage
    decision: ReviewDecision
    delivery_id: str = ""
    served_at: AwareDatetime | None = Field(
        default=None, description="none: shown to be undeliverable, with approval"
    )
    service_begun_at: AwareDatetime | None = None
    execute_by: date | None = Field(default=None, description="变更: by when it must be carried out")
    on_petition_path: bool = True
    report_owed: bool = Field(default=False, description="撤销 of an assigned matter: C09 begins anew")
