"""The time for rating is over: what was given is fixed, what was not counts as not rated; rows EV3 and EV4."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import UnitCode
from lianjie_contracts.request_event import RequestEvent
from lianjie_contracts.vocabulary import Rated, Satisfaction


class EvaluationClosed(RequestEvent):
    """评价期满. 未参评 is never satisfied: without `level` nobody rated."""

    type: ClassVar[str] = "evaluation_closed"

    rated: Rated
    unit: UnitCode | None = None
    level: Satisfaction | None = Field(default=None, description="as it stands for ever; none: nobody rated")
