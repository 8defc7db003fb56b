"""What became of a unit's reply: done, or refused with a reason."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import Event, UnitCode
from lianjie_contracts.vocabulary import ReplyOutcome


class ReplyAnswered(Event):
    """Every reply is answered on the unit's own topic; `reply_id` is the ce_id of the reply."""

    type: ClassVar[str] = "reply_answered"
    topic: ClassVar[str] = "routed.{unit}.v1"

    unit: UnitCode
    matter_id: str
    reply_id: str
    reply: str = Field(
        default="", description="type of the reply: a unit may use one id for replies of several types"
    )
    outcome: ReplyOutcome
    refusal_code: str | None = None
    refusal_zh: str | None = None
    act: str = Field(default="", description="the act that was asked for, as docs/lifecycle.md names it")
    fields: dict[str, str] = Field(
        default_factory=dict, description="code FIELDS_INVALID: what is wrong at which field of the reply"
    )
