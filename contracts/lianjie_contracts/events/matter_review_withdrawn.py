"""An application for review or recheck is withdrawn; rows 40 and 40.2: what is left of C10 or C13 goes on."""

from __future__ import annotations

from typing import ClassVar

from lianjie_contracts.base import MatterEvent
from lianjie_contracts.vocabulary import ReviewStage


class MatterReviewWithdrawn(MatterEvent):
    """The main state never changed (correction 1)."""

    type: ClassVar[str] = "matter_review_withdrawn"

    stage: ReviewStage
    reason: str = ""
