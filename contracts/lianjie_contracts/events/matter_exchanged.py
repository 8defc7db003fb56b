"""What goes between a matter and the superior's petition system; rows EX1 to EX6: a package starts C44, the number returned stops it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import MatterEvent


class MatterExchanged(MatterEvent):
    """与上级信访信息系统的交换 [S3 6.4.1]. `row` tells which step: transferred, sent, numbered, refused, given up."""

    type: ClassVar[str] = "matter_exchanged"

    package: int = Field(
        default=0, ge=0, description="which package of this matter, from 1; none was sent yet: 0"
    )
    number: str = Field(default="", description="the superior's: of the transfer, or returned for a package")
    due_on: date | None = None
    reason: str = ""
    fields: Mapping[str, str] = Field(
        default={}, description="of a package, in the superior's names and codes; nobody is named"
    )
