"""A matter is final; rows 32, 32.2 and 32.3. Row 31 is told by the recheck that makes it so."""

from __future__ import annotations

from typing import ClassVar

from lianjie_contracts.base import MatterEvent


class MatterFinalized(MatterEvent):
    """终结: the windows have closed unused, the agreement is performed, or nobody is left to claim [R22 35, 36; SD 46]."""

    type: ClassVar[str] = "matter_finalized"

    reason: str = ""
    proof: str = ""
