"""What was in custody was returned to its owner, against a signature."""

from __future__ import annotations

from typing import ClassVar

from pydantic import AwareDatetime, Field

from lianjie_contracts.base import Sealed, Value
from lianjie_contracts.letter_event import LetterEvent


class ReturnReceipt(Value):
    """退还回执: who signed for it, how it went, who handed it over. The recipient is sealed under the sender's key."""

    receipt_no: str
    recipient: Sealed
    how: str = Field(description="在窗口当面退还, 挂号退回 …")
    proof: str = Field(description="signature on the receipt, or the number of the registered mail")
    returned_by: str
    returned_at: AwareDatetime


class ValuablesReturned(LetterEvent):
    """The custody record is closed; no other way closes it."""

    type: ClassVar[str] = "valuables_returned"

    valuable_id: str
    receipt: ReturnReceipt
