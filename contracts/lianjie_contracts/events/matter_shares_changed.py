"""Who works on a matter has changed, and nothing else: a helper more, or another lead; rows 6.4 and 6.6."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import Assignment, MatterEvent


class MatterSharesChanged(MatterEvent):
    """增加协办单位、变更主办单位 [correction 10]: all shares as they are now, the lead first."""

    type: ClassVar[str] = "matter_shares_changed"

    assignments: tuple[Assignment, ...] = Field(min_length=1)
    reason: str = ""
    approved_by: str | None = None
