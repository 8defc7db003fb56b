"""The organ above has answered an application: papers asked for, accepted or refused; rows 27.3 to 27.5 and 30.3 to 30.5."""

from __future__ import annotations

from typing import ClassVar

from lianjie_contracts.base import MatterEvent
from lianjie_contracts.vocabulary import ReviewGround, ReviewStage


class MatterReviewAnswered(MatterEvent):
    """受理 or 不予受理 within C11; a missing paper is never a ground (correction 3)."""

    type: ClassVar[str] = "matter_review_answered"

    stage: ReviewStage
    organ: str = ""
    gaps: tuple[str, ...] = ()
    ground: ReviewGround | None = None
    reason: str = ""
    remedy: str = ""
