"""A report to a leader, the instruction it brought, and the answer to it; rows RU1 to RU9: C18 ends, C37 runs from an instruction."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import MatterEvent
from lianjie_contracts.vocabulary import ReportForm, ReportGround


class MatterReportedUp(MatterEvent):
    """上报—批示—反馈 [S4 一(三)1, 二(四)1; corrections 19]. `row` tells which step; only what it brought is filled in."""

    type: ClassVar[str] = "matter_reported_up"

    ground: ReportGround | None = None
    form: ReportForm | None = None
    text: str = ""
    item_nos: tuple[str, ...] = Field(default=(), description="further items that the same report tells of")
    confirmed_major: bool = False
    number: str = ""
    leader: str = ""
    given_on: date | None = None
    scan: str = ""
    due_on: date | None = None
    owner: str = ""
    signed_by: str = ""
    handling: str = Field(default="", description="RU7: how the instruction was carried out")
    opinion: str = ""
    result: str = ""
    reason: str = ""
