"""Nobody began to serve a signed text within C26; rows 24.3, 28.3, 31.4: the hold on its limit is cancelled."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import MatterEvent


class MatterServiceMissed(MatterEvent):
    """Rule issue_and_serve: the limit counts through, as if it had never been held."""

    type: ClassVar[str] = "matter_service_missed"

    document: str = Field(description="D11, D12 or D13")
