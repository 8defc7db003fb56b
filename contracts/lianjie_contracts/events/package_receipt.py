"""What the superior's petition system made of a result: entered under a number (回号), or refused with its reason."""

from __future__ import annotations

from typing import ClassVar

from pydantic import AwareDatetime, Field

from lianjie_contracts.base import County, Message


class PackageReceipt(Message):
    """A command of the superior's: rows EX3 and EX4. One of an earlier package, and one told twice, changes nothing."""

    type: ClassVar[str] = "package_receipt"
    topic: ClassVar[str] = "exchange.in.v1"

    county: County
    matter_id: str
    package: int = Field(ge=1)
    accepted: bool
    number: str = Field(default="", max_length=60, description="returned for it, if it was accepted")
    because: str = Field(default="", max_length=500, description="why not")
    at: AwareDatetime
