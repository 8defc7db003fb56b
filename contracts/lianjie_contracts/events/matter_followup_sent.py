"""The letter that follows a telephone call was sent; row 6.5."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from lianjie_contracts.base import MatterEvent


class MatterFollowupSent(MatterEvent):
    """补发书面交办 [S4]: after an urgent matter went out by telephone or fax."""

    type: ClassVar[str] = "matter_followup_sent"

    number: str = ""
    sent_on: date | None = None
