"""What a unit is asked beside its matters: to answer a supervision or a recommendation, on its own topic."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import Event, UnitCode


class AnswerAsked(Event):
    """Full state of one record after each act that concerns the unit; `ce_seq` grows but has gaps. Answered by `reply_answer`."""

    type: ClassVar[str] = "answer_asked"
    topic: ClassVar[str] = "routed.{unit}.v1"

    unit: UnitCode
    matter_id: str
    record: str = Field(description="id of the supervision or recommendation; the reply names it")
    act: str = Field(description="by which it is answered: answer_supervision or answer_recommendation")
    what: str = Field(description="level of the supervision or kind of the recommendation, e.g. REMINDER")
    ground: str = Field(description="why: ground of the supervision, facts of the recommendation")
    asks: str = Field(
        description="what the unit is to do, or what is suggested; after a rejection what is left"
    )
    answer_by: date | None = None
    awaited: bool = Field(description="whether an answer is awaited now")
