"""The window has given a petitioner a code against identity; the code itself is told to nobody else."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from lianjie_contracts.request_event import RequestEvent
from lianjie_contracts.vocabulary import CodeKind


class CodeHandedOut(RequestEvent):
    """补发查询码, or a one-time code in hand (correction 4). `by` is who looked at the document, `identity` which it was."""

    type: ClassVar[str] = "code_handed_out"

    code: CodeKind
    person: int = Field(
        default=0, ge=0, description="0 the petitioner, then the representatives in their order"
    )
    identity: str = Field(default="", description="how the person was recognised; empty: by a one-time code")
    issue: int | None = Field(default=None, description="of a query code: the earlier ones are dead")
