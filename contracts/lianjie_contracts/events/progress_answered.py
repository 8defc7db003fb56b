"""The office has answered a petitioner's question; row PQ2."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from lianjie_contracts.request_event import RequestEvent


class ProgressAnswered(RequestEvent):
    """答复查询: `number` is the question's. The petitioner reads it with number and code."""

    type: ClassVar[str] = "progress_answered"

    text: str = Field(max_length=1000)
