"""A petitioner applies for a review, a recheck, a hearing, or that somebody keep out; it is taken in and acknowledged."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from lianjie_contracts.request_event import RequestEvent
from lianjie_contracts.vocabulary import Application


class ApplicationMade(RequestEvent):
    """申请复查、复核、听证、回避 [R22 28, 31, 35, 36]. `number` acknowledges it; whether it is accepted is decided by others."""

    type: ClassVar[str] = "application_made"

    application: Application
    reason: str = Field(default="", max_length=5000)
    good_reason: str | None = Field(
        default=None, max_length=5000, description="why it comes after its window"
    )
    person: str = Field(
        default="",
        max_length=100,
        description="回避: the official who is to keep out, by name; never a petitioner",
    )
