"""A matter is passed to the competent unit(s), forwarded or assigned; rows 6 to 6.3 and 12 to 12.3."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import AwareDatetime, Field

from lianjie_contracts.base import Assignment, MatterEvent
from lianjie_contracts.vocabulary import TransferMode


class MatterDispatched(MatterEvent):
    """转送/交办 [R22 22]: stops C02; the lead's assignment is the first of `assignments`."""

    type: ClassVar[str] = "matter_dispatched"

    mode: TransferMode
    assignments: tuple[Assignment, ...] = Field(min_length=1)
    reason: str = ""
    category: str = Field(default="", description="内容分类 L1 code as the office has left it")
    followed_suggestion: bool = False
    approved_by: str | None = None
    report_due_at: AwareDatetime | None = Field(
        default=None, description="交办: when the result must be reported"
    )
    call: str | None = Field(default=None, description="by telephone or fax first: who was told, and when")
    designated: bool = Field(default=False, description="by designation or agreement: no objection any more")
    decision: str | None = Field(default=None, description="number of the designation or of the minutes")
    decided_on: date | None = None
    simple: bool = Field(default=False, description="简易办理: C23 from the lead's signing")
    former: str | None = Field(default=None, description="share of the lead before, whose limits fall away")
