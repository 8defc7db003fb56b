"""A proposal has ended: approved, returned with a reason, or taken back; rows AP2 to AP4."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import MatterEvent
from lianjie_contracts.vocabulary import ApprovalVerdict


class MatterApprovalDecided(MatterEvent):
    """审批: of an approved proposal the act itself follows in the same decision, as an event of its own."""

    type: ClassVar[str] = "matter_approval_decided"

    no: int = Field(ge=1)
    act: str
    act_name: str = ""
    verdict: ApprovalVerdict
    reason: str = ""
    proposed_by: str = ""
