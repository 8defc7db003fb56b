"""A major or urgent matter is to be reported up; row 38: starts C18."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import MatterEvent
from lianjie_contracts.vocabulary import ReportGround, Urgency


class MatterEscalated(MatterEvent):
    """重大紧急信访事项和信息 [R22 25]: what has happened, as far as it is known; a report above is drafted from it."""

    type: ClassVar[str] = "matter_escalated"

    urgency: Urgency
    fact: str
    ground: ReportGround = Field(description="of the report that is drafted with it")
    confirmed_major: bool = Field(default=True, description="the report must go up: nobody may discard it")
