"""Before it is screened a matter waits: for papers, a talk, or spokesmen; rows 3, 3.2 and 3.3, start C40."""

from __future__ import annotations

from typing import ClassVar

from pydantic import AwareDatetime

from lianjie_contracts.base import MatterEvent


class MatterInfoRequested(MatterEvent):
    """补充材料、约谈、推选代表: the office's own limit runs on, and what does not come is never a ground for refusal."""

    type: ClassVar[str] = "matter_info_requested"

    gaps: tuple[str, ...] = ()
    appointment_at: AwareDatetime | None = None
    reason: str = ""
