"""A withdrawal came to nothing, for the matter was answered, merged or ended first; row 25.4, voids C45."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import MatterEvent


class MatterWithdrawalOvertaken(MatterEvent):
    """撤回落空. `because` says to the petitioner what came first; without a `row` it was never pending."""

    type: ClassVar[str] = "matter_withdrawal_overtaken"

    because: str = ""
    remains: str = Field(default="", description="what the petitioner may do now")
