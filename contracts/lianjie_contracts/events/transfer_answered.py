"""What became of a transfer of the superior's: registered under a number of ours, or refused field by field."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import County, Event
from lianjie_contracts.vocabulary import ReplyOutcome


class TransferAnswered(Event):
    """Every `upper_transfer` is answered once. What was refused may be mended and sent again under the same number."""

    type: ClassVar[str] = "transfer_answered"
    topic: ClassVar[str] = "exchange.out.v1"

    county: County
    number: str
    outcome: ReplyOutcome
    item_no: str = ""
    matter_id: str = ""
    refusal_code: str | None = None
    fields: dict[str, str] = Field(default_factory=dict)
