"""A petitioner asks how the matter stands; row PQ1."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from lianjie_contracts.request_event import RequestEvent


class ProgressAsked(RequestEvent):
    """查询 [R22 21]: a question to the office, under its own `number`."""

    type: ClassVar[str] = "progress_asked"

    text: str = Field(max_length=500)
