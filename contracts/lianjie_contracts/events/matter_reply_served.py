"""The answer to a suggestion has reached the petitioner; our own row 44.2: its matter was complete before."""

from __future__ import annotations

from typing import ClassVar

from pydantic import AwareDatetime, Field

from lianjie_contracts.base import MatterEvent


class MatterReplyServed(MatterEvent):
    """建议答复送达: nothing follows of it, but the dossier has its proof of service."""

    type: ClassVar[str] = "matter_reply_served"

    document: str = Field(description="code.sub of the text, e.g. D22.1")
    delivery_id: str
    served_at: AwareDatetime
