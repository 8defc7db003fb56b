"""The office has checked a report or moved its date; rows 33.3, 34, 35, 35.2 and 35.3."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import MatterEvent


class MatterReportChecked(MatterEvent):
    """结案审核: approved, returned for redo (which begins a new opinion cycle), papers missing, or passed to 重点督办."""

    type: ClassVar[str] = "matter_report_checked"

    failed_items: tuple[str, ...] = ()
    requirement: str = Field(default="", description="what is to be done")
    due_on: date | None = Field(default=None, description="the new date of the report")
    leader: str = Field(default="", description="重点督办: who is in charge")
    on_petition_path: bool = Field(default=True, description="whether a redo has sixty days")
