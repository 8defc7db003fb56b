"""A review goes its steps: panel formed, heard, deliberated; rows 27.6 to 27.9 and 30.6 to 30.9."""

from __future__ import annotations

from typing import ClassVar

from lianjie_contracts.base import MatterEvent, Value
from lianjie_contracts.vocabulary import ReviewDecision, ReviewStage


class ReviewVote(Value):
    """One member's vote; a minority's opinion is kept."""

    member: str
    decision: ReviewDecision
    opinion: str = ""


class MatterReviewExamined(MatterEvent):
    """合议: at least three who did not handle the matter; every vote is on record."""

    type: ClassVar[str] = "matter_review_examined"

    stage: ReviewStage
    panel: tuple[str, ...] = ()
    reason: str = ""
    votes: tuple[ReviewVote, ...] = ()
