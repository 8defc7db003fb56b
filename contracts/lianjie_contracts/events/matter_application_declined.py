"""An application came that the tables do not allow: the petitioner is told why, and what else may be done."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import MatterEvent
from lianjie_contracts.vocabulary import Application


class MatterApplicationDeclined(MatterEvent):
    """The ground is that of the condition which did not hold; nothing has moved."""

    type: ClassVar[str] = "matter_application_declined"

    application: Application
    number: str = ""
    code: str
    because: str
    remains: str = Field(default="", description="what the petitioner may do now")
