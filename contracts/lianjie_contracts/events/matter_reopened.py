"""A matter that was over is taken up again; rows 36 to 36.5 and 41: a new opinion cycle."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import MatterEvent


class MatterReopened(MatterEvent):
    """重新启动 on a founded callback, an order, new facts or a broken agreement; C07 begins anew."""

    type: ClassVar[str] = "matter_reopened"

    reason: str = ""
    number: str = Field(default="", description="of the order")
    dated: date | None = None
    organ: str = ""
    evidence: tuple[str, ...] = ()
    on_petition_path: bool = True
    report_owed: bool = Field(default=False, description="assigned or instructed: C09 begins anew")
