"""A petitioner has added facts or papers to the matter."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from lianjie_contracts.request_event import RequestEvent


class MatterSupplemented(RequestEvent):
    """补充 [R22 21]. Nothing is replaced: what was handed in first stays as it is."""

    type: ClassVar[str] = "matter_supplemented"

    text: str = Field(max_length=5000)
    attachments: tuple[str, ...] = ()
