"""A petitioner takes back an application for a review, a recheck or a hearing; rows 40, 40.2 and H9 are decided by routing."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from lianjie_contracts.request_event import RequestEvent
from lianjie_contracts.vocabulary import Application


class ApplicationWithdrawn(RequestEvent):
    """撤回申请: by free will and with a second factor; what is left of the window may be used again (correction 1)."""

    type: ClassVar[str] = "application_withdrawn"

    application: Application
    reason: str = Field(default="", max_length=500)
