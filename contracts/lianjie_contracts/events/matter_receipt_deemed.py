"""A unit that has not signed in time is deemed to have received the matter; row 7.2, starts C04 and C05."""

from __future__ import annotations

from typing import ClassVar

from pydantic import AwareDatetime, Field

from lianjie_contracts.base import MatterEvent, UnitCode


class MatterReceiptDeemed(MatterEvent):
    """视为签收 [correction 6, D]: the state stays; the unit must still sign."""

    type: ClassVar[str] = "matter_receipt_deemed"

    unit: UnitCode
    designated: bool = Field(
        default=False, description="by designation or agreement: no objection, so no C05"
    )
    deemed_at: AwareDatetime | None = Field(
        default=None, description="end of the day by which it should have signed: C04 and C05 count from it"
    )
