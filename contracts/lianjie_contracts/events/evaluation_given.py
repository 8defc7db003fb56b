"""A petitioner has rated the office or the responsible unit; row EV2."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import UnitCode
from lianjie_contracts.request_event import RequestEvent
from lianjie_contracts.vocabulary import Rated, Satisfaction


class EvaluationGiven(RequestEvent):
    """评价 [R22 21]. The last one before the window ends counts; given again it replaces the earlier one."""

    type: ClassVar[str] = "evaluation_given"

    rated: Rated
    unit: UnitCode | None = Field(default=None, description="the rated unit; none: the petition office")
    level: Satisfaction
    comment: str = Field(default="", max_length=1000)
    from_office: bool = Field(
        default=False, description="from an address of the office; flagged, not refused [D]"
    )
